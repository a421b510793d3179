import assert from "node:assert/strict";
import { test } from "node:test";
import { MAGIC, WORDS, checksum, librariesFirst, readSnapshot } from "../../../src/aeexplain/browser/worker/snapshot.js";

const [TABLE, START, MEMORY] = [7, 32, 64];

/** A snapshot that writes four bytes at 40 and eight at 48. */
function snapshot() {
  const words = Uint32Array.of(MAGIC, 0, TABLE, START, MEMORY, 2, 40, 4, 48, 8, 0x04030201, 0x08070605, 0x0c0b0a09);
  words[1] = checksum(words.subarray(2));
  return words;
}

function machine(changes = {}) {
  const memory = new Uint8Array(MEMORY);
  const HEAP32 = new Int32Array(memory.buffer);
  return { wasmTable: { length: TABLE }, _sbrk: () => START, HEAPU8: memory, HEAP32, __PyRuntime: 0, __PyEM_EMSCRIPTEN_TRAMPOLINE_OFFSET: 4, ...changes };
}

test("its segments go to their places, and the browser's own trampoline stays", () => {
  const { HEAPU8, HEAP32, ...rest } = machine();
  HEAP32[1] = 40; // where the trampoline is, from the runtime's beginning
  HEAP32[10] = 1234; // the browser's own
  readSnapshot(snapshot().buffer)({ HEAPU8, HEAP32, ...rest });
  assert.equal(HEAP32[10], 1234);
  assert.deepEqual([...HEAPU8.subarray(48, 56)], [5, 6, 7, 8, 9, 10, 11, 12]);
  assert.deepEqual([...HEAPU8.subarray(56)], Array(8).fill(0));
});

test("one that is cut off or damaged is refused", () => {
  const whole = snapshot().buffer;
  assert.throws(() => readSnapshot(whole.slice(0, 4 * WORDS - 4)), /cut off/);
  assert.throws(() => readSnapshot(whole.slice(0, -2)), /cut off/);
  assert.throws(() => readSnapshot(whole.slice(0, -4)), /damaged/);
  for (let i = 0; i < whole.byteLength; i += 1) {
    const spoilt = whole.slice(0);
    new Uint8Array(spoilt)[i] ^= 1;
    assert.throws(() => readSnapshot(spoilt), /damaged/, `byte ${i}`);
  }
});

test("on another machine than it was taken from, nothing is written", () => {
  for (const changes of [{ wasmTable: { length: TABLE + 1 } }, { _sbrk: () => 0 }]) {
    const other = machine(changes);
    assert.throws(() => readSnapshot(snapshot().buffer)(other), /the snapshot wants 7 functions and 32 bytes/);
    assert.ok(other.HEAPU8.every((byte) => byte === 0));
  }
});

test("memory grows where there is too little, and where it cannot the snapshot is refused", () => {
  const small = machine({ HEAPU8: new Uint8Array(8), growMemory: () => {} });
  assert.throws(() => readSnapshot(snapshot().buffer)(small), /too little memory/);
});

test("every word counts in the checksum, at its place", () => {
  const sums = [[1, 2, 3], [2, 1, 3], [1, 2], [1, 2, 3, 0], [0, 1, 2, 3]].map((words) => checksum(Uint32Array.from(words)));
  assert.equal(new Set(sums).size, sums.length);
});

test("shared libraries are loaded one after the other before Python begins", async () => {
  const done = [];
  const loading = {
    wasmTable: { length: TABLE - 1, grow: (more) => done.push(`grow ${more}`) },
    preloadedWasm: {},
    loadWebAssemblyModule: async (module, _, path) => (done.push(path), `loaded ${module}`),
    addRunDependency: (name) => done.push(`wait for ${name}`),
    removeRunDependency: (name) => done.push(`no longer for ${name}`),
  };
  const libraries = [["/a.so", Promise.resolve("a")], ["/b.so", Promise.resolve("b")]];
  librariesFirst(libraries, TABLE, assert.fail)(loading);
  await new Promise((resolve) => setTimeout(resolve));
  assert.deepEqual(done, ["wait for libraries", "grow 1", "/a.so", "/b.so", "no longer for libraries"]);
  assert.deepEqual(loading.preloadedWasm, { "/a.so": "loaded a", "/b.so": "loaded b" });
});

test("a library that does not load is told", async () => {
  const errors = [];
  const stuck = { wasmTable: { length: TABLE }, addRunDependency() {} };
  librariesFirst([["/a.so", Promise.reject(new Error("no"))]], TABLE, (error) => errors.push(error.message))(stuck);
  await new Promise((resolve) => setTimeout(resolve));
  assert.deepEqual(errors, ["no"]);
});
