// @ts-check

/** How long we wait without any sign of progress before we tell the reader that it failed. */
export const PATIENCE_SECONDS = 30;

/**
 * Return a watch that calls `onSilence` once when nobody has touched it for so many seconds.
 * @param {() => void} onSilence
 * @param {number} [seconds]
 */
export function patience(onSilence, seconds = PATIENCE_SECONDS) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  return {
    /** A sign of progress, or the beginning of the wait. */
    touch() {
      clearTimeout(timer);
      timer = setTimeout(onSilence, seconds * 1000);
    },
    /** There is nothing to wait for any more. */
    stop() {
      clearTimeout(timer);
    },
  };
}
