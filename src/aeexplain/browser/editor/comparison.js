// @ts-check
import { hunksBetween } from "./line_diff.js";
import { EDIT_NOTHING_CHANGED } from "../language/words.js";

/** Lines that stand around what changed, so that one knows where it is. */
const AROUND = 2;

/**
 * Return what an edit changed, as lines: those that went, those that came, and some around them.
 * @param {string} original
 * @param {string} text
 * @returns {Node[]}
 */
export function comparison(original, text) {
  const old = original.split("\n");
  const hunks = hunksBetween(original, text);
  if (!hunks.length) return [document.createTextNode(EDIT_NOTHING_CHANGED)];
  /** @type {Node[]} */
  const lines = [];
  let shown = 0;
  /** @param {number} from @param {number} to */
  const around = (from, to) => {
    for (let i = from; i < to; i++) lines.push(line("span", `${String(i + 1).padStart(4)}   ${old[i]}`));
  };
  hunks.forEach(([at, removed, inserted], i) => {
    const from = Math.max(shown, at - AROUND);
    if (from > shown && i > 0) lines.push(line("span", "     ⋯"));
    around(from, at);
    for (const gone of old.slice(at, at + removed)) lines.push(line("del", `   − ${gone}`));
    for (const come of inserted) lines.push(line("ins", `   + ${come}`));
    const next = hunks[i + 1]?.[0] ?? old.length;
    shown = Math.min(at + removed + AROUND, next);
    around(at + removed, shown);
  });
  return lines;
}

/**
 * @param {string} tag
 * @param {string} text
 */
function line(tag, text) {
  const element = document.createElement(tag);
  element.textContent = `${text}\n`;
  return element;
}
