// @ts-check

/**
 * What a figure tells of its picture, in words.
 *
 * @typedef {Object} Shown  what stands in the figure
 * @property {"build" | "atlas" | "engine"} by  drawn into the page, taken from the atlas, or computed here
 * @property {string | null} nearest  the position that it shows instead of the one that was asked for
 * @property {boolean} stale  the controls have moved on and nobody could draw them
 */

export const LIVE = "Live: computed by NumPy in your browser.";

/** @param {Shown} shown */
export function pictureMessage({ by, nearest, stale }) {
  if (stale) return `This control waits for the live engine; ${pictureShows({ by, nearest })}.`;
  if (by === "engine") return "";
  if (nearest !== null) return `Precomputed at ${nearest}, the nearest position that was drawn with the page.`;
  return "Precomputed: drawn when the page was built.";
}

/**
 * @param {string} message
 * @param {Shown} shown
 * @param {string} control  which still answers; empty where none does
 */
export function failureMessage(message, shown, control) {
  const still = control ? ` “${control}” goes on with precomputed pictures.` : "";
  return `${message}; ${pictureShows(shown)}.${still}`;
}

/**
 * @param {boolean} restarts  one that stopped is being replaced
 * @param {boolean} usesFallback  the first mode of starting failed
 */
export function loadingMessage(restarts, usesFallback) {
  if (usesFallback) return "One way to start failed; loading the live engine in another";
  return restarts ? "The live engine stopped and starts again" : "Loading the live engine";
}

/**
 * @param {number} bytes
 * @returns {string}  "7.1 MB"
 */
export function megabytes(bytes) {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

/** @param {Pick<Shown, "by" | "nearest">} shown */
function pictureShows({ by, nearest }) {
  if (by === "build") return "the picture shows the state computed when the page was built";
  if (by === "atlas") return `the picture shows a precomputed state${nearest === null ? "" : `, the nearest, ${nearest}`}`;
  return "the picture shows the last state that was drawn";
}
