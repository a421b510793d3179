import assert from "node:assert/strict";
import { test } from "node:test";
import { SILENCE_LIMIT_SECONDS, watchdog } from "../../../src/aeexplain/browser/loading/timeouts.js";

function watched(t, seconds) {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  let silences = 0;
  const dog = watchdog(() => (silences += 1), seconds);
  return { dog, wait: (s) => t.mock.timers.tick(s * 1000), silences: () => silences };
}

test("silence is told once, after its seconds", (t) => {
  const { dog, wait, silences } = watched(t, 5);
  wait(100);
  assert.equal(silences(), 0);
  dog.reset();
  wait(4.999);
  assert.equal(silences(), 0);
  wait(100);
  assert.equal(silences(), 1);
});

test("a sign of progress begins the wait anew", (t) => {
  const { dog, wait, silences } = watched(t);
  for (let i = 0; i < 3; i += 1) {
    dog.reset();
    wait(SILENCE_LIMIT_SECONDS - 1);
  }
  assert.equal(silences(), 0);
  wait(1);
  assert.equal(silences(), 1);
});

test("where there is nothing to wait for any more, silence is no fault", (t) => {
  const { dog, wait, silences } = watched(t, 1);
  dog.reset();
  dog.stop();
  wait(10);
  assert.equal(silences(), 0);
});
