import assert from "node:assert/strict";
import test from "node:test";
import { marked } from "../../../src/aeexplain/browser/searching/excerpt.js";

test("an excerpt is its words, with those that were found apart", () => {
  assert.deepEqual(marked("a <mark>whale</mark> sings"), [
    { words: "a ", found: false },
    { words: "whale", found: true },
    { words: " sings", found: false },
  ]);
});

test("what looks like HTML in an article is text", () => {
  assert.deepEqual(marked("&lt;img src=x&gt; <mark>&lt;b&gt;</mark>"), [
    { words: "<img src=x> ", found: false },
    { words: "<b>", found: true },
  ]);
});

test("a mark without an end is text", () => {
  assert.deepEqual(marked("<mark>half"), [{ words: "<mark>half", found: false }]);
});
