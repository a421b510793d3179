// @ts-check

/** @typedef {{kind: string, heads: string[], rows: string[][], caption: string}} Table */

/**
 * A native table. Cells stay the elements that they are, so that a reader's place in it, by focus or by a screen reader, stays too.
 * @type {import("./painter.js").Painter}
 */
export const table = {
  isSound({ heads, rows, caption }) {
    if (typeof caption !== "string" || !isTexts(heads) || !Array.isArray(rows)) return false;
    return heads.length > 0 && rows.every((row) => isTexts(row) && row.length === heads.length);
  },
  /**
   * @param {HTMLElement} place
   * @param {Table} view
   */
  paint(place, { heads, rows, caption }) {
    if (!place.querySelector("table")) place.prepend(emptyTable());
    const [head, body] = [place.querySelector("thead"), place.querySelector("tbody")];
    const title = place.querySelector("caption");
    if (!head || !body || !title) throw new Error("a view of the kind table holds no table");
    write(title, caption);
    if (place.getAttribute("aria-label") !== caption) place.setAttribute("aria-label", caption);
    writeRow(rowOf(head, 0), heads, (cell) => cell.setAttribute("scope", "col"), heads.length);
    rows.forEach((row, i) => writeRow(rowOf(body, i), row, (cell) => cell.setAttribute("scope", "row"), 1));
    while (body.rows.length > rows.length) body.deleteRow(-1);
  },
};

/** The view's place was empty. */
function emptyTable() {
  const table = document.createElement("table");
  table.append(...["caption", "thead", "tbody"].map((tag) => document.createElement(tag)));
  return table;
}

/**
 * Return the row at a place, which may be a new one.
 * @param {HTMLTableSectionElement} section
 * @param {number} at
 */
function rowOf(section, at) {
  return section.rows[at] ?? section.insertRow();
}

/**
 * @param {HTMLTableRowElement} row
 * @param {string[]} texts
 * @param {(cell: HTMLElement) => void} asHead
 * @param {number} heads  how many cells, from the first, are heads
 */
function writeRow(row, texts, asHead, heads) {
  texts.forEach((text, i) => {
    const cell = row.cells[i] ?? row.appendChild(document.createElement(i < heads ? "th" : "td"));
    if (i < heads && !cell.hasAttribute("scope")) asHead(cell);
    write(cell, text);
  });
  while (row.cells.length > texts.length) row.deleteCell(-1);
}

/**
 * @param {HTMLElement} cell
 * @param {string} text
 */
function write(cell, text) {
  if (cell.textContent !== text) cell.textContent = text;
}

/**
 * @param {unknown} value
 * @returns {value is string[]}
 */
function isTexts(value) {
  return Array.isArray(value) && value.every((each) => typeof each === "string");
}
