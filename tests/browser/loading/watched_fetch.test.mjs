import assert from "node:assert/strict";
import { test } from "node:test";
import { setImmediate as turn } from "node:timers/promises";
import { fileName, watchResponse, watchedFetch } from "../../../src/aeexplain/browser/loading/watched_fetch.js";

function watcher() {
  const seen = { bytes: 0, failures: [] };
  return {
    seen,
    onBytes: (bytes) => (seen.bytes += bytes),
    onFailure: ({ message }) => seen.failures.push(message),
  };
}

test("the answer itself comes back, and its bytes are counted beside it", async () => {
  const [answer, watching] = [new Response("four"), watcher()];
  const came = await watchResponse("a.zip", Promise.resolve(answer), 4, watching);
  assert.equal(came, answer);
  assert.equal(await came.text(), "four");
  await turn();
  assert.deepEqual(watching.seen, { bytes: 4, failures: [] });
});

test("a file of another size is named, though its answer came", async () => {
  const watching = watcher();
  await (await watchResponse("a.zip", new Response("four"), 5, watching)).text();
  await turn();
  assert.deepEqual(watching.seen.failures, ["a.zip has 4 bytes instead of 5"]);
});

test("a file that breaks off is named", async () => {
  const watching = watcher();
  let step = 0;
  const body = new ReadableStream({
    pull(controller) {
      step += 1;
      if (step === 1) controller.enqueue(new Uint8Array(3));
      else setTimeout(() => controller.error(new Error("cut")), 5);
    },
  });
  await (await watchResponse("a.zip", new Response(body), 9, watching)).text().catch(() => {});
  await turn();
  assert.deepEqual(watching.seen.failures, ["a.zip broke off after 3 bytes"]);
});

test("a file that the host refuses, or that does not come, is told to both", async (t) => {
  const watching = watcher();
  const fetch = watchedFetch({}, watching);
  t.mock.method(globalThis, "fetch", async () => new Response("", { status: 500 }));
  await assert.rejects(fetch("https://a.example/b/a.zip?1"), /a\.zip: the server answered 500/);
  t.mock.method(globalThis, "fetch", async () => Promise.reject(new TypeError("no network")));
  await assert.rejects(fetch(new Request("https://a.example/b/a.zip")), /a\.zip did not arrive/);
  assert.deepEqual(watching.seen.failures, ["a.zip: the server answered 500", "a.zip did not arrive"]);
});

test("a file's name is the last part of its path", () => {
  const names = ["https://a.example/b/c.zip?x=/y#z", "c.zip", "https://a.example/b/"].map(fileName);
  assert.deepEqual(names, ["c.zip", "c.zip", ""]);
});
