import assert from "node:assert/strict";
import { test } from "node:test";
import { showFill } from "../../../src/aeexplain/browser/controls/fill.js";

function shareOf(min, max, valueAsNumber) {
  const said = {};
  showFill({ min, max, valueAsNumber, style: { setProperty: (name, value) => (said[name] = value) } });
  return said["--at"];
}

test("the share of a track before its knob goes from 0 to 1", () => {
  assert.equal(shareOf("0", "32", 0), "0.0000");
  assert.equal(shareOf("0", "32", 8), "0.2500");
  assert.equal(shareOf("-1", "1", 1), "1.0000");
});

test("a track without a length has nothing before its knob", () => {
  assert.equal(shareOf("1", "1", 1), "0.0000");
});
