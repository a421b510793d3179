// @ts-check

/**
 * How texts are read as numbers: `demo/controls/numbers.py` does the same, number for number. The tests hand the same texts to both.
 *
 * @typedef {[first: number, second: number]} Pair  what a point, a rotation or a range holds, written "first, second"
 * @typedef {Readonly<Record<string, string | undefined>>} Data  a control's data attributes, as its Python has written them
 */

const BLANKS = " \\t\\n\\r\\f\\v";
const NUMBER = new RegExp(`^[${BLANKS}]*([+-]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?)[${BLANKS}]*$`);
const AROUND = new RegExp(`^[${BLANKS}]+|[${BLANKS}]+$`, "g");
const PARTING = new RegExp(`[${BLANKS}]*[,;${BLANKS}][${BLANKS}]*`);
const MOST_WHOLE = 2 ** 52;

/**
 * Return a text in ASCII digits as a finite number; null where it is none.
 * @param {string} text
 */
export function readNumber(text) {
  const number = Number(NUMBER.exec(text)?.[1] ?? NaN);
  return Number.isFinite(number) ? number : null;
}

/**
 * Return two numbers from their text, parted by a comma, a semicolon or a blank; null where there are not two.
 * @param {string} text
 * @returns {Pair | null}
 */
export function readPair(text) {
  const [first, second, ...more] = text.replace(AROUND, "").split(PARTING).map(readNumber);
  return first == null || second == null || more.length > 0 ? null : [first, second];
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
 * Return the nearest whole number, and of two as near the upper one.
 * @param {number} number
 */
export function nearestWhole(number) {
  return Math.floor(number + 0.5);
}

/**
 * Return a number with so many decimals, of two as near the upper one.
 * @param {number} number
 * @param {number} decimals
 */
export function rounded(number, decimals) {
  const scale = 10 ** decimals;
  return Math.abs(number) * scale >= MOST_WHOLE ? number : nearestWhole(number * scale) / scale;
}

/**
 * Return the number of a track (see `Track` in demo/controls/slider.py) that is nearest.
 * @param {number} number
 * @param {Data} data
 */
export function nearestOn(number, data) {
  const [low, high, step, steps, decimals] = ["low", "high", "step", "steps", "decimals"].map((name) => Number(data[name]));
  if (low === undefined || high === undefined || step === undefined || steps === undefined) return NaN;
  const taken = Math.min(nearestWhole((clamp(number, [low, high]) - low) / step), steps);
  return Number((low + taken * step).toFixed(decimals));
}
