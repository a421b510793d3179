import assert from "node:assert/strict";
import { test } from "node:test";
import { setImmediate as turn } from "node:timers/promises";
import { latest } from "../../../src/aeexplain/browser/figure/latest.js";

test("however often it is asked meanwhile, one run is under way and one waits", async () => {
  let [runs, end] = [0, () => {}];
  const job = latest(async () => {}, () => new Promise((resolve) => ((runs += 1), (end = resolve))), assert.fail);
  for (let i = 0; i < 5; i += 1) job.ask();
  await turn();
  assert.equal(runs, 1);
  for (let i = 0; i < 5; i += 1) job.ask();
  assert.ok(job.busy);
  end();
  await turn();
  assert.equal(runs, 2);
  end();
  await turn();
  assert.ok(!job.busy);
});

test("where it cannot begin, nothing stays waiting, and it may be asked again", async () => {
  const errors = [];
  let [ready, runs] = [() => Promise.reject(new Error("not yet")), 0];
  const job = latest(() => ready(), async () => (runs += 1), (error) => errors.push(error.message));
  job.ask();
  await turn();
  assert.deepEqual([errors, runs, job.busy], [["not yet"], 0, false]);
  ready = async () => {};
  job.ask();
  await turn();
  assert.deepEqual([errors, runs], [["not yet"], 1]);
});

test("a run that fails is told, and the next one goes on", async () => {
  const errors = [];
  let runs = 0;
  const job = latest(async () => {}, async () => {
    runs += 1;
    if (runs === 1) throw new Error("bad state");
  }, (error) => errors.push(error.message));
  job.ask();
  await turn();
  job.ask();
  await turn();
  assert.deepEqual([errors, runs], [["bad state"], 2]);
});

test("who asks when it failed is not forgotten", async () => {
  let [tries, runs] = [0, 0];
  const job = latest(
    async () => {
      tries += 1;
      if (tries === 1) throw new Error("not yet");
    },
    async () => (runs += 1),
    () => job.ask(),
  );
  job.ask();
  await turn();
  assert.deepEqual([tries, runs], [2, 1]);
});
