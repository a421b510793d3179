import assert from "node:assert/strict";
import { test } from "node:test";
import { words } from "../../../src/aeexplain/browser/views/words.js";

test("a text is written only where it is another, so that nothing is read out or selected anew", () => {
  const written = [];
  const place = { get textContent() { return written.at(-1) ?? "one"; }, set textContent(text) { written.push(text); } };
  for (const text of ["one", "two", "two", ""]) words.paint(place, { kind: "words", text });
  assert.deepEqual(written, ["two", ""]);
});

test("in a file they are a text and nothing else", () => {
  assert.deepEqual(["a", "", 1, null, undefined, ["a"]].map((text) => words.isSound({ text })), [true, true, false, false, false, false]);
});
