import assert from "node:assert/strict";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { AtlasFrames } from "../../../src/aeexplain/browser/figure/atlas_frames.js";

const HEADER = { control: "k", positions: [1, 2], first: '{"views": {}, "describe": "One."}', patches: [[]], images: [] };

function file() {
  const text = new TextEncoder().encode(JSON.stringify(HEADER));
  const bytes = new Uint8Array(4 + text.length);
  new DataView(bytes.buffer).setUint32(0, text.length, true);
  bytes.set(text, 4);
  return gzipSync(bytes);
}

function frames(url = "a.bin") {
  const heard = [];
  const abort = new AbortController();
  const callbacks = { onOpen: () => heard.push("open"), onFailure: ({ message }) => heard.push(message) };
  return { heard, abort, atlas: new AtlasFrames(url ? { url, bytes: 1 } : null, callbacks, abort.signal) };
}

test("it is fetched once, and answers along its control while all others stand at their start", async (t) => {
  t.mock.method(globalThis, "fetch", async () => new Response(file()));
  const { atlas, heard } = frames();
  assert.equal(atlas.control, null);
  assert.equal(atlas.find({ k: 1 }, { k: 1 }), null);
  await Promise.all([atlas.open(), atlas.open()]);
  assert.deepEqual([heard, fetch.mock.callCount(), atlas.control], [["open"], 1, "k"]);
  const found = atlas.find({ k: 1.8, seed: 3 }, { k: 1, seed: 3 });
  assert.deepEqual([found.frame.describe, found.values, found.nearest], ["One.", { k: 2, seed: 3 }, "2"]);
  assert.equal(atlas.find({ k: 2, seed: 3 }, { k: 1, seed: 3 }).nearest, null);
  assert.equal(atlas.find({ k: 2, seed: 4 }, { k: 1, seed: 3 }), null);
  atlas.discard();
  assert.equal(atlas.find({ k: 2, seed: 3 }, { k: 1, seed: 3 }), null);
});

test("one that does not come is told, but not to a figure that is gone", async (t) => {
  t.mock.method(globalThis, "fetch", async () => new Response("", { status: 404 }));
  const [wanted, gone] = [frames(), frames()];
  gone.abort.abort();
  await Promise.all([wanted.atlas.open(), gone.atlas.open()]);
  assert.deepEqual([wanted.heard, gone.heard], [["the server answered 404"], []]);
});

test("a figure without an atlas asks for nothing", async (t) => {
  t.mock.method(globalThis, "fetch", assert.fail);
  const { atlas, heard } = frames("");
  await atlas.open();
  assert.deepEqual(heard, []);
});
