import assert from "node:assert/strict";
import { test } from "node:test";
import { SETTLE_MILLISECONDS, movesByItself, onceSettled } from "../../../../src/aeexplain/browser/figure/words/settled.js";

function watched(t, figure = { dataset: {} }) {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const abort = new AbortController();
  let count = 0;
  const change = onceSettled(figure, () => (count += 1), abort.signal);
  return { change, abort, figure, wait: (ms) => t.mock.timers.tick(ms), count: () => count };
}

test("many changes are told once, when none has followed for a while", (t) => {
  const { change, wait, count } = watched(t);
  for (let i = 0; i < 5; i += 1) {
    change();
    wait(SETTLE_MILLISECONDS - 1);
  }
  assert.equal(count(), 0);
  wait(1);
  assert.equal(count(), 1);
});

test("while a slider plays or a run goes on nothing is told", (t) => {
  const { change, wait, count, figure } = watched(t, { dataset: { playing: "k" } });
  change();
  wait(5 * SETTLE_MILLISECONDS);
  assert.equal(count(), 0);
  delete figure.dataset.playing;
  wait(SETTLE_MILLISECONDS);
  assert.equal(count(), 1);
});

test("when the figure is gone nothing is told any more", (t) => {
  const { change, abort, wait, count } = watched(t);
  change();
  abort.abort();
  change();
  wait(5 * SETTLE_MILLISECONDS);
  assert.equal(count(), 0);
});

test("a run that is paused does not move", () => {
  assert.ok(movesByItself({ dataset: { running: "true" } }));
  assert.ok(!movesByItself({ dataset: { running: "false" } }));
});
