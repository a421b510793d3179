import assert from "node:assert/strict";
import { test } from "node:test";
import { bytesOfMode, filesOfMode, startModes } from "../../../src/aeexplain/browser/engine/start_modes.js";

const snapshot = { image: "snapshot.bin", libraries: [["/numpy.so", "numpy.wasm"]], library: { "numpy.zip": { plain: 70, gz: 7 } } };
const files = { "pyodide.mjs": { plain: 1 }, "snapshot.bin": { plain: 100, gz: 10 }, "numpy.wasm": { plain: 20 } };
const runtime = { files, snapshot, form: "gz", slow: false };

test("the snapshot comes first, but not where fewer bytes are sooner", () => {
  assert.deepEqual(startModes(runtime), ["snapshot", "library"]);
  assert.deepEqual(startModes({ ...runtime, slow: true }), ["library", "snapshot"]);
  assert.deepEqual(startModes({ ...runtime, snapshot: undefined }), ["library"]);
});

test("the library is fetched in the place of the snapshot and its shared libraries", () => {
  assert.equal(filesOfMode(runtime, "snapshot"), files);
  assert.deepEqual(Object.keys(filesOfMode(runtime, "library")), ["pyodide.mjs", "numpy.zip"]);
  assert.equal(filesOfMode({ files }, "library"), files);
});

test("bytes are those of the form that is fetched", () => {
  assert.equal(bytesOfMode(runtime, "snapshot"), 1 + 10 + 20);
  assert.equal(bytesOfMode({ ...runtime, form: "plain" }, "library"), 1 + 70);
});
