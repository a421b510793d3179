import assert from "node:assert/strict";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { Atlas, fetchAtlas } from "../../../src/aeexplain/browser/atlas/atlas.js";

const frame = (describe, views) => JSON.stringify({ views, describe });
const PIXELS = { kind: "pixels", width: 1, height: 1, offset: 0, says: "a dot", reach: null };

/** Return an atlas' file, as the build writes it. */
function file(header, ...planes) {
  const text = new TextEncoder().encode(JSON.stringify(header));
  const bytes = new Uint8Array(4 + text.length + planes.length);
  new DataView(bytes.buffer).setUint32(0, text.length, true);
  bytes.set(text, 4);
  bytes.set(planes, 4 + text.length);
  return bytes.buffer;
}

function header(changes = {}) {
  return {
    control: "k",
    positions: [1, 2],
    first: frame("One 1", { n: { kind: "readout", value: 1, text: "1" } }),
    patches: [[]],
    images: [],
    ...changes,
  };
}

test("a number is answered by the nearest position, and only its own is exact", () => {
  const atlas = new Atlas(file(header()));
  assert.equal(atlas.control, "k");
  assert.deepEqual(atlas.find(2), { number: 1, position: 2, exact: true });
  assert.deepEqual(atlas.find(1.4), { number: 0, position: 1, exact: false });
  assert.deepEqual(atlas.find(99), { number: 1, position: 2, exact: false });
});

test("a point is answered by the nearest, an option only by itself", () => {
  const points = new Atlas(file(header({ positions: ["0, 0", "1, 1"] })));
  assert.equal(points.find("0.9, 0.8").number, 1);
  const options = new Atlas(file(header({ positions: ["mean", "noise"] })));
  assert.equal(options.find("noise").number, 1);
  assert.equal(options.find("median"), null);
  assert.equal(options.find("0, 0"), null);
  assert.equal(points.find("nowhere"), null);
});

test("a frame comes with the pixels that it shows", () => {
  const image = { view: "dot", ...{ width: 1, height: 1 }, which: [0, 0], colours: [[9, 8, 7]], filters: ["none"] };
  const atlas = new Atlas(file(header({ first: frame("A dot", { dot: PIXELS }), images: [image] }), 85));
  const { describe, pixels } = atlas.frame(1);
  assert.equal(describe, "A dot");
  assert.deepEqual([...new Uint8Array(pixels)], [9, 8, 7, 255]);
});

test("each view has the pixels of its own image", () => {
  const image = { width: 1, height: 1, which: [0, -1], filters: ["none"] };
  const images = [{ ...image, view: "a", colours: [[1, 1, 1]] }, { ...image, view: "b", colours: [[2, 2, 2]] }];
  const first = frame("Two dots", { b: PIXELS, a: { ...PIXELS, offset: 4 } });
  const atlas = new Atlas(file(header({ first, images }), 85, 85));
  assert.deepEqual([...new Uint8Array(atlas.frame(0).pixels)], [2, 2, 2, 255, 1, 1, 1, 255]);
  assert.throws(() => atlas.frame(1), /damaged/);
});

test("a file with more or fewer bytes than its header says is refused", () => {
  assert.throws(() => new Atlas(file(header(), 1)), /not whole/);
  assert.throws(() => new Atlas(new ArrayBuffer(2)));
});

test("an atlas is fetched with its digest, and unpacked; an error of the host is told", async (t) => {
  const asked = [];
  t.mock.method(globalThis, "fetch", async (...words) => {
    asked.push(words);
    return new Response(gzipSync(new Uint8Array(file(header()))));
  });
  const { signal } = new AbortController();
  assert.equal((await fetchAtlas({ url: "a.bin", bytes: 1, integrity: "sha256-x" }, signal)).control, "k");
  assert.deepEqual(asked, [["a.bin", { integrity: "sha256-x", signal }]]);
  t.mock.method(globalThis, "fetch", async () => new Response("", { status: 404 }));
  await assert.rejects(fetchAtlas({ url: "a.bin", bytes: 1 }, signal), /the server answered 404/);
});
