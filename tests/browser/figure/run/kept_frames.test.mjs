import assert from "node:assert/strict";
import { test } from "node:test";
import { KeptFrames } from "../../../../src/aeexplain/browser/figure/run/kept_frames.js";

function afterSteps(steps) {
  const kept = new KeptFrames();
  for (let step = 1; step <= steps; step += 1) kept.add(step, `frame ${step}`);
  return kept;
}

test("of a short run every frame is there", () => {
  const kept = afterSteps(256);
  for (const step of [1, 2, 100, 256]) assert.deepEqual(kept.nearest(step), { step, frame: `frame ${step}` });
});

test("of a long run frames are kept at equal distances, the first and the last among them", () => {
  const kept = afterSteps(5000);
  const found = new Set();
  for (let step = 1; step <= 5000; step += 1) found.add(kept.nearest(step).step);
  const steps = [...found];
  assert.ok(steps.length <= 257 && steps.length > 128, String(steps.length));
  assert.equal(steps[0], 1);
  assert.equal(steps.at(-1), 5000);
  const gaps = new Set(steps.slice(1, -1).map((step, index) => step - steps[index]));
  assert.equal(gaps.size, 1);
  assert.deepEqual(kept.nearest(5000), { step: 5000, frame: "frame 5000" });
});

test("nothing is near where nothing is kept", () => {
  const kept = afterSteps(3);
  kept.clear();
  assert.equal(kept.nearest(2), null);
  kept.add(1, "again");
  assert.deepEqual(kept.nearest(9), { step: 1, frame: "again" });
});
