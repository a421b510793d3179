// @ts-check

const PARTING = /[,; \t\n\r\f\v]+/;

/**
 * Return the numbers of cells in a text "3 7 12"; null where it holds anything else.
 * @param {string} text
 * @returns {number[] | null}
 */
export function readCells(text) {
  const parts = text.split(PARTING).filter(Boolean);
  return parts.every((part) => /^[0-9]{1,6}$/.test(part)) ? parts.map(Number) : null;
}

/**
 * Return each cell once, in rising order.
 * @param {Iterable<number>} cells
 */
export function showCells(cells) {
  return [...new Set(cells)].sort((a, b) => a - b).join(" ");
}
