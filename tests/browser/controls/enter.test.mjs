import assert from "node:assert/strict";
import { test } from "node:test";
import { enter } from "../../../src/aeexplain/browser/controls/enter.js";

test("a text is entered as if by hand, and the same text is no move", () => {
  const input = Object.assign(new EventTarget(), { value: "1" });
  const heard = [];
  input.addEventListener("input", ({ bubbles }) => heard.push([input.value, bubbles]));
  for (const text of ["1", "2", "2"]) enter(input, text);
  assert.deepEqual(heard, [["2", true]]);
});
