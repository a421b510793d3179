// @ts-check
import { Failure } from "../loading/failure.js";

/**
 * A snapshot: what Python's memory holds when NumPy is imported, as far as it differs from that of a machine whose shared
 * libraries are loaded and whose Python never began. The build takes it (runtime/snapshot.mjs), with the same functions.
 *
 * 32-bit words, little-endian: MAGIC, the checksum of all words after it, the length that the function table must have, the
 * end of the memory that the machine uses before Python begins, how many bytes of memory are wanted, the number of segments;
 * each segment's place and length in bytes; the segments' bytes. Pyodide's own header comes with the page, so that the
 * machine can be there before the snapshot is.
 *
 * @typedef {Object} Machine  what we use of Emscripten's module
 * @property {Uint8Array<ArrayBuffer>} HEAPU8
 * @property {Int32Array} HEAP32
 * @property {WebAssembly.Table} wasmTable
 * @property {Record<string, unknown>} preloadedWasm
 * @property {(bytes: number) => unknown} growMemory
 * @property {(more: number) => number} _sbrk
 * @property {number} __PyRuntime
 * @property {number} __PyEM_EMSCRIPTEN_TRAMPOLINE_OFFSET
 * @property {(name: string) => void} addRunDependency
 * @property {(name: string) => void} removeRunDependency
 * @property {(module: WebAssembly.Module, flags: object, name: string, scope: object) => Promise<unknown>} loadWebAssemblyModule
 *
 * @typedef {[path: string, module: Promise<WebAssembly.Module>]} Library  its place in Python's file system, its code
 */

/** The first word of a snapshot: "aAEX". */
export const MAGIC = 0x58454161;
/** How many words stand before the segments. */
export const WORDS = 6;
const FLAGS = { loadAsync: true, global: false, nodelete: true, allowUndefined: false };

/**
 * Return what loads shared libraries before Python begins: in one order, so that their data and functions have the places
 * that the snapshot's pointers know.
 * @param {Library[]} libraries
 * @param {number} table  the function table's length by then; one less where a browser lacks CPython's trampoline
 * @param {(error: unknown) => void} onFailure
 * @returns {(machine: Machine) => void}  to be run before Python's main
 */
export function librariesFirst(libraries, table, onFailure) {
  /** @param {Machine} machine */
  const load = async (machine) => {
    if (machine.wasmTable.length === table - 1) machine.wasmTable.grow(1);
    for (const [path, module] of libraries) {
      machine.preloadedWasm[path] = await machine.loadWebAssemblyModule(await module, FLAGS, path, {});
    }
    machine.removeRunDependency("libraries");
  };
  return (machine) => {
    machine.addRunDependency("libraries");
    load(machine).catch(onFailure);
  };
}

/**
 * Read a snapshot; one that is not whole: Failure.
 * @param {ArrayBuffer} file
 * @returns {(machine: Machine) => void}  puts it in its place; fails with a Failure, and before it has written anything, where
 * the machine is not such as the snapshot was taken from
 */
export function readSnapshot(file) {
  if (file.byteLength < 4 * WORDS || file.byteLength % 4) throw new Failure("the snapshot is cut off");
  const words = new Uint32Array(file);
  const [magic, sum, table = 0, start = 0, memory = 0, count = 0] = words.subarray(0, WORDS);
  if (magic !== MAGIC || sum !== checksum(words.subarray(2))) throw new Failure("the snapshot is damaged");
  const segments = words.subarray(WORDS, WORDS + 2 * count);

  return (machine) => {
    const found = [machine.wasmTable.length, machine._sbrk(0) >>> 0];
    if (found[0] !== table || found[1] !== start) {
      throw new Failure(`the snapshot wants ${table} functions and ${start} bytes, there are ${found.join(" and ")}`);
    }
    if (machine.HEAPU8.length < memory) machine.growMemory(memory);
    if (machine.HEAPU8.length < memory) throw new Failure("there is too little memory");
    const trampoline = trampolinePlace(machine);
    const own = machine.HEAP32[trampoline];
    let at = segments.byteOffset + segments.byteLength;
    for (let i = 0; i < segments.length; i += 2) {
      const [place = 0, length = 0] = segments.subarray(i, i + 2);
      machine.HEAPU8.set(new Uint8Array(file, at, length), place);
      at += length;
    }
    machine.HEAP32[trampoline] = own ?? 0;
  };
}

/**
 * Return where, in words, Python keeps the number of the function through which it calls C functions of any signature:
 * that is this browser's own, not the snapshot's.
 * @param {Machine} machine
 */
function trampolinePlace({ HEAP32, __PyRuntime, __PyEM_EMSCRIPTEN_TRAMPOLINE_OFFSET }) {
  return (__PyRuntime + (HEAP32[__PyEM_EMSCRIPTEN_TRAMPOLINE_OFFSET >> 2] ?? 0)) >> 2;
}

/**
 * Return a sum in which every word counts, at its place.
 * @param {Uint32Array} words
 */
export function checksum(words) {
  let sum = words.length;
  for (let i = 0; i < words.length; i++) sum = Math.imul(sum ^ (words[i] ?? 0), 0x9e3779b1);
  return sum >>> 0;
}
