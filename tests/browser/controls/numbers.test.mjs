import assert from "node:assert/strict";
import { test } from "node:test";
import { clamp, readPair, rounded, showPair } from "../../../src/aeexplain/browser/controls/numbers.js";

test("a pair is read from its own text and from texts like it", () => {
  for (const text of ["1.5, -2", "1.5,-2", "1.5;-2", " 1.5  -2 "]) assert.deepEqual(readPair(text), [1.5, -2]);
  assert.deepEqual(readPair(showPair([0.1, 3])), [0.1, 3]);
});

test("what is not two finite numbers is no pair", () => {
  for (const text of ["", "1", "1,", "1,2,3", "a,b", "1,Infinity", "NaN,1"]) assert.equal(readPair(text), null);
});

test("a number is held between its ends", () => {
  assert.deepEqual([-5, 0.5, 5].map((number) => clamp(number, [-1, 1])), [-1, 0.5, 1]);
});

test("a number is rounded to decimals", () => assert.deepEqual([rounded(1.23456, 3), rounded(-0.5, 0)], [1.235, 0]));
