import assert from "node:assert/strict";
import { test } from "node:test";
import { onArrows, onJumps } from "../../../../src/aeexplain/browser/controls/instruments/arrow_keys.js";

const press = (target, key, more = {}) => {
  const event = Object.assign(new Event("keydown", { cancelable: true }), { key, ...more });
  target.dispatchEvent(event);
  return event.defaultPrevented;
};

test("each arrow is a step, five with Shift, and the page does not scroll", () => {
  const steps = [];
  const target = new EventTarget();
  onArrows(target, (...step) => steps.push(step), new AbortController().signal);
  assert.ok(press(target, "ArrowRight") && press(target, "ArrowDown") && press(target, "ArrowUp", { shiftKey: true }));
  assert.deepEqual(steps, [[1, 0], [0, -1], [0, 5]]);
});

test("other keys, and those of the browser, are left alone", () => {
  const steps = [];
  const [target, abort] = [new EventTarget(), new AbortController()];
  onArrows(target, (...step) => steps.push(step), abort.signal);
  for (const more of [{ altKey: true }, { ctrlKey: true }, { metaKey: true }]) assert.ok(!press(target, "ArrowLeft", more));
  assert.ok(!press(target, "a"));
  abort.abort();
  press(target, "ArrowLeft");
  assert.deepEqual(steps, []);
});

test("the keys that go far are told by where they go, and the page does not scroll", () => {
  const jumps = [];
  const target = new EventTarget();
  onJumps(target, (jump) => jumps.push(jump), new AbortController().signal);
  assert.ok(["Home", "End", "PageUp", "PageDown"].every((key) => press(target, key)));
  assert.ok(!press(target, "ArrowLeft") && !press(target, "Home", { metaKey: true }));
  assert.deepEqual(jumps, ["first", "last", "on", "back"]);
});
