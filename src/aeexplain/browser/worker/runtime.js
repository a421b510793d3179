// @ts-check
import { install, members } from "./archive.js";
import { Failure, asFailure } from "../loading/failure.js";
import { compressedFetch } from "../loading/compressed_forms.js";
import { watchdog } from "../loading/timeouts.js";
import { librariesFirst, readSnapshot } from "./snapshot.js";
import { bytesOfMode, filesOfMode, startModes } from "../engine/start_modes.js";
import {
  NAME_DID_NOT_LOAD, NOTHING_HAPPENED, NOT_BESIDE_ENGINE, NO_WEBASSEMBLY, SERVER_ANSWERED_ALONE,
  WEBASSEMBLY_NOT_COMPILED, WEBASSEMBLY_REFUSED,
} from "../language/words.js";
import { withValues } from "../language/with_values.js";

/**
 * @typedef {Object} Stage  our Python, as the worker calls it; both throw what Python raises
 * @property {StartMode} from  how Python was started
 * @property {(text: string) => void} addDemos
 * @property {(name: string, text: string) => void} load
 * @property {(demo: string, values: string, views?: string) => Packed} frame
 * @property {(demo: string, values: string) => Packed} check  what comes of its checks, with no pixels
 * @property {(demo: string, values: string, views?: string, figure?: string) => Packed | null} begin
 * @property {(figure: string, views?: string) => Packed | null} advance
 * @property {(figure: string) => void} end
 *
 * @typedef {[header: string, pixels: Uint8Array<ArrayBuffer>]} Packed  a frame; null is a run's end
 * @typedef {import("../page/page_data.js").Runtime} Runtime
 * @typedef {import("../engine/start_modes.js").StartMode} StartMode
 * @typedef {import("../loading/watched_fetch.js").Watcher & {onInstalled: () => void, onFallback: (bytes: number) => void}} Watcher
 *   onFallback: the first mode of starting failed, and the second fetches so many bytes
 * @typedef {import("pyodide").PyodideAPI} Python
 */

const WASM = "pyodide.asm.wasm";
const SCRIPTS = /** @type {const} */ (["pyodide.mjs", "pyodide.asm.mjs"]);
const STDLIB = "python_stdlib.zip";
const PACKAGES = ["numpy.zip", "aeexplain.zip"];
/**
 * How long the first mode of starting may show no sign of progress, which are bytes, none of them where a step is done; less
 * than the page's limit, which is for both modes.
 */
const FIRST_ATTEMPT_SECONDS = 15;
const START_BY_MODE = { snapshot: fromSnapshot, library: fromLibrary };

const browserFetch = globalThis.fetch.bind(globalThis);
// It is taken from the globals where a reader's edit runs.
const SyncRequest = globalThis.XMLHttpRequest;
/** What Python may ask for while it runs, see `fetched.py`. */
const BESIDE = /^(modules\.json|(modules|tables)\/[\w.]+\.bin)$/;

/**
 * Start Python with NumPy and our rooms in this worker: from the snapshot or from the library, and where that fails, whatever
 * the reason, from the other.
 * @template [T=Stage]
 * @param {Runtime} runtime
 * @param {Watcher} watcher
 * @param {(python: Python, runtime: Runtime, from: StartMode) => T} [open]  imports our Python's door; that of figures as they are, unless said otherwise
 * @returns {Promise<T>}
 */
export async function startStage(runtime, watcher, open = /** @type {(python: Python, runtime: Runtime, from: StartMode) => any} */ (openStage)) {
  requireWebAssembly();
  const [first, second] = startModes(runtime);
  /** @param {StartMode} mode @param {Watcher} own */
  const start = async (mode, own) => open(await START_BY_MODE[mode](runtime, own), runtime, mode);
  if (!second) return start(first, watcher);
  try {
    return await firstAttempt((own) => start(first, own), watcher);
  } catch (error) {
    const { message, detail } = asFailure(error);
    console.warn(`[aeexplain] the ${first} is of no use (${message}); Python starts from its ${second}`, detail);
    watcher.onFallback(bytesOfMode(runtime, second));
    return start(second, watcher);
  }
}

/**
 * Start from the library: unpack it and NumPy, and import them.
 * @param {Runtime} runtime
 * @param {Watcher} watcher
 */
