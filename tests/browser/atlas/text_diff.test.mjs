import assert from "node:assert/strict";
import { test } from "node:test";
import { applyPatch, tokensOf } from "../../../src/aeexplain/browser/atlas/text_diff.js";

test("a text's tokens put together are the text", () => {
  const text = '<svg viewBox="0 0 12.5 3"><path d="M1 2.25L-3 4"/></svg>';
  const tokens = tokensOf(text);
  assert.equal(tokens.join(""), text);
  assert.ok(tokens.includes("12.5") && tokens.includes("2.25"));
});

test("an empty text has no tokens", () => assert.deepEqual(tokensOf(""), []));

test("a patch keeps, drops, replaces and inserts, and what it does not name stays", () => {
  const tokens = tokensOf("<a 1 2 3>");
  assert.deepEqual(tokens, ["<a ", "1", " ", "2", " ", "3", ">"]);
  assert.equal(applyPatch(tokens, [1, "9"]).join(""), "<a 9 2 3>");
  assert.equal(applyPatch(tokens, [1, -2]).join(""), "<a 2 3>");
  assert.equal(applyPatch(tokens, [1, ["7 "]]).join(""), "<a 7 1 2 3>");
  assert.deepEqual(applyPatch(tokens, []), tokens);
});

test("a patch that keeps or drops more than there is is refused", () => {
  for (const patch of [[8], [-8], [4, -4]]) {
    assert.throws(() => applyPatch(tokensOf("<a 1 2 3>"), patch), /beyond its text/);
  }
});
