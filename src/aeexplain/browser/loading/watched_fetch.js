// @ts-check
import { Failure, asFailure } from "./failure.js";
import { BROKE_OFF, DID_NOT_ARRIVE, OTHER_SIZE, SERVER_ANSWERED } from "../language/words.js";
import { withValues } from "../language/with_values.js";

/**
 * @typedef {Object} Watcher
 * @property {(bytes: number) => void} onBytes  more bytes have arrived
 * @property {(failure: Failure) => void} onFailure  a file did not come, or not whole
 */

/**
 * Return a fetch that tells how many bytes arrive and names the file that fails.
 *
 * @param {Record<string, number>} sizes  a file's name → its size in bytes before compression
 * @param {Watcher} watcher
 * @returns {typeof fetch}
 */
export function watchedFetch(sizes, watcher) {
  return (input, init) => {
    const name = fileName(input instanceof Request ? input.url : String(input));
    return watchResponse(name, fetch(input, init), sizes[name], watcher);
  };
}

/**
 * Wait for the answer that brings a file, and tell the watcher of its bytes or that it failed.
 *
 * What comes back is the browser's own response, and only a clone of it is counted: WebAssembly compiles while it
 * streams and the browser may keep the compiled code, neither of which works with a response of our making.
 *
 * @param {string} name
 * @param {Promise<Response> | Response} pending
 * @param {number | undefined} size
 * @param {Watcher} watcher
 * @returns {Promise<Response>}
 */
export async function watchResponse(name, pending, size, { onBytes, onFailure }) {
  try {
    const response = await pending;
    if (!response.ok) throw new Failure(withValues(SERVER_ANSWERED, { name, status: response.status }));
    if (response.body) countBytes(response.clone(), name, size, onBytes).catch(onFailure);
    return response;
  } catch (error) {
    const failure = error instanceof Failure ? error : new Failure(withValues(DID_NOT_ARRIVE, { name }), asFailure(error).detail);
    onFailure(failure);
    throw failure;
  }
}

/**
 * Return the last part of an address's path.
 * @param {string} url
 */
export function fileName(url) {
  return url.split(/[?#]/, 1)[0]?.split("/").pop() ?? url;
}

/**
 * @param {Response} response
 * @param {string} name
 * @param {number | undefined} size
 * @param {(bytes: number) => void} onBytes
 */
async function countBytes(response, name, size, onBytes) {
  const reader = /** @type {ReadableStream<Uint8Array>} */ (response.body).getReader();
  let arrived = 0;
  try {
    for (let step = await reader.read(); !step.done; step = await reader.read()) {
      arrived += step.value.byteLength;
      onBytes(step.value.byteLength);
    }
  } catch (error) {
    throw new Failure(withValues(BROKE_OFF, { name, bytes: arrived }), asFailure(error).detail);
  }
  if (size !== undefined && arrived !== size) throw new Failure(withValues(OTHER_SIZE, { name, bytes: arrived, size }));
}
