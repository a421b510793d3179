import assert from "node:assert/strict";
import { test } from "node:test";
import { isOpen, openViews } from "../../../src/aeexplain/browser/figure/open_views.js";

function view(name, fold = null) {
  return { getAttribute: () => name, closest: (selector) => (selector === "details:not([open])" ? fold : null) };
}

test("a view is open unless a closed fold holds it", () => {
  assert.equal(isOpen(view("code")), true);
  assert.equal(isOpen(view("code", {})), false);
});

test("the views that can be seen are named, in the order of the page", () => {
  const views = [view("input"), view("curve", {}), view("output")];
  assert.equal(openViews({ querySelectorAll: () => views }), "input output");
});
