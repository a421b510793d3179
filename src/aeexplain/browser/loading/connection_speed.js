// @ts-check

/**
 * Whether a reader's connection is so slow that the engine's fewest bytes are sooner there than its least work.
 *
 * The library is 1.6 MB less than the snapshot and takes two seconds longer where nothing has to come: at 6 Mbit/s both are
 * as soon (docs/pages/performance.md). What a browser reports is no more than a guess where it has seen little of the connection, so
 * it is asked only whether it takes the connection for fast; that it is slow must show in how this page came.
 *
 * @typedef {{transferSize: number, responseStart: number, responseEnd: number}} Transfer  bytes and milliseconds
 */

/** Megabits a second. */
const SLOW_MEGABITS = 6;
/** Fewer bytes come too soon to measure by them. */
const MEASURABLE_BYTES = 50_000;

/**
 * Return whether a connection is slow by both: what the browser reports, and how files came.
 * @param {{downlink?: number} | undefined} connection  what the browser reports, where it does
 * @param {Transfer[]} transfers  of this page's files
 */
export function isSlow(connection, transfers) {
  if ((connection?.downlink ?? Infinity) >= SLOW_MEGABITS) return false;
  const measured = transfers.filter(({ transferSize }) => transferSize >= MEASURABLE_BYTES);
  return measured.length > 0 && measured.every((each) => megabits(each) < SLOW_MEGABITS);
}

/** Return whether this page came over a slow connection. */
export function connectionIsSlow() {
  const { connection } = /** @type {{connection?: {downlink?: number}}} */ (navigator);
  const entries = ["navigation", "resource"].flatMap((type) => performance.getEntriesByType(type));
  return isSlow(connection, /** @type {Transfer[]} */ (/** @type {unknown} */ (entries)));
}

/** @param {Transfer} transfer */
function megabits({ transferSize, responseStart, responseEnd }) {
  return (transferSize * 8) / 1000 / (responseEnd - responseStart);
}
