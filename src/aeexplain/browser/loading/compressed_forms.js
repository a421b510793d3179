// @ts-check
import { Failure, asFailure } from "./failure.js";
import { fileName, watchResponse } from "./watched_fetch.js";
import { NOT_UNPACKED } from "../language/words.js";
import { withValues } from "../language/with_values.js";

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
/** Encodings in which a host may send files that beat our gzip. */
const BETTER_ENCODINGS = ["br", "zstd"];

/**
 * Return the form that costs this reader the least: brotli where the browser itself unpacks it; where it does not, what
 * the host sends, if that is brotli, which shows in how our own modules came; else our gzip.
 * @param {string} module  the address of one of our modules
 * @returns {Form}
 */
export function bestForm(module) {
  if (globalThis.navigator?.serviceWorker?.controller) return storedForm();
  if (canDecompress("brotli")) return "br";
  const entry = performance.getEntriesByName(module, "resource")[0];
  const { contentEncoding = "" } = /** @type {{contentEncoding?: string}} */ (entry ?? {});
  return BETTER_ENCODINGS.includes(contentEncoding) || !canDecompress("gzip") ? "plain" : "gz";
}

/** Return the form in which files are kept for offline: one that every host sends as it is. @returns {Form} */
export function storedForm() {
  return canDecompress("gzip") ? "gz" : "plain";
}

/**
 * Return how many bytes come when a file is wanted in this form.
 * @param {Sizes} sizes
 * @param {Form} form
 */
export function sizeInForm(sizes, form) {
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
export function compressedFetch(fetch, files, form, watcher) {
  return async (url) => {
    const name = fileName(url);
    const sizes = files[name];
    /** @param {"gz" | "br"} form @returns {Promise<Response>} */
    const fetchPacked = async (form) => {
      const packed = name + SUFFIXES[form];
      const pending = fetch(url + SUFFIXES[form]);
      const response = form === "br" ? await pending.catch(() => null) : null;
      // A host may send no file whose name ends so.
      if (response && !response.ok) return fetchPacked("gz");
      if (response?.headers.get("Content-Encoding") === "br") {
        // The browser itself has decompressed it.
        return asWasm((await watchResponse(packed, pending, sizes?.plain, watcher)).body);
      }
      const watched = watchResponse(packed, pending, sizes?.[form], watcher);
      return decompress(watched, FORMATS[form], (detail) => watcher.onFailure(new Failure(withValues(NOT_UNPACKED, { name: packed }), detail)));
    };
    if (sizes?.gz && form !== "plain") return fetchPacked(form);
    const abort = new AbortController();
    const pending = fetch(url, { signal: abort.signal });
    if (!sizes?.gz || !(await comesUncompressed(pending))) return withWasmType(await watchResponse(name, pending, sizes?.plain, watcher));
    abort.abort();
    return fetchPacked("gz");
  };
}

/**
 * @param {Promise<Response>} pending
 * @param {string} format
 * @param {(detail: string) => void} onFailure
 * @returns {Promise<Response>}
 */
async function decompress(pending, format, onFailure) {
  const unpacking = new DecompressionStream(/** @type {CompressionFormat} */ (format));
  const { body } = await pending;
  body?.pipeTo(unpacking.writable).catch((error) => onFailure(asFailure(error).detail));
  return asWasm(unpacking.readable);
}

/** @param {ReadableStream | null} body  of WebAssembly, or of what does not mind to be called so */
function asWasm(body) {
  return new Response(body, { headers: { "Content-Type": WASM } });
}

/**
 * Return the response itself, which the browser may keep compiled; of a host that does not know WebAssembly, one that says so.
 * @param {Response} response
 */
function withWasmType(response) {
  const type = response.headers.get("Content-Type") ?? "";
  return fileName(response.url).endsWith(".wasm") && !type.startsWith(WASM) ? asWasm(response.body) : response;
}

/**
 * Tell whether a response is good and comes without any compression that beats ours, in a browser that unpacks ours.
 * @param {Promise<Response>} pending
 */
async function comesUncompressed(pending) {
  const response = await pending.catch(() => null);
  return Boolean(response?.ok) && !BETTER_ENCODINGS.includes(response?.headers.get("Content-Encoding") ?? "") && canDecompress("gzip");
}

/** @param {string} format */
function canDecompress(format) {
  try {
    return Boolean(new DecompressionStream(/** @type {CompressionFormat} */ (format)));
  } catch {
    return false;
  }
}
