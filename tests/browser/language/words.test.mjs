import assert from "node:assert/strict";
import { test } from "node:test";
import * as words from "../../../src/aeexplain/browser/language/words.js";

test("every word is a text, and forms have theirs", () => {
  const { FORM, ...others } = words;
  for (const [key, word] of [...Object.entries(others), ...Object.entries(FORM)]) assert.ok(typeof word === "string" && word, key);
  assert.equal(FORM["reset"], "Reset");
});
