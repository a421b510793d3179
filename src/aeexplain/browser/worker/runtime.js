// @ts-check
import { install, members } from "./archive.js";
import { Failure, asFailure } from "../loading/failure.js";
import { formFetch } from "../loading/compressed_forms.js";
import { patience } from "../loading/timeouts.js";
import { librariesFirst, readSnapshot } from "./snapshot.js";
import { bytesOf, filesOf, waysOf } from "../engine/start_modes.js";

/**
 * @typedef {Object} Stage  our Python, as the worker calls it; both throw what Python raises
 * @property {Way} from  how Python was started
 * @property {(name: string, text: string) => void} load
 * @property {(demo: string, values: string) => Packed} frame
 * @property {(demo: string, values: string) => Packed | null} begin
 * @property {(demo: string) => Packed | null} advance
 * @property {(demo: string) => void} end
 *
 * @typedef {[header: string, pixels: Uint8Array<ArrayBuffer>]} Packed  a frame; null is a run's end
 * @typedef {import("../page/page_data.js").Runtime} Runtime
 * @typedef {import("../engine/start_modes.js").Way} Way
 * @typedef {import("../loading/watched_fetch.js").Watcher & {onInstalled: () => void, onAgain: (bytes: number) => void}} Watcher
 *   onAgain: the first way failed, and the second fetches so many bytes
 * @typedef {import("pyodide").PyodideAPI} Python
 */

const WASM = "pyodide.asm.wasm";
const SCRIPTS = /** @type {const} */ (["pyodide.mjs", "pyodide.asm.mjs"]);
const STDLIB = "python_stdlib.zip";
const PACKAGES = ["numpy.zip", "aeexplain.zip"];
/**
 * How long the first way to start may show no sign of progress, which are bytes, none of them where a step is done; less
 * than the page's patience, which is for both ways.
 */
const FIRST_SECONDS = 15;
const STARTS = { snapshot: fromSnapshot, library: fromLibrary };

const ownFetch = globalThis.fetch.bind(globalThis);

/**
 * Start Python with NumPy and our rooms in this worker: from the snapshot or from the library, and where that fails, whatever
 * the reason, from the other.
 * @param {Runtime} runtime
 * @param {Watcher} watcher
 * @returns {Promise<Stage>}
 */
export async function startStage(runtime, watcher) {
  insistOnWebAssembly();
  const [first, second] = waysOf(runtime);
  if (!second) return STARTS[first](runtime, watcher);
  try {
    return await tried((own) => STARTS[first](runtime, own), watcher);
  } catch (error) {
    const { message, detail } = asFailure(error);
    console.warn(`[aeexplain] the ${first} is of no use (${message}); Python starts from its ${second}`, detail);
    watcher.onAgain(bytesOf(runtime, second));
    return STARTS[second](runtime, watcher);
  }
}

/**
 * Start from the library: unpack it and NumPy, and import them.
 * @param {Runtime} runtime
 * @param {Watcher} watcher
 */
async function fromLibrary(runtime, watcher) {
  const files = filesOf(runtime, "library");
  const scripts = bothScripts(runtime, watcher);
  const get = fetchAhead({ ...runtime, files }, watcher);
  const packages = PACKAGES.map((name) => get(name).then((answer) => answer.arrayBuffer()));
  const [{ loadPyodide }] = await scripts;
  const python = await loadPyodide({
    ...settings(runtime),
    /** @param {import("./archive.js").FileSystem} system @param {{sitePackages: string}} place */
    async fsInit(system, { sitePackages }) {
      for (const archive of await Promise.all(packages)) install(system, sitePackages, members(archive));
    },
  });
  watcher.onInstalled();
  return openStage(python, "library");
}

/**
 * Start from the snapshot: load the shared libraries, and put Python's memory in its place.
 * @param {Runtime} runtime
 * @param {Watcher} watcher
 */
async function fromSnapshot(runtime, watcher) {
  const plan = runtime.snapshot;
  if (!plan) throw new Failure("the page names no snapshot");
  const scripts = bothScripts(runtime, watcher);
  const get = fetchAhead(runtime, watcher);
  const onFailure = (/** @type {unknown} */ error) => watcher.onFailure(asFailure(error));
  const image = get(plan.image).then(async (answer) => readSnapshot(await answer.arrayBuffer()));
  image.catch(onFailure);
  const libraries = plan.libraries.map(([place, name]) => {
    const module = WebAssembly.compileStreaming(get(name));
    module.then(() => watcher.onBytes(0), onFailure);
    return /** @type {import("./snapshot.js").Library} */ ([place, module]);
  });
  const [{ loadPyodide }, { default: create }] = await scripts;
  const python = await loadPyodide({
    ...settings(runtime),
    _loadSnapshot: Uint8Array.from(atob(plan.header), (byte) => byte.charCodeAt(0)),
    /** @param {{preRun: unknown[]}} machineSettings */
    async createPyodideModule(machineSettings) {
      machineSettings.preRun.push(librariesFirst(libraries, plan.table, onFailure));
      const machine = await create(machineSettings);
      watcher.onBytes(0);
      const restore = await image;
      restore(machine);
      return machine;
    },
  });
  watcher.onInstalled();
  return openStage(python, "snapshot");
}

/**
 * Try a way to start that may fail without anybody's knowing, or hang.
 * @param {(watcher: Watcher) => Promise<Stage>} start
 * @param {Watcher} watcher
 */
