import assert from "node:assert/strict";
import { test } from "node:test";

import { applyHunks, hunksBetween } from "../../../src/aeexplain/browser/editor/line_diff.js";

const BEFORE = "a\nb\nc\nd\ne";

test("the same text has no hunks", () => {
  assert.deepEqual(hunksBetween(BEFORE, BEFORE), []);
  assert.deepEqual(hunksBetween("", ""), []);
});

test("what changed is told by its lines and no others", () => {
  assert.deepEqual(hunksBetween(BEFORE, "a\nB\nc\nd\nd2\ne"), [[1, 1, ["B"]], [4, 0, ["d2"]]]);
  assert.deepEqual(hunksBetween(BEFORE, "b\nc\nd\ne"), [[0, 1, []]]);
});

test("hunks applied give the text that they were made from", () => {
  let seed = 7;
  const letter = () => "abc"[(seed = (seed * 1103515245 + 12345) % 2147483648) % 3];
  for (let i = 0; i < 300; i++) {
    const [before, after] = [i % 9, (i * 7) % 11].map((length) => Array.from({ length }, letter).join("\n"));
    assert.equal(applyHunks(before, hunksBetween(before, after)), after);
  }
});

test("texts without a line in common, too long to compare, change as a whole", () => {
  const [before, after] = ["x\n".repeat(3000), "y\n".repeat(3000)];
  assert.equal(applyHunks(before, hunksBetween(before, after)), after);
});

test("hunks of another text are refused", () => {
  assert.equal(applyHunks("a", [[5, 1, ["b"]]]), null);
  assert.equal(applyHunks("a\nb", [[1, 1, []], [0, 1, []]]), null);
});
