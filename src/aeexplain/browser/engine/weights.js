// @ts-check
import { Failure } from "../loading/failure.js";
import { fileName, watchedFetch } from "../loading/watched_fetch.js";
import { SILENCE_LIMIT_SECONDS, watchdog } from "../loading/timeouts.js";
import { NOTHING_ARRIVED, OTHER_SIZE } from "../language/words.js";
import { withValues } from "../language/with_values.js";

/**
 * Fetch one file of weights or code; a Failure names it.
 * @param {import("../page/page_data.js").Weight} weight
 * @param {(bytes: number) => void} onBytes
 * @returns {Promise<ArrayBuffer>}
 */
export function fetchWeight(weight, onBytes) {
  const name = fileName(weight.url);
  return new Promise((resolve, reject) => {
    const abort = new AbortController();
    const silence = watchdog(() => {
      reject(new Failure(withValues(NOTHING_ARRIVED, { name, seconds: SILENCE_LIMIT_SECONDS })));
      abort.abort();
    });
    const fetch = watchedFetch({ [name]: weight.bytes }, {
      onBytes(bytes) {
        silence.reset();
        onBytes(bytes);
      },
      onFailure: reject,
    });
    silence.reset();
    fetch(weight.url, { signal: abort.signal, integrity: weight.integrity ?? "" })
      .then((response) => response.arrayBuffer())
      .then((buffer) => {
        if (buffer.byteLength === weight.bytes) resolve(buffer);
        else reject(new Failure(withValues(OTHER_SIZE, { name, bytes: buffer.byteLength, size: weight.bytes })));
      })
      .catch(reject)
      .finally(silence.stop);
  });
}
