import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { WorkerChannel } from "../../../src/aeexplain/browser/engine/worker_channel.js";
import { Failure } from "../../../src/aeexplain/browser/loading/failure.js";

class FakeWorker {
  static last;
  posted = [];
  terminated = false;
  constructor(url, options) {
    Object.assign(this, { url, options });
    FakeWorker.last = this;
  }
  postMessage(message, transfer) {
    this.posted.push([message, transfer]);
  }
  terminate() {
    this.terminated = true;
  }
}

const RealWorker = globalThis.Worker;
beforeEach(() => (globalThis.Worker = FakeWorker));
afterEach(() => (globalThis.Worker = RealWorker));

const RUNTIME = { folder: "engine/", worker: { url: "https://a.example/worker.js" } };

function opened() {
  const [notices, failures] = [[], []];
  const channel = new WorkerChannel(RUNTIME, (notice) => notices.push(notice), (failure) => failures.push(failure));
  return { channel, worker: FakeWorker.last, notices, failures };
}

test("the worker is a module and is told at once what to start", () => {
  const { worker } = opened();
  assert.equal(worker.url, RUNTIME.worker.url);
  assert.equal(worker.options.type, "module");
  assert.deepEqual(worker.posted[0][0], { kind: "start", runtime: RUNTIME });
});

test("a page that is one file starts the worker in its own way", () => {
  const own = new FakeWorker("inside");
  globalThis.aeexplainWorker = () => own;
  try {
    assert.equal(opened().worker, own);
    assert.equal(own.posted[0][0].kind, "start");
  } finally {
    delete globalThis.aeexplainWorker;
  }
});

test("each request gets its own reply, in whatever order they come", async () => {
  const { channel, worker, notices } = opened();
  const [first, second] = [channel.request({ kind: "advance", demo: "a" }), channel.request({ kind: "advance", demo: "b" })];
  assert.ok(channel.busy);
  const ids = worker.posted.slice(1).map(([{ id }]) => id);
  worker.onmessage({ data: { kind: "over", id: ids[1] } });
  worker.onmessage({ data: { kind: "loaded", id: ids[0] } });
  assert.equal((await first).kind, "loaded");
  assert.equal((await second).kind, "over");
  assert.ok(!channel.busy);
  assert.deepEqual(notices, [null, null]);
});

test("what is no reply is a notice, and buffers are transferred", () => {
  const { channel, worker, notices } = opened();
  const buffer = new ArrayBuffer(1);
  void channel.request({ kind: "weight", name: "vae", bytes: buffer }, [buffer]);
  assert.deepEqual(worker.posted[1][1], [buffer]);
  worker.onmessage({ data: { kind: "installed" } });
  assert.deepEqual(notices, [{ kind: "installed" }]);
});

test("a worker that breaks or does not load is a failure", () => {
  const { worker, failures } = opened();
  worker.onerror({ message: "boom" });
  worker.onerror({});
  worker.onmessageerror();
  assert.deepEqual(failures.map(({ message }) => message), [
    "its worker broke", "its worker did not load", "its worker's answer was unreadable",
  ]);
});

test("when it is closed, whoever waits gets the failure, and nothing is heard any more", async () => {
  const { channel, worker } = opened();
  const reply = channel.request({ kind: "advance", demo: "a" });
  channel.close(new Failure("over"));
  await assert.rejects(reply, /over/);
  assert.ok(worker.terminated && !channel.busy);
  assert.equal(worker.onmessage, null);
});
