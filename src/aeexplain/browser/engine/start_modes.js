// @ts-check
import { sizeOf } from "../loading/compressed_forms.js";
import { sum } from "../loading/progress.js";

/**
 * The ways in which Python can start, and what each fetches.
 *
 * @typedef {import("../page/page_data.js").Runtime} Runtime
 * @typedef {"snapshot" | "library"} Way
 */

/**
 * Return the ways that there are, the first to be tried first.
 * @param {Runtime} runtime
 * @returns {[Way, Way?]}
 */
export function waysOf({ snapshot, slow }) {
  if (!snapshot) return ["library"];
  return slow ? ["library", "snapshot"] : ["snapshot", "library"];
}

/**
 * Return the files that a way fetches.
 * @param {Runtime} runtime
 * @param {Way} way
 */
export function filesOf({ files, snapshot }, way) {
  if (way === "snapshot" || !snapshot) return files;
  const own = new Set([snapshot.image, ...snapshot.libraries.map(([, name]) => name)]);
  return { ...Object.fromEntries(Object.entries(files).filter(([name]) => !own.has(name))), ...snapshot.library };
}

/**
 * Return how many bytes a way fetches.
 * @param {Runtime} runtime
 * @param {Way} way
 */
export function bytesOf(runtime, way) {
  return sum(Object.values(filesOf(runtime, way)).map((sizes) => sizeOf(sizes, runtime.form)));
}
