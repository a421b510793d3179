// @ts-check
import { clamp, nearestOn } from "../numbers.js";

/**
 * Where a handle stands for what its control holds, and what its control holds for where a handle is brought: numbers alone. Each pair
 * of functions leads back to the same value.
 *
 * @typedef {import("../numbers.js").Data} Data
 * @typedef {import("../numbers.js").Pair} Pair
 */

/**
 * Return where a slider's value stands on the axis of its view.
 * @param {number} value
 * @param {Data} data
 */
export function placeOfValue(value, data) {
  return value + Number(data["offset"] ?? 0);
}

/**
 * Return the slider's value that is nearest to a place of the axis.
 * @param {number} place
 * @param {Data} data
 */
export function valueAtPlace(place, data) {
  return nearestOn(place - Number(data["offset"] ?? 0), data);
}

/**
 * Return how far along its track a slider's value stands, from 0 to 1.
 * @param {number} value
 * @param {Data} data
 */
export function shareOfValue(value, data) {
  const [low, high] = [Number(data["low"]), Number(data["high"])];
  return (value - low) / (high - low);
}

/**
 * Return the slider's value that is nearest to a share of its track.
 * @param {number} share
 * @param {Data} data
 */
export function valueAtShare(share, data) {
  const [low, high] = [Number(data["low"]), Number(data["high"])];
  return nearestOn(low + share * (high - low), data);
}

/**
 * Return the slider's value some steps on.
 * @param {number} value
 * @param {number} steps
 * @param {Data} data
 */
export function valueAfter(value, steps, data) {
  return nearestOn(value + steps * Number(data["step"]), data);
}

/**
 * Return how many steps a long one has: a tenth of the slider, and five at least.
 * @param {Data} data
 */
export function longStep(data) {
  return Math.max(Math.round(Number(data["steps"]) / 10), 5);
}

/**
 * Return the middle of a cell of a sheet, as shares of its width and height.
 * @param {number} cell
 * @param {number} columns
 * @param {number} count
 * @returns {Pair}
 */
export function middleOfCell(cell, columns, count) {
  return [((cell % columns) + 0.5) / columns, (Math.floor(cell / columns) + 0.5) / Math.ceil(count / columns)];
}

/**
 * Return the cell of a sheet that is nearest to a place, given as shares of its width and height; the last row may be a short one.
 * @param {Pair} place
 * @param {number} columns
 * @param {number} count
 */
export function cellAt([across, down], columns, count) {
  const rows = Math.ceil(count / columns);
  const row = clamp(Math.floor(down * rows), [0, rows - 1]);
  const column = clamp(Math.floor(across * columns), [0, columns - 1]);
  return Math.min(row * columns + column, count - 1);
}

/**
 * Return the cell that lies so many to the right and below; at an edge the same.
 * @param {number} cell
 * @param {Pair} way
 * @param {number} columns
 * @param {number} count
 */
export function cellBeside(cell, [right, down], columns, count) {
  const along = clamp(cell + right, [0, count - 1]);
  const below = along + down * columns;
  return below >= 0 && below < count ? below : along;
}
