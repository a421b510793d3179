import assert from "node:assert/strict";
import { test } from "node:test";
import { FORM } from "../../../src/aeexplain/browser/language/words.js";
import { withWords } from "../../../src/aeexplain/browser/language/with_words.js";

test("each place of Python's form takes its word", () => {
  assert.equal(withWords('<p title="\ue020word:menu\ue021">\ue020word:play\ue021</p>'), `<p title="${FORM["menu"]}">${FORM["play"]}</p>`);
});
