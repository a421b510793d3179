// @ts-check

/** @typedef {[first: number, second: number]} Pair  what a point or a rotation holds, written "first, second" */

/**
 * Return two numbers from their text, parted by a comma, a semicolon or a blank; null where there are not two.
 * @param {string} text
 * @returns {Pair | null}
 */
export function readPair(text) {
  const [first, second, ...more] = text.trim().split(/\s*[,;\s]\s*/).map((part) => (part ? Number(part) : NaN));
  if (first === undefined || second === undefined || more.length > 0) return null;
  return Number.isFinite(first) && Number.isFinite(second) ? [first, second] : null;
}

/** @param {Pair} pair */
export function showPair([first, second]) {
  return `${first}, ${second}`;
}

/**
 * @param {number} number
 * @param {Pair} range
 */
export function clamp(number, [low, high]) {
  return Math.min(Math.max(number, low), high);
}

/**
 * @param {number} number
 * @param {number} decimals
 */
export function round(number, decimals) {
  return Number(number.toFixed(decimals));
}
