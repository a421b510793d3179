// @ts-check
import { Failure, asFailure } from "./failure.js";
import { fileName } from "./watched_fetch.js";
import { SILENCE_LIMIT_SECONDS, watchdog } from "./timeouts.js";
import {
  DID_NOT_ARRIVE, NOTHING_ARRIVED, NOT_WHAT_WAS_BUILT, OTHER_SIZE, SERVER_ANSWERED, SERVER_SENT_PAGE, THE_PAGE,
} from "../language/words.js";
import { withValues } from "../language/with_values.js";

/**
 * Files that are of use only when they are whole.
 *
 * @typedef {{url: string, bytes?: number, integrity?: string}} RemoteFile  its size and digest as far as the build wrote them down
 */

/**
 * Fetch a file to its end. One that is refused, breaks off or is silent for too long: a Failure that names it.
 * @param {string} url
 * @param {RequestInit} [options]
 * @returns {Promise<{headers: Headers, bytes: ArrayBuffer}>}
 */
export async function fetchWhole(url, options = {}) {
  const name = fileName(url) || THE_PAGE;
  const abort = new AbortController();
  const silence = watchdog(() => abort.abort(new Failure(withValues(NOTHING_ARRIVED, { name, seconds: SILENCE_LIMIT_SECONDS }))));
  silence.reset();
  try {
    const response = await fetch(url, { ...options, signal: abort.signal });
    if (!response.ok) throw new Failure(withValues(SERVER_ANSWERED, { name, status: response.status }));
    return { headers: response.headers, bytes: await bytesOf(response, silence.reset) };
  } catch (error) {
    if (abort.signal.aborted) throw abort.signal.reason;
    throw error instanceof Failure ? error : new Failure(withValues(DID_NOT_ARRIVE, { name }), asFailure(error).detail);
  } finally {
    silence.stop();
  }
}

/**
 * Fail with a Failure where what came is not the file that the build wrote, as far as that can be told: some hosts send a page
 * in the place of a file that they do not have.
 * @param {RemoteFile} file
 * @param {{headers: Headers, bytes: ArrayBuffer}} received
 */
export async function verify({ url, bytes: size, integrity }, { headers, bytes }) {
  const name = fileName(url);
  if (headers.get("Content-Type")?.startsWith("text/html") && !name.endsWith(".html")) throw new Failure(withValues(SERVER_SENT_PAGE, { name }));
  if (size !== undefined && bytes.byteLength !== size) {
    throw new Failure(withValues(OTHER_SIZE, { name, bytes: bytes.byteLength, size }));
  }
  if (integrity && (await digestOf(bytes)) !== integrity) throw new Failure(withValues(NOT_WHAT_WAS_BUILT, { name }));
}

/** @param {ArrayBuffer} bytes */
async function digestOf(bytes) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return `sha256-${btoa(String.fromCharCode(...digest))}`;
}

/**
 * @param {Response} response
 * @param {() => void} onBytes
 */
async function bytesOf({ body }, onBytes) {
  const chunks = [];
  const reader = /** @type {ReadableStream<Uint8Array<ArrayBuffer>> | null} */ (body)?.getReader();
  for (let step = await reader?.read(); step && !step.done; step = await reader?.read()) {
    chunks.push(step.value);
    onBytes();
  }
  return new Blob(chunks).arrayBuffer();
}
