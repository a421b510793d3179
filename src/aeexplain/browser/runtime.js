// @ts-check
import { install, members } from "./archive.js";
import { Failure, asFailure } from "./failure.js";
import { formFetch } from "./forms.js";

/**
 * @typedef {Object} Stage  our Python, as the worker calls it; both throw what Python raises
 * @property {(name: string, text: string) => void} load
 * @property {(demo: string, values: string) => Packed} frame
 * @property {(demo: string, values: string) => Packed | null} begin
 * @property {(demo: string) => Packed | null} advance
 * @property {(demo: string) => void} end
 *
 * @typedef {[header: string, pixels: Uint8Array<ArrayBuffer>]} Packed  a frame; null is a run's end
 */

const PACKAGES = ["numpy.zip", "aeexplain.zip"];

/**
 * Start Python with NumPy and our rooms in this worker.
 * @param {import("./page.js").Runtime} runtime
 * @param {import("./fetching.js").Watcher & {onInstalled: () => void}} watcher
 * @returns {Promise<Stage>}
 */
export async function startStage({ folder, files, form, lock }, watcher) {
  insistOnWebAssembly(watcher.onFailure);
  const fetch = formFetch(globalThis.fetch.bind(globalThis), files, form, watcher);
  globalThis.fetch = fetchAhead(folder, Object.keys(files), fetch);
  const packages = PACKAGES.map((name) => globalThis.fetch(folder + name).then((answer) => answer.arrayBuffer()));

  /** @param {string} name */
  const load = async (name) => {
    const module = await import(folder + name).catch((error) => {
      throw new Failure(`${name} did not load`, asFailure(error).detail);
    });
    watcher.onBytes(files[name]?.plain ?? 0);
    return module;
  };
  const [{ loadPyodide }] = await Promise.all([load("pyodide.mjs"), load("pyodide.asm.mjs")]);

  /** @type {import("pyodide").PyodideAPI} */
  const python = await loadPyodide({
    indexURL: folder,
    lockFileContents: lock,
    stdout: (/** @type {string} */ line) => console.log(`[aeexplain] python: ${line}`),
    stderr: (/** @type {string} */ line) => console.warn(`[aeexplain] python: ${line}`),
    /** @param {import("./archive.js").FileSystem} system @param {{sitePackages: string}} place */
    async fsInit(system, { sitePackages }) {
      for (const archive of await Promise.all(packages)) install(system, sitePackages, members(archive));
    },
  });
  watcher.onInstalled();
  return openStage(python);
}

/**
 * Import our Python's one door. The proxies made here live as long as the worker.
 * @param {import("pyodide").PyodideAPI} python
 * @returns {Stage}
 */
function openStage(python) {
  const bridge = python.pyimport("aeexplain.bridge");
  const stage = bridge.Stage();
  bridge.destroy();
  const { load, frame, begin, advance, end } = stage;
  return {
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
 * Ask for every file at once; whoever fetches one later gets the answer that is already on its way.
 * @param {string} folder
 * @param {string[]} names
 * @param {(url: string) => Promise<Response>} fetch
 * @returns {typeof globalThis.fetch}
 */
function fetchAhead(folder, names, fetch) {
  /** @type {Map<string, Promise<Response>>} */
  const ahead = new Map();
  for (const name of names.filter((name) => !name.endsWith(".mjs"))) {
    const answer = fetch(folder + name);
    answer.catch(() => {}); // the watcher was told
    ahead.set(folder + name, answer);
  }
  return (input) => {
    const url = input instanceof Request ? input.url : String(input);
    const answer = ahead.get(url);
    ahead.delete(url);
    return answer ?? fetch(url);
  };
}

/**
 * Fail at once where WebAssembly is absent or refused: Pyodide would wait for ever.
 * @param {(failure: Failure) => void} onFailure
 */
function insistOnWebAssembly(onFailure) {
  if (typeof WebAssembly !== "object") throw new Failure("this browser has no WebAssembly");
  try {
    new WebAssembly.Module(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0)); // the smallest there is
  } catch (error) {
    throw new Failure("this browser refuses WebAssembly", asFailure(error).detail);
  }
  const { instantiateStreaming } = WebAssembly;
  WebAssembly.instantiateStreaming = async (/** @type {any[]} */ ...given) => {
    try {
      return await Reflect.apply(instantiateStreaming, WebAssembly, given);
    } catch (error) {
      onFailure(new Failure("Python's WebAssembly does not compile", asFailure(error).detail));
      throw error;
    }
  };
}
