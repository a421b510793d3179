// @ts-check
import { sizeInForm } from "../loading/compressed_forms.js";
import { sum } from "../loading/progress.js";

/**
 * The modes in which Python can start, and what each fetches.
 *
 * @typedef {import("../page/page_data.js").Runtime} Runtime
 * @typedef {"snapshot" | "library"} StartMode
 */

/**
 * Return the modes that there are, the first to be tried first.
 * @param {Runtime} runtime
 * @returns {[StartMode, StartMode?]}
 */
export function startModes({ snapshot, slow }) {
  if (!snapshot) return ["library"];
  return slow ? ["library", "snapshot"] : ["snapshot", "library"];
}

/**
 * Return the files that a mode fetches.
 * @param {Runtime} runtime
 * @param {StartMode} mode
 */
export function filesOfMode({ files, snapshot }, mode) {
  if (mode === "snapshot" || !snapshot) return files;
  const ofSnapshot = new Set([snapshot.image, ...snapshot.libraries.map(([, name]) => name)]);
  return { ...Object.fromEntries(Object.entries(files).filter(([name]) => !ofSnapshot.has(name))), ...snapshot.library };
}

/**
 * Return how many bytes a mode fetches.
 * @param {Runtime} runtime
 * @param {StartMode} mode
 */
export function bytesOfMode(runtime, mode) {
  return sum(Object.values(filesOfMode(runtime, mode)).map((sizes) => sizeInForm(sizes, runtime.form)));
}
