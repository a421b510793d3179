// @ts-check
import { readValues, startValues, textOf } from "../controls/form_values.js";

/**
 * One figure's state in the address: `#bottleneck?k=4&digit=7`. The inputs themselves check what comes from there.
 */

/** Under which an address holds a reader's edit of the figure's code: no control's name has a capital. */
export const EDIT = "Edit";
/** Safari allows a hundred changes of the address in thirty seconds. */
const MILLISECONDS_BETWEEN_WRITES = 350;

/**
 * Commas and semicolons stay as they are, so that a point and a drawing can be read.
 * @param {string} name  the figure's
 * @param {import("../controls/form_values.js").Values} values
 */
export function toFragment(name, values) {
  const texts = Object.entries(values).map(([key, value]) => [key, textOf(value)]);
  const query = String(new URLSearchParams(texts)).replaceAll("%2C", ",").replaceAll("%3B", ";");
  return `#${encodeURIComponent(name)}?${query}`;
}

/**
 * Return the fragment of the state that a figure is in; null where that is the one that the page was built with.
 * @param {HTMLElement} figure
 */
export function addressIfMoved(figure) {
  const form = figure.querySelector("form");
  if (!form) return null;
  const fragment = toFragment(figure.id, readValues(form));
  return fragment === toFragment(figure.id, startValues(form)) ? null : fragment;
}

/**
 * Return a figure's name and its values' texts, or null where the fragment is none of ours.
 * @param {string} fragment
 * @returns {{name: string, values: Record<string, string>} | null}
 */
export function fromFragment(fragment) {
  const [, name, query] = /^#([^?]+)\?(.*)$/s.exec(fragment) ?? [];
  if (name === undefined || query === undefined) return null;
  try {
    return { name: decodeURIComponent(name), values: Object.fromEntries(new URLSearchParams(query)) };
  } catch {
    // A link that somebody mistyped may hold a stray %.
    return null;
  }
}

/** Return a function that puts a fragment into the address: the first at once, then the newest now and then. */
export function addressWriter() {
  /** @type {string | null} */
  let waiting = null;
  let resting = false;

  function write() {
    resting = waiting !== null;
    if (waiting === null) return;
    history.replaceState(history.state, "", waiting);
    waiting = null;
    setTimeout(write, MILLISECONDS_BETWEEN_WRITES);
  }

  return (/** @type {string} */ fragment) => {
    waiting = fragment;
    if (!resting) write();
  };
}
