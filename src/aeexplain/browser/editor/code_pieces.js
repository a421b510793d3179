// @ts-check

/**
 * The pieces of a figure's code: the function that draws it, which a reader came for, and the rest, each of which can be folded.
 *
 * @typedef {Object} Piece
 * @property {number} first  index of its first line
 * @property {number} end  behind its last line
 * @property {number} head  how many of its lines are told while it is folded
 * @property {boolean} draws  whether it is the function `compute`
 */

/** What begins a statement: neither within another, nor the end of one, nor a remark. */
const STATEMENT = /^[^\s)\]}#]/;
const DECORATED = /^@/;
const DEFINED = /^(?:async |def |class )/;
const DECLARED = /^DEMO\b/;
const DRAWS = /^def compute\b/;
const QUOTES = /"""|'''/g;

/**
 * Return the pieces of a module, in order and without gaps: each function or class, the declaration, and what stands between them.
 * @param {string[]} lines
 * @returns {Piece[]}
 */
export function piecesOf(lines) {
  /** @type {Piece[]} */
  const pieces = [];
  let kind = "";
  let quoted = false;
  lines.forEach((line, index) => {
    const begins = !quoted && STATEMENT.test(line);
    if ((line.match(QUOTES) ?? []).length % 2) quoted = !quoted;
    const own = DECORATED.test(line) ? "decorated" : DEFINED.test(line) ? "defined" : DECLARED.test(line) ? "declared" : "rest";
    if (!begins || (own === "rest" && kind === "rest")) return;
    const last = pieces.at(-1);
    if (last && kind === "decorated") last.head = index - last.first + 1;
    else pieces.push({ first: last ? remarksBefore(lines, index, last.first) : 0, end: 0, head: 1, draws: false });
    kind = own;
  });
  pieces.forEach((piece, i) => {
    piece.end = pieces[i + 1]?.first ?? lines.length;
    piece.draws = lines.slice(piece.first, piece.end).some((line) => DRAWS.test(line));
  });
  return pieces;
}

/**
 * Return where the remarks begin that stand directly above a line: they belong to what follows them.
 * @param {string[]} lines
 * @param {number} index
 * @param {number} after  they stand behind this line
 */
function remarksBefore(lines, index, after) {
  let first = index;
  while (first - 1 > after && lines[first - 1]?.startsWith("#")) first -= 1;
  return first;
}
