import assert from "node:assert/strict";
import { test } from "node:test";
import { readStrokes, showStrokes, withDot } from "../../../src/aeexplain/browser/controls/strokes.js";

test("strokes are read as they are shown", () => {
  const strokes = [[[1, 2], [10, 20]], [[99, 0]]];
  assert.equal(showStrokes(strokes), "1,2 10,20;99,0");
  assert.deepEqual(readStrokes("1,2 10,20;99,0"), strokes);
  assert.deepEqual(readStrokes(""), []);
});

test("what is no drawing, or too long a one, is refused", () => {
  for (const text of ["1", "1,2,3", "100,1", "-1,1", "1,2  3,4", ";", "a,b"]) assert.equal(readStrokes(text), null);
  assert.equal(readStrokes(Array(600).fill("1,1").join(" ")).flat().length, 600);
  assert.equal(readStrokes(Array(601).fill("1,1").join(" ")), null);
});

test("a dot begins a stroke or ends the last; next to the last one it is left out", () => {
  const one = withDot([], [5, 5], true);
  assert.deepEqual(one, [[[5, 5]]]);
  assert.equal(withDot(one, [6, 5], false), one);
  assert.deepEqual(withDot(one, [7, 5], false), [[[5, 5], [7, 5]]]);
  assert.deepEqual(withDot(one, [6, 5], true), [[[5, 5]], [[6, 5]]]);
  assert.deepEqual(one, [[[5, 5]]]);
});

test("a full pad takes no more", () => {
  const full = [Array.from({ length: 600 }, (_, i) => [i % 100, 0])];
  assert.equal(withDot(full, [50, 50], true), full);
});
