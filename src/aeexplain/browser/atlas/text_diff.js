// @ts-check
import { Failure } from "../loading/failure.js";

/**
 * Texts as what changes from one to the next, as the build writes them: a number keeps as many tokens, a negative
 * one drops them; a text stands in the place of as many tokens as it has, a text in a list is put between.
 *
 * @typedef {(number | string | [string])[]} Patch
 */

const TOKEN = /[0-9.]+|[<M][^0-9.<M]*|[^0-9.<M]+/g;

/**
 * Return a text's tokens: numbers, what begins an element or a stroke of a path, and what stands between.
 * @param {string} text
 * @returns {string[]}
 */
export function tokensOf(text) {
  return text.match(TOKEN) ?? [];
}

/**
 * Return the tokens of the next text. A patch that keeps or drops more tokens than there are: Failure.
 * @param {string[]} tokens
 * @param {Patch} patch
 */
export function applyPatch(tokens, patch) {
  /** @type {string[]} */
  const next = [];
  let at = 0;
  for (const change of patch) {
    if (typeof change === "number") {
      const end = at + Math.abs(change);
      if (end > tokens.length) throw new Failure("a patch goes beyond its text");
      for (; at < end; at += 1) if (change > 0) next.push(/** @type {string} */ (tokens[at]));
    } else if (typeof change === "string") {
      const others = tokensOf(change);
      next.push(...others);
      at += others.length;
    } else next.push(...tokensOf(change[0]));
  }
  for (; at < tokens.length; at += 1) next.push(/** @type {string} */ (tokens[at]));
  return next;
}
