import assert from "node:assert/strict";
import { test } from "node:test";
import { withValues } from "../../../src/aeexplain/browser/language/with_values.js";

test("each value stands in its place, as often as it is named, and as it is", () => {
  assert.equal(withValues("{b} of {a}, {a}", { a: 3, b: "$& {a}" }), "$& {a} of 3, 3");
  assert.equal(withValues("nothing", {}), "nothing");
});
