import assert from "node:assert/strict";
import { test } from "node:test";
import { choice } from "../../../../src/aeexplain/browser/controls/kinds/choice.js";

const buttons = ["one", "two"].map((value, i) => ({ value, checked: i === 0 }));
const control = { querySelectorAll: () => buttons, querySelector: () => null };

test("an option is taken by its whole text, and no other text is an option", () => {
  const data = { options: '["one", "two", "<b>"]' };
  const read = ["one", "<b>", "One", " one", "", "length", "0"].map((text) => choice.readText(text, data));
  assert.deepEqual(read, ["one", "<b>", null, null, null, null, null]);
  assert.equal(choice.readText("one", {}), null);
});

test("one button is pressed at a time", () => {
  assert.equal(choice.read(control), "one");
  choice.write(control, "two");
  assert.deepEqual(buttons.map(({ checked }) => checked), [false, true]);
  assert.equal(choice.read(control), "two");
});

test("a list holds the option that is chosen in it", () => {
  const list = { value: "one" };
  const listed = { querySelectorAll: () => [], querySelector: () => list };
  assert.equal(choice.read(listed), "one");
  choice.write(listed, "two");
  assert.equal(list.value, "two");
});
