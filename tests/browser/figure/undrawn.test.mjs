import assert from "node:assert/strict";
import { test } from "node:test";
import { hideUndrawn, showDrawn } from "../../../src/aeexplain/browser/figure/undrawn.js";

const view = (name) => {
  const attributes = new Map([["data-view", name]]);
  return {
    getAttribute: (key) => attributes.get(key) ?? null,
    setAttribute: (key, value) => attributes.set(key, value),
    hasAttribute: (key) => attributes.has(key),
    removeAttribute: (key) => attributes.delete(key),
  };
};

test("views that a frame lacks are hidden until they are drawn", () => {
  const [one, other] = [view("one"), view("other")];
  const fold = { querySelectorAll: () => [one, other] };
  assert.equal(hideUndrawn(fold, new Set(["one"])), true);
  assert.deepEqual([one, other].map((each) => each.hasAttribute("data-undrawn")), [false, true]);
  showDrawn(other);
  assert.equal(other.hasAttribute("data-undrawn"), false);
  assert.equal(hideUndrawn(fold, new Set(["one", "other"])), false);
});
