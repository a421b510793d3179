// @ts-check

/** How long we wait without any sign of progress before we tell the reader that it failed. */
export const SILENCE_LIMIT_SECONDS = 30;
/** Milliseconds that the engine waits for atlases on their way, of which it is a hundred times the size. */
export const ATLAS_HEAD_START = 1000;

/**
 * Return a watchdog: it calls `onSilence` once when nobody has reset it for so many seconds.
 * @param {() => void} onSilence
 * @param {number} [seconds]
 */
export function watchdog(onSilence, seconds = SILENCE_LIMIT_SECONDS) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  return {
    /** Begin to wait, or wait anew after a sign of progress. */
    reset() {
      clearTimeout(timer);
      timer = setTimeout(onSilence, seconds * 1000);
    },
    /** There is nothing to wait for any more. */
    stop() {
      clearTimeout(timer);
    },
  };
}
