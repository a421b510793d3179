// @ts-check
import { Failure, asFailure } from "./failure.js";
import { fileName, watch } from "./watched_fetch.js";

/**
 * How a file is fetched: as it is, or as one that the build has packed, which stands beside it.
 *
 * @typedef {"plain" | "gz" | "br"} Form
 * @typedef {{plain: number, gz?: number, br?: number}} Sizes  of a file's forms, in bytes
 * @typedef {import("./watched_fetch.js").Watcher} Watcher
 */

const WASM = "application/wasm";
const FORMATS = /** @type {const} */ ({ gz: "gzip", br: "brotli" });
const SUFFIXES = /** @type {const} */ ({ gz: ".gz.bin", br: ".br" });
const BETTER = ["br", "zstd"]; // than our gzip: what a host may send files in

/**
 * Return the form that costs this reader the least: brotli where the browser itself unpacks it; where it does not, what
 * the host sends, if that is brotli, which shows in how our own modules came; else our gzip.
 * @param {string} module  the address of one of our modules
 * @returns {Form}
 */
export function bestForm(module) {
  if (globalThis.navigator?.serviceWorker?.controller) return storedForm();
  if (unpacks("brotli")) return "br";
  const came = performance.getEntriesByName(module, "resource")[0];
  const { contentEncoding = "" } = /** @type {{contentEncoding?: string}} */ (came ?? {});
  return BETTER.includes(contentEncoding) || !unpacks("gzip") ? "plain" : "gz";
}

/** Return the form in which files are kept for offline: one that every host sends as it is. @returns {Form} */
export function storedForm() {
  return unpacks("gzip") ? "gz" : "plain";
}

/**
 * Return how many bytes come when a file is wanted in this form.
 * @param {Sizes} sizes
 * @param {Form} form
 */
export function sizeOf(sizes, form) {
  return sizes[form] ?? sizes.plain;
}

/**
 * Return a fetch of files by their plain address, in the form that is wanted where they have it. One that could come
 * packed is not taken plain from a host that sends it as it is.
 * @param {typeof globalThis.fetch} fetch
 * @param {Record<string, Sizes>} files
 * @param {Form} form
 * @param {Watcher} watcher
 * @returns {(url: string) => Promise<Response>}
 */
export function formFetch(fetch, files, form, watcher) {
  return async (url) => {
    const name = fileName(url);
    const sizes = files[name];
    /** @param {"gz" | "br"} form @returns {Promise<Response>} */
    const unpacked = async (form) => {
      const packed = name + SUFFIXES[form];
      const asked = fetch(url + SUFFIXES[form]);
      const answer = form === "br" ? await asked.catch(() => null) : null;
      if (answer && !answer.ok) return unpacked("gz"); // a host may send no file that ends so
      if (answer?.headers.get("Content-Encoding") === "br") {
        return retyped((await watch(packed, asked, sizes?.plain, watcher)).body); // the browser has unpacked it
      }
      const watched = watch(packed, asked, sizes?.[form], watcher);
      return unpack(watched, FORMATS[form], (detail) => watcher.onFailure(new Failure(`${packed} could not be unpacked`, detail)));
    };
    if (sizes?.gz && form !== "plain") return unpacked(form);
    const abort = new AbortController();
    const asked = fetch(url, { signal: abort.signal });
    if (!sizes?.gz || !(await sentAsItIs(asked))) return wellTyped(await watch(name, asked, sizes?.plain, watcher));
    abort.abort();
    return unpacked("gz");
  };
}

/**
 * @param {Promise<Response>} asked
 * @param {string} format
 * @param {(detail: string) => void} onFailure
 * @returns {Promise<Response>}
 */
async function unpack(asked, format, onFailure) {
  const unpacking = new DecompressionStream(/** @type {CompressionFormat} */ (format));
  const { body } = await asked;
  body?.pipeTo(unpacking.writable).catch((error) => onFailure(asFailure(error).detail));
  return retyped(unpacking.readable);
}

/** @param {ReadableStream | null} body  of WebAssembly, or of what does not mind to be called so */
function retyped(body) {
  return new Response(body, { headers: { "Content-Type": WASM } });
}

/**
 * Return the answer itself, which the browser may keep compiled; of a host that does not know WebAssembly, one that says so.
 * @param {Response} answer
 */
function wellTyped(answer) {
  const type = answer.headers.get("Content-Type") ?? "";
  return fileName(answer.url).endsWith(".wasm") && !type.startsWith(WASM) ? retyped(answer.body) : answer;
}

/**
 * Tell whether an answer is good and comes without any compression that beats ours, in a browser that unpacks ours.
 * @param {Promise<Response>} asked
 */
async function sentAsItIs(asked) {
  const response = await asked.catch(() => null);
  return Boolean(response?.ok) && !BETTER.includes(response?.headers.get("Content-Encoding") ?? "") && unpacks("gzip");
}

/** @param {string} format */
function unpacks(format) {
  try {
    return Boolean(new DecompressionStream(/** @type {CompressionFormat} */ (format)));
  } catch {
    return false;
  }
}
