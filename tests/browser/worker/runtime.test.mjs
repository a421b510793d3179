import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, test } from "node:test";
import { pathToFileURL } from "node:url";

const EMPTY_WASM = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);
const EMPTY_ZIP = "PK\x01\x02 and no more";
const FILES = ["pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip", "numpy.zip", "aeexplain.zip"];
/** A Pyodide that asks for what the real one asks for, and whose Python answers with the words it was called with. */
const PYODIDE = `export async function loadPyodide(settings) {
  await (await fetch(settings.indexURL + "python_stdlib.zip")).arrayBuffer();
  if (settings.createPyodideModule) await settings.createPyodideModule({ preRun: [] });
  else await settings.fsInit({ mkdirTree() {}, writeFile() {} }, { sitePackages: "/lib" });
  const answer = (...words) => ({ toJs: () => [words.join(" "), new Uint8Array(4)], destroy() {} });
  const stage = {
    load() {},
    frame: (...words) => answer("frame", ...words),
    begin: (...words) => answer("begin", ...words),
    advance: () => undefined,
    end() {},
  };
  const modules = { "aeexplain.bridge": { Stage: () => stage, destroy() {} }, "aeexplain.fetched": { look_beside() {}, add_demos() {} } };
  return { _module: {}, pyimport: (name) => modules[name] };
}`;
const SNAPSHOT = { image: "snapshot.bin", libraries: [], table: 1, header: "", library: { "numpy.zip": { plain: 70 }, "aeexplain.zip": { plain: 7 } } };

const ours = { fetch: globalThis.fetch, instantiateStreaming: WebAssembly.instantiateStreaming };
let folder = "";
let place = "";
let turn = 0;

beforeEach(async () => {
  place = await mkdtemp(join(tmpdir(), "engine-"));
  folder = `${pathToFileURL(place).href}/`;
  await writeFile(join(place, "pyodide.mjs"), PYODIDE);
  await writeFile(join(place, "pyodide.asm.mjs"), "export default async () => ({});");
});

afterEach(async () => {
  globalThis.fetch = ours.fetch;
  WebAssembly.instantiateStreaming = ours.instantiateStreaming;
  await rm(place, { recursive: true });
});

/** Start Python on a host that lacks some files; return what it is and what was heard on the way. */
async function start(runtime, ...lacking) {
  const heard = { asked: [], failures: [], fallbacks: [], installed: 0 };
  globalThis.fetch = async (url) => {
    const name = String(url).slice(folder.length);
    heard.asked.push(name);
    if (lacking.includes(name)) return new Response("", { status: 404 });
    return new Response(name.endsWith(".wasm") ? EMPTY_WASM : EMPTY_ZIP, { headers: { "Content-Type": "application/wasm" } });
  };
  turn += 1;
  const { startStage } = await import(`../../../src/aeexplain/browser/worker/runtime.js?${turn}`);
  const watcher = {
    onBytes() {},
    onFailure: ({ message }) => heard.failures.push(message),
    onInstalled: () => (heard.installed += 1),
    onFallback: (bytes) => heard.fallbacks.push(bytes),
  };
  const stage = await startStage({ folder, lock: {}, form: "plain", ...runtime }, watcher);
  return { stage, heard };
}

const files = (...names) => Object.fromEntries(names.map((name) => [name, { plain: 9 }]));

test("from the library, every file is asked for once, and Python answers", async () => {
  const { stage, heard } = await start({ files: { ...files(...FILES), "pyodide.asm.wasm": { plain: 8 } } });
  assert.equal(stage.from, "library");
  assert.deepEqual([...heard.asked].sort(), FILES.filter((name) => !name.endsWith(".mjs")).sort());
  assert.equal(heard.installed, 1);
  assert.equal(stage.frame("vae", "{}", "plane")[0], "frame vae {} plane");
  assert.equal(stage.begin("vae", "{}", "plane", "door")[0], "begin vae {} plane door");
  assert.equal(stage.advance("door", "plane"), null);
});

test("where the snapshot fails, the library is fetched in its place, and how much that is is told", async (t) => {
  t.mock.method(console, "warn", () => {});
  const runtime = { files: files("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "snapshot.bin"), snapshot: SNAPSHOT };
  const { stage, heard } = await start(runtime, "snapshot.bin");
  assert.equal(stage.from, "library");
  assert.deepEqual(heard.fallbacks, [9 + 9 + 9 + 70 + 7]);
  assert.match(String(console.warn.mock.calls[0].arguments[0]), /the snapshot is of no use .*Python starts from its library/);
});

test("what the page does not name, or a host does not have, is told", async () => {
  await assert.rejects(start({ files: files("pyodide.mjs", "pyodide.asm.mjs") }), /the page names no WebAssembly/);
  await assert.rejects(start({ files: files(...FILES) }, "numpy.zip"), /numpy\.zip: the server answered 404/);
});

test("a browser without WebAssembly, or that refuses it, is told so at once", async (t) => {
  const { Module } = WebAssembly;
  t.after(() => (WebAssembly.Module = Module));
  WebAssembly.Module = function () {
    throw new Error("policy");
  };
  await assert.rejects(start({ files: files(...FILES) }), /this browser refuses WebAssembly/);
});
