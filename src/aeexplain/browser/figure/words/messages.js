// @ts-check
import {
  CONTROL_GOES_ON, DECIMAL_SIGN, FAILURE_AND_PICTURE, LOADING_AGAIN, LOADING_ENGINE, LOADING_OTHERWISE, MEGABYTES,
  PICTURE_LAST, PICTURE_NEAREST, PICTURE_OF_BUILD, PICTURE_PRECOMPUTED, PRECOMPUTED, PRECOMPUTED_AT, WAITS_FOR_ENGINE,
} from "../../language/words.js";
import { withValues } from "../../language/with_values.js";

/**
 * What a figure tells of its picture, in words.
 *
 * @typedef {Object} Shown  what stands in the figure
 * @property {"build" | "atlas" | "engine"} by  drawn into the page, taken from the atlas, or computed here
 * @property {string | null} nearest  the position that it shows instead of the one that was asked for
 * @property {boolean} stale  the controls have moved on and nobody could draw them
 */

/** @param {Shown} shown */
export function pictureMessage({ by, nearest, stale }) {
  if (stale) return withValues(WAITS_FOR_ENGINE, { picture: pictureShows({ by, nearest }) });
  if (by === "engine") return "";
  if (nearest !== null) return withValues(PRECOMPUTED_AT, { nearest });
  return PRECOMPUTED;
}

/**
 * @param {string} message
 * @param {Shown} shown
 * @param {string} control  which still answers; empty where none does
 */
export function failureMessage(message, shown, control) {
  const still = control ? ` ${withValues(CONTROL_GOES_ON, { control })}` : "";
  return withValues(FAILURE_AND_PICTURE, { failure: message, picture: pictureShows(shown) }) + still;
}

/**
 * @param {boolean} restarts  one that stopped is being replaced
 * @param {boolean} usesFallback  the first mode of starting failed
 */
export function loadingMessage(restarts, usesFallback) {
  if (usesFallback) return LOADING_OTHERWISE;
  return restarts ? LOADING_AGAIN : LOADING_ENGINE;
}

/**
 * @param {number} bytes
 * @returns {string}  "7.1 MB"
 */
export function megabytes(bytes) {
  return withValues(MEGABYTES, { number: decimal(bytes / 1e6) });
}

/**
 * @param {number} number
 * @returns {string}  with one decimal, as the page's language writes it
 */
export function decimal(number) {
  return number.toFixed(1).replace(".", DECIMAL_SIGN);
}

/** @param {Pick<Shown, "by" | "nearest">} shown */
function pictureShows({ by, nearest }) {
  if (by === "build") return PICTURE_OF_BUILD;
  if (by === "atlas") return nearest === null ? PICTURE_PRECOMPUTED : withValues(PICTURE_NEAREST, { nearest });
  return PICTURE_LAST;
}
