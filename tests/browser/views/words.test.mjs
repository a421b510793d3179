import assert from "node:assert/strict";
import { test } from "node:test";
import { words } from "../../../src/aeexplain/browser/views/words.js";

test("a text is written where it is another", () => {
  const written = [];
  const place = { get textContent() { return written.at(-1) ?? ""; }, set textContent(text) { written.push(text); } };
  for (const text of ["one", "one", "two"]) words.paint(place, { kind: "words", text });
  assert.deepEqual(written, ["one", "two"]);
});

test("words that are no text are not sound", () => {
  assert.ok(words.isSound({ kind: "words", text: "" }));
  assert.ok(!words.isSound({ kind: "words" }) && !words.isSound({ kind: "words", text: 1 }));
});
