import assert from "node:assert/strict";
import { test } from "node:test";
import { Progress, sum } from "../../../src/aeexplain/browser/loading/progress.js";

test("totals count what has come of each part, never more than its size", () => {
  const progress = new Progress(() => {});
  progress.expect("runtime", 100);
  progress.expect("vae", 10);
  progress.arrived("runtime", 40);
  progress.arrived("runtime", 30);
  progress.arrived("vae", Infinity);
  assert.deepEqual(progress.totalsOf({ runtime: 100, vae: 10 }), { bytes: 50, size: 110 });
});

test("a part that was not asked for yet counts with its size", () => {
  assert.deepEqual(new Progress(() => {}).totalsOf({ runtime: 100 }), { bytes: 0, size: 100 });
});

test("what is expected beside keeps what has come, and the bytes only grow", () => {
  const progress = new Progress(() => {});
  progress.expect("runtime", 100);
  progress.arrived("runtime", 40);
  progress.extend("runtime", 70);
  assert.deepEqual(progress.totalsOf({ runtime: 100 }), { bytes: 40, size: 110 });
});

test("its listener is told now and then, and always when a part is whole", (t) => {
  let now = 0;
  t.mock.method(performance, "now", () => now);
  const reports = [];
  const progress = new Progress(() => reports.push(now));
  progress.expect("runtime", 100);
  for (now of [0, 100, 249, 250, 300]) progress.arrived("runtime", now / 10 + 1);
  assert.deepEqual(reports, [0, 250]);
  progress.arrived("runtime", 100);
  assert.deepEqual(reports, [0, 250, 300]);
});

test("what was cleared is unknown, and its bytes are not counted", () => {
  const progress = new Progress(assert.fail);
  progress.expect("runtime", 100);
  progress.clear();
  progress.arrived("runtime", 100);
  assert.deepEqual(progress.totalsOf({ runtime: 7 }), { bytes: 0, size: 7 });
});

test("numbers have a sum", () => assert.deepEqual([sum([1, 2, 3]), sum([])], [6, 0]));
