import assert from "node:assert/strict";
import { test } from "node:test";
import { fetchWeight } from "../../../src/aeexplain/browser/engine/weights.js";

const WEIGHT = { url: "https://a.example/vae.json?1", bytes: 3 };

test("a weight file comes whole, and its bytes are told", async (t) => {
  t.mock.method(globalThis, "fetch", async () => new Response("abc"));
  const reports = [];
  const buffer = await fetchWeight(WEIGHT, (bytes) => reports.push(bytes));
  assert.equal(new TextDecoder().decode(buffer), "abc");
  assert.deepEqual(reports, [3]);
});

const FAULTS = {
  "is missing": [async () => new Response("", { status: 404 }), /vae\.json: the server answered 404/],
  "does not arrive": [async () => Promise.reject(new TypeError("no network")), /vae\.json did not arrive/],
  "has another size": [async () => new Response("ab"), /vae\.json has 2 bytes instead of 3/],
};

for (const [fault, [answer, words]] of Object.entries(FAULTS)) {
  test(`a weight file that ${fault} is named`, async (t) => {
    t.mock.method(globalThis, "fetch", answer);
    await assert.rejects(fetchWeight(WEIGHT, () => {}), words);
  });
}

test("a host that is silent for too long is not waited for, and the request is taken back", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  let signal;
  t.mock.method(globalThis, "fetch", (_, init) => new Promise(() => (signal = init.signal)));
  const failed = assert.rejects(fetchWeight(WEIGHT, () => {}), /vae\.json: nothing arrived for 30 seconds/);
  t.mock.timers.tick(30_000);
  await failed;
  assert.ok(signal.aborted);
});