async function tried(start, { onBytes, onInstalled, onAgain }) {
  let over = false;
  /** @type {(failure: Failure) => void} */
  let onFailure = () => {};
  const failed = new Promise((_, reject) => (onFailure = reject));
  const watch = patience(() => onFailure(new Failure(`nothing happened for ${FIRST_SECONDS} seconds`)), FIRST_SECONDS);
  /** @param {number} bytes */
  const touched = (bytes) => {
    if (over) return; // what still comes of it is of no use
    watch.touch();
    onBytes(bytes);
  };
  const installed = () => {
    if (over) return;
    watch.stop(); // to import them may take long, and tells nothing
    over = true;
    onInstalled();
  };
  watch.touch();
  try {
    const own = { onBytes: touched, onFailure, onInstalled: installed, onAgain };
    return /** @type {Stage} */ (await Promise.race([start(own), failed]));
  } finally {
    over = true;
    watch.stop();
  }
}

/**
 * Return what every start tells Pyodide.
 * @param {Runtime} runtime
 */
function settings({ folder, lock }) {
  return {
    indexURL: folder,
    lockFileContents: lock,
    stdout: (/** @type {string} */ line) => console.log(`[aeexplain] python: ${line}`),
    stderr: (/** @type {string} */ line) => console.warn(`[aeexplain] python: ${line}`),
  };
}

/**
 * Import Pyodide's scripts. They are asked for before all else: they take long to read, and everything waits for them.
 * @param {Runtime} runtime
 * @param {Watcher} watcher
 */
function bothScripts(runtime, watcher) {
  const both = Promise.all(SCRIPTS.map((name) => script(runtime, name, watcher)));
  both.catch(() => {}); // whoever awaits them is told, later than they fail
  return both;
}

/**
 * Import one of Pyodide's scripts.
 * @param {Runtime} runtime
 * @param {string} name
 * @param {Watcher} watcher
 */
async function script({ folder, files }, name, watcher) {
  const module = await import(folder + name).catch((error) => {
    throw new Failure(`${name} did not load`, asFailure(error).detail);
  });
  watcher.onBytes(files[name]?.plain ?? 0);
  return module;
}

/**
 * Import our Python's one door. The proxies made here live as long as the worker.
 * @param {Python} python
 * @param {Way} from
 * @returns {Stage}
 */
function openStage(python, from) {
  const bridge = python.pyimport("aeexplain.bridge");
  const stage = bridge.Stage();
  bridge.destroy();
  const { load, frame, begin, advance, end } = stage;
  return {
    from,
    load,
    end,
    frame: (demo, values) => copied(frame(demo, values)),
    begin: (demo, values) => copiedOrOver(begin(demo, values)),
    advance: (demo) => copiedOrOver(advance(demo)),
  };
}

/**
 * @param {import("pyodide/ffi").PyProxy} answer
 * @returns {Packed}
 */
function copied(answer) {
  const copy = answer.toJs();
  answer.destroy();
  return copy;
}

/** @param {import("pyodide/ffi").PyProxy | undefined} answer  Python's None is undefined here */
function copiedOrOver(answer) {
  return answer ? copied(answer) : null;
}

/**
 * Ask for every file at once but the scripts; who fetches one later, by its name from us or by its address in Pyodide, gets
 * the answer that is already on its way. A library that is not among the files is answered with an empty one.
 * @param {Runtime} runtime
 * @param {Watcher} watcher
 * @returns {(name: string) => Promise<Response>}
 */
function fetchAhead({ folder, files, form }, watcher) {
  const fetch = formFetch(ownFetch, files, form, watcher);
  /** @type {Map<string, Promise<Response>>} */
  const ahead = new Map();
  for (const name of Object.keys(files).filter((name) => !name.endsWith(".mjs"))) {
    const answer = fetch(folder + name);
    answer.catch(() => {}); // the watcher was told
    ahead.set(folder + name, answer);
  }
  compileAhead(ahead.get(folder + WASM), watcher);
  ahead.set(folder + WASM, Promise.resolve(new Response())); // Pyodide asks for it, and hands it to us
  if (!files[STDLIB]) ahead.set(folder + STDLIB, Promise.resolve(new Response(new Uint8Array())));
  globalThis.fetch = (input) => {
    const url = input instanceof Request ? input.url : String(input);
    const answer = ahead.get(url);
    ahead.delete(url);
    return answer ?? fetch(url);
  };
  return (name) => globalThis.fetch(folder + name);
}

/** Fail at once where WebAssembly is absent or refused: Pyodide would wait for ever. */
function insistOnWebAssembly() {
  if (typeof WebAssembly !== "object") throw new Failure("this browser has no WebAssembly");
  try {
    new WebAssembly.Module(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0)); // the smallest there is
  } catch (error) {
    throw new Failure("this browser refuses WebAssembly", asFailure(error).detail);
  }
}

/**
 * Compile Python's WebAssembly while it comes, and not only when Pyodide asks for it. Tell where that fails: Pyodide would
 * wait for ever.
 * @param {Promise<Response> | undefined} answer
 * @param {Watcher} watcher
 */
function compileAhead(answer, { onBytes, onFailure }) {
  if (!answer) throw new Failure("the page names no WebAssembly");
  /** @param {unknown} error */
  const fail = (error) => onFailure(new Failure("Python's WebAssembly does not compile", asFailure(error).detail));
  const compiled = WebAssembly.compileStreaming(answer);
  compiled.then(() => onBytes(0), fail);
  WebAssembly.instantiateStreaming = async (_, imports) => {
    const module = await compiled;
    const instance = await WebAssembly.instantiate(module, imports).catch((error) => {
      fail(error);
      throw error;
    });
    return { module, instance };
  };
}
