import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { byteReporter, draw } from "../../../src/aeexplain/browser/worker/requests.js";

test("each request calls its own of Python's functions", () => {
  const called = [];
  const named = (name) => (...given) => (called.push([name, ...given]), name);
  const python = { frame: named("frame"), begin: named("begin"), advance: named("advance"), end: named("end") };
  assert.equal(draw(python, { kind: "frame", demo: "d", values: { k: 1 }, views: "v" }), "frame");
  assert.equal(draw(python, { kind: "begin", demo: "d", values: {}, views: "v", figure: "f" }), "begin");
  assert.equal(draw(python, { kind: "advance", figure: "f", views: "v" }), "advance");
  assert.equal(draw(python, { kind: "end", figure: "f" }), null);
  assert.deepEqual(called, [["frame", "d", '{"k":1}', "v"], ["begin", "d", "{}", "v", "f"], ["advance", "f", "v"], ["end", "f"]]);
});

test("bytes that come at once are reported as one sum", async () => {
  const reports = [];
  const count = byteReporter((report) => reports.push(report));
  count(3);
  count(4);
  assert.deepEqual(reports, []);
  await pause(300);
  count(5);
  await pause(300);
  assert.deepEqual(reports, [{ kind: "bytes", arrived: 7 }, { kind: "bytes", arrived: 12 }]);
});
