// Take a snapshot of Python's memory with the library imported: see snapshot.py and ../browser/worker/snapshot.js. Standard output,
// JSON: the length of the function table before the shared libraries come, Pyodide's header in base64.
import nodeCrypto from "node:crypto";
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { install } from "../browser/worker/archive.js";
import { MAGIC, WORDS, checksum, librariesFirst } from "../browser/worker/snapshot.js";
import { answer, opened, start } from "./start.mjs";

const GRAIN = 16; // bytes that are compared at once
const GAP = 32; // bytes that two segments may be apart and still be one: its own eight bytes compress worse than these

// Chance, the time and its own name are the same for Python in every build, so that its memory is.
nodeCrypto.randomFillSync = (view) => view.fill(0);
syncBuiltinESMExports();
Date.now = () => 946_684_800_000;
Object.defineProperty(globalThis.performance, "now", { value: () => 0 });
const NAME = { _sysExecutable: "./this.program" };

await answer(async ({ engine, libraries, members, script, out }) => {
  const compiled = libraries.map(([place, file]) => [place, WebAssembly.compile(fs.readFileSync(file))]);
  const full = await started(engine, compiled, { _makeSnapshot: true, fsInit: (...given) => unpack(engine, libraries, ...given) });
  full.python.globals.set("MEMBERS", JSON.stringify(members));
  full.python.runPython(fs.readFileSync(script, "utf8"));
  const fresh = await untouched(engine, compiled);
  const { header, memory } = parts(full.python.makeMemorySnapshot());
  fs.writeFileSync(out, image(memory, full.machine, fresh));
  return JSON.stringify({ table: full.table, header: Buffer.from(header).toString("base64") });
});

/** Start Pyodide as the page does, shared libraries first; return it with its machine and its first table's length. */
async function started(engine, compiled, more) {
  const { default: create } = await import(pathToFileURL(path.join(engine.folder, "pyodide.asm.mjs")).href);
  const known = {};
  const python = await start(engine, {
    ...NAME,
    ...more,
    async createPyodideModule(settings) {
      settings.preRun.push((machine) => (known.table = machine.wasmTable.length));
      settings.preRun.push((machine) => librariesFirst(compiled, machine.wasmTable.length, rethrow)(machine));
      settings.noInitialRun = Boolean(more.onlyMachine);
      known.machine = await create(settings);
      return more.onlyMachine ? more.onlyMachine(known.machine) : known.machine;
    },
  });
  return { ...known, python };
}

/** Return the memory and the table's length of a machine whose Python never begins. */
function untouched(engine, compiled) {
  return new Promise((resolve, reject) => {
    const onlyMachine = (machine) => {
      resolve({ memory: machine.HEAPU8.slice(0, machine._sbrk(0) >>> 0), table: machine.wasmTable.length });
      return new Promise(() => {});
    };
    started(engine, compiled, { onlyMachine }).catch(reject);
  });
}

/** Unpack the packages; a shared library that is loaded already is asked for by name, but never read. */
async function unpack(engine, libraries, system, { sitePackages }) {
  const loaded = new Set(libraries.map(([place]) => place));
  const light = (member) => (loaded.has(`${sitePackages}/${member.name}`) ? { ...member, data: new Uint8Array(1) } : member);
  for (const file of engine.packages) install(system, sitePackages, opened(file).map(light));
}

/** Return the header and the memory of a snapshot that Pyodide made. */
function parts(snapshot) {
  const headerBytes = new Uint32Array(snapshot.buffer, snapshot.byteOffset, 2)[1];
  return { header: snapshot.subarray(0, headerBytes), memory: snapshot.subarray(headerBytes) };
}

/** Return our file of a machine's memory. */
function image(whole, machine, fresh) {
  const memory = whole.subarray(0, machine._sbrk(0) >>> 0);
  clear(memory, machine);
  const before = new Uint8Array(memory.length);
  before.set(fresh.memory);
  const segments = changed(words(memory), words(before));
  const header = [MAGIC, 0, fresh.table, fresh.memory.length, Math.ceil(memory.length / 65536) * 65536, segments.length];
  const file = new Uint8Array(Buffer.concat([
    bytes(Uint32Array.from(header)),
    bytes(Uint32Array.from(segments.flat())),
    ...segments.map(([at, length]) => memory.subarray(at, at + length)),
  ]));
  if (header.length !== WORDS) throw new Error("the snapshot's first words are other than the page reads");
  words(file)[1] = checksum(words(file).subarray(2));
  return file;
}

/**
 * Zero what the allocator holds free in a copy of the memory, since old contents would be downloaded. It is found by taking
 * it, from large pieces to small, until the allocator goes beyond what it has: that spoils the machine, not the copy. The
 * allocator's own links, at both ends of a free piece, stay.
 */
function clear(memory, machine) {
  for (let size = 1 << 22; size >= GRAIN; size = size > 64 ? Math.min(size - 8, Math.floor(size / 1.05) & ~7) : size - 8) {
    let at = machine._malloc(size) >>> 0;
    for (; at && at < memory.length; at = machine._malloc(size) >>> 0) {
      const end = Math.min(at + size - 8, memory.length);
      if (at + 24 < end) memory.fill(0, at + 24, end);
    }
  }
}

/** Return where the memory differs from what it was before: [place, length], in bytes, in order. */
function changed(memory, before) {
  const segments = [];
  const [grain, gap] = [GRAIN / 4, GAP / 4];
  let [from, to] = [-1, -1]; // in words
  for (let at = 0; at < memory.length; at += grain) {
    let differs = false;
    for (let i = at; i < at + grain; i++) differs ||= memory[i] !== before[i];
    if (!differs) continue;
    if (from >= 0 && at - to > gap) {
      segments.push([4 * from, 4 * (to - from)]);
      from = at;
    }
    if (from < 0) from = at;
    to = Math.min(at + grain, memory.length);
  }
  return [...segments, [4 * from, 4 * (to - from)]];
}

function words(view) {
  return new Uint32Array(view.buffer, view.byteOffset, view.byteLength >> 2);
}

function bytes(view) {
  return new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
}

function rethrow(error) {
  throw error;
}
