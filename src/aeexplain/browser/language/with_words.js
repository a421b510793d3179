// @ts-check
import { FORM } from "./words.js";

/** A place that Python has kept for a word, as word_places.py writes it. */
const PLACE = /\ue020word:(\w+)\ue021/g;

/**
 * Return a form of Python's with a word in each place that it keeps for one.
 * @param {string} html
 */
export function withWords(html) {
  return html.replace(PLACE, (_, key) => FORM[key] ?? "");
}
