// @ts-check

/**
 * Edits of an article's code in the address: `#Code?Cell2=…`. No figure and no heading has an id with a capital.
 *
 * @typedef {Map<number, string>} Edits  what the address holds for each edited piece, by its number from 0
 */

const NAME = "#Code?";
const CELL = /^Cell([1-9]\d{0,3})$/;

/** @param {Edits} edits */
export function toCellFragment(edits) {
  return NAME + String(new URLSearchParams(Array.from(edits, ([index, code]) => [`Cell${index + 1}`, code])));
}

/**
 * Return the edits that a fragment holds; none where it is none of ours.
 * @param {string} fragment
 * @returns {Edits}
 */
export function fromCellFragment(fragment) {
  if (!fragment.startsWith(NAME)) return new Map();
  return new Map(Array.from(new URLSearchParams(fragment.slice(NAME.length))).flatMap(([name, code]) => {
    const found = CELL.exec(name);
    return found && code ? [[Number(found[1]) - 1, code]] : [];
  }));
}
