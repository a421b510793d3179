// @ts-check

/**
 * An article's code as one Python file, in cells as editors and notebooks know them. It runs as the page ran it: of an exercise that
 * is not solved the solution stands there, below what its reader wrote.
 *
 * @typedef {Object} FileCell
 * @property {string} text
 * @property {string} solution  "" where it is no exercise
 * @property {boolean} holds  whether its check does
 */

/**
 * @param {string} title  the article's
 * @param {string} address
 * @param {FileCell[]} cells
 */
export function cellsFile(title, address, cells) {
  const head = `# ${title}\n# ${address}\n# aeexplain is where its code draws: run this file in a checkout, or where the wheel is installed.\n`;
  return [head, ...cells.map((cell, i) => `# %% ${i + 1}\n${textOf(cell)}`)].join("\n");
}

/** @param {FileCell} cell */
function textOf({ text, solution, holds }) {
  const own = `${text.trimEnd()}\n`;
  if (!solution || holds) return own;
  return `${own.replace(/^(?=.)/gm, "# ")}\n# %% A solution\n${solution.trimEnd()}\n`;
}

/**
 * Return a name for the file, from the address of the article's page.
 * @param {string} path
 */
export function fileName(path) {
  const folder = path.split("/").filter((part) => part && part !== "index.html").at(-1) ?? "article";
  return `${folder.replace(/[^A-Za-z0-9]+/g, "_")}.py`;
}