async function fromLibrary(runtime, watcher) {
  const files = filesOfMode(runtime, "library");
  const scripts = importPyodide(runtime, watcher);
  const get = fetchAhead({ ...runtime, files }, watcher);
  const packages = PACKAGES.map((name) => get(name).then((response) => response.arrayBuffer()));
  const [{ loadPyodide }] = await scripts;
  const python = await loadPyodide({
    ...pyodideSettings(runtime),
    /** @param {import("./archive.js").FileSystem} system @param {{sitePackages: string}} place */
    async fsInit(system, { sitePackages }) {
      for (const archive of await Promise.all(packages)) install(system, sitePackages, members(archive));
    },
  });
  watcher.onInstalled();
  return python;
}

/**
 * Start from the snapshot: load the shared libraries, and put Python's memory in its place.
 * @param {Runtime} runtime
 * @param {Watcher} watcher
 */
async function fromSnapshot(runtime, watcher) {
  const plan = runtime.snapshot;
  if (!plan) throw new Failure("the page names no snapshot");
  const scripts = importPyodide(runtime, watcher);
  const get = fetchAhead(runtime, watcher);
  const onFailure = (/** @type {unknown} */ error) => watcher.onFailure(asFailure(error));
  const image = get(plan.image).then(async (response) => readSnapshot(await response.arrayBuffer()));
  image.catch(onFailure);
  const libraries = plan.libraries.map(([place, name]) => {
    const module = WebAssembly.compileStreaming(get(name));
    module.then(() => watcher.onBytes(0), onFailure);
    return /** @type {import("./snapshot.js").Library} */ ([place, module]);
  });
  const [{ loadPyodide }, { default: create }] = await scripts;
  const python = await loadPyodide({
    ...pyodideSettings(runtime),
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
  return python;
}

/**
 * Try a mode of starting that may fail without anybody's knowing, or hang.
 * @template T
 * @param {(watcher: Watcher) => Promise<T>} start
 * @param {Watcher} watcher
 */
async function firstAttempt(start, { onBytes, onInstalled, onFallback }) {
  let over = false;
  /** @type {(failure: Failure) => void} */
  let onFailure = () => {};
  const failed = new Promise((_, reject) => (onFailure = reject));
  const silence = watchdog(() => onFailure(new Failure(withValues(NOTHING_HAPPENED, { seconds: FIRST_ATTEMPT_SECONDS }))), FIRST_ATTEMPT_SECONDS);
  /** @param {number} bytes */
  const whileTrying = (bytes) => {
    // What still comes of it is of no use.
    if (over) return;
    silence.reset();
    onBytes(bytes);
  };
  const installed = () => {
    if (over) return;
    // Importing them may take long, and shows no progress.
    silence.stop();
    over = true;
    onInstalled();
  };
  silence.reset();
  try {
    const own = { onBytes: whileTrying, onFailure, onInstalled: installed, onFallback };
    return /** @type {T} */ (await Promise.race([start(own), failed]));
  } finally {
    over = true;
    silence.stop();
  }
}

/**
 * Return what every start tells Pyodide.
 * @param {Runtime} runtime
 */
function pyodideSettings({ folder, lock }) {
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
function importPyodide(runtime, watcher) {
  const both = Promise.all(SCRIPTS.map((name) => importScript(runtime, name, watcher)));
  // Whoever awaits them hears of it, but later than they fail.
  both.catch(() => {});
  return both;
}

/**
 * Import one of Pyodide's scripts.
 * @param {Runtime} runtime
 * @param {string} name
 * @param {Watcher} watcher
 */
async function importScript({ folder, files }, name, watcher) {
  const module = await import(addressOf(folder + name)).catch((error) => {
    throw new Failure(withValues(NAME_DID_NOT_LOAD, { name }), asFailure(error).detail);
  });
  watcher.onBytes(files[name]?.plain ?? 0);
  return module;
}

/**
 * Return where a script is: inside, in a page that is one file.
 * @param {string} url
 */
function addressOf(url) {
  const { aeexplainInside } = /** @type {{aeexplainInside?: (url: string) => string}} */ (globalThis);
  return aeexplainInside?.(url) ?? url;
}

/**
 * Import our Python's one door, and have Python find what stands beside the engine. The proxies made here live as long as the worker.
 * @param {Python} python
 * @param {Runtime} runtime
 * @param {StartMode} from
 * @returns {Stage}
 */
function openStage(python, runtime, from) {
  const fetched = lookBeside(python, runtime);
  const bridge = python.pyimport("aeexplain.bridge");
  const stage = bridge.Stage();
  bridge.destroy();
  const { load, frame, check, begin, advance, end } = stage;
  return {
    from,
    addDemos: fetched.add_demos,
    load,
    end,
    frame: (demo, values, views = "") => copyFrame(frame(demo, values, views)),
    check: (demo, values) => copyFrame(check(demo, values)),
    begin: (demo, values, views = "", figure = "") => copyFrameOrNull(begin(demo, values, views, figure)),
    advance: (figure, views = "") => copyFrameOrNull(advance(figure, views)),
  };
}

/**
 * Have Python find what stands beside the engine, and nothing else; return the module that does it.
 * @param {Python} python
 * @param {Runtime} runtime
 */
export function lookBeside(python, { folder, index }) {
  const fetched = python.pyimport("aeexplain.fetched");
  fetched.look_beside(index, (/** @type {string} */ name) => fetchNow(folder, name), memoryWriter(python));
  return fetched;
}

/**
 * Fetch a file that stands beside the engine while Python waits for it; another is refused, whoever asks.
 * @param {string} folder
 * @param {string} name
 */
function fetchNow(folder, name) {
  if (!BESIDE.test(name)) throw new Failure(withValues(NOT_BESIDE_ENGINE, { name }));
  const request = new SyncRequest();
  request.open("GET", folder + name, false);
  request.responseType = "arraybuffer";
  request.send();
  if (request.status !== 200) throw new Failure(withValues(SERVER_ANSWERED_ALONE, { status: request.status }));
  return new Uint8Array(request.response);
}

/**
 * Return what puts bytes of Python's into its own memory.
 * @param {Python} python
 */
function memoryWriter(python) {
  const { _module: machine } = /** @type {{_module: import("./snapshot.js").Machine}} */ (/** @type {unknown} */ (python));
  return (/** @type {number} */ place, /** @type {import("pyodide/ffi").PyProxy} */ bytes) => machine.HEAPU8.set(bytes.toJs(), place);
}

/**
 * @param {import("pyodide/ffi").PyProxy} packed
 * @returns {Packed}
 */
export function copyFrame(packed) {
  const copy = packed.toJs();
  packed.destroy();
  return copy;
}

/** @param {import("pyodide/ffi").PyProxy | undefined} packed  Python's None is undefined here */
export function copyFrameOrNull(packed) {
  return packed ? copyFrame(packed) : null;
}

/**
 * Ask for every file at once but the scripts; who fetches one later, by its name from us or by its address in Pyodide, gets
 * the response that is already on its way. A library that is not among the files is answered with an empty one.
 * @param {Runtime} runtime
 * @param {Watcher} watcher
 * @returns {(name: string) => Promise<Response>}
 */
function fetchAhead({ folder, files, form }, watcher) {
  const fetch = compressedFetch(browserFetch, files, form, watcher);
  /** @type {Map<string, Promise<Response>>} */
  const ahead = new Map();
  for (const name of Object.keys(files).filter((name) => !name.endsWith(".mjs"))) {
    const response = fetch(folder + name);
    // The watcher has heard of it.
    response.catch(() => {});
    ahead.set(folder + name, response);
  }
  compileAhead(ahead.get(folder + WASM), watcher);
  // Pyodide asks for it, and hands it to us.
  ahead.set(folder + WASM, Promise.resolve(new Response()));
  if (!files[STDLIB]) ahead.set(folder + STDLIB, Promise.resolve(new Response(new Uint8Array())));
  globalThis.fetch = (input) => {
    const url = input instanceof Request ? input.url : String(input);
    const response = ahead.get(url);
    ahead.delete(url);
    return response ?? fetch(url);
  };
  return (name) => globalThis.fetch(folder + name);
}

/** Fail at once where WebAssembly is absent or refused: Pyodide would wait for ever. */
function requireWebAssembly() {
  if (typeof WebAssembly !== "object") throw new Failure(NO_WEBASSEMBLY);
  try {
    // This is the smallest module that there is.
    new WebAssembly.Module(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0));
  } catch (error) {
    throw new Failure(WEBASSEMBLY_REFUSED, asFailure(error).detail);
  }
}

/**
 * Compile Python's WebAssembly while it comes, and not only when Pyodide asks for it. Tell where that fails: Pyodide would
 * wait for ever.
 * @param {Promise<Response> | undefined} response
 * @param {Watcher} watcher
 */
function compileAhead(response, { onBytes, onFailure }) {
  if (!response) throw new Failure("the page names no WebAssembly");
  /** @param {unknown} error */
  const fail = (error) => onFailure(new Failure(WEBASSEMBLY_NOT_COMPILED, asFailure(error).detail));
  const compiled = WebAssembly.compileStreaming(response);
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
