// @ts-check
import { piecesOf } from "./code_pieces.js";

/**
 * Number the lines of a figure's code as its file has them, and fold all but the function that draws the figure. What the box says stays
 * the code, letter by letter: the numbers are no text, and what is folded is found by who searches the page.
 * @param {Element} fold  that holds the code, which has come
 */
export function dressListing(fold) {
  const code = fold.querySelector(".listing code");
  const box = code?.parentElement;
  if (!code || !box || code.querySelector(".line") || code.hasAttribute("data-empty")) return;
  const lines = linesOf(code);
  const pieces = piecesOf(lines.map(({ textContent }) => (textContent ?? "").replace(/\n$/, "")));
  const drawing = pieces.find(({ draws }) => draws);
  if (!drawing) return code.replaceChildren(...lines);
  code.replaceChildren(...pieces.flatMap((piece) => {
    const own = lines.slice(piece.first, piece.end);
    return piece.draws || own.length === piece.head ? own : [folded(own, piece.head)];
  }));
  const first = lines[drawing.first];
  const show = () => {
    if (first) box.scrollTop += first.getBoundingClientRect().top - box.getBoundingClientRect().top - box.clientTop;
  };
  // A box in a closed fold has no height, and cannot be scrolled.
  fold.addEventListener("toggle", show, { once: true });
  if (fold instanceof HTMLDetailsElement && fold.open) show();
}

/**
 * Return the lines of code as elements, in the colours that it has, each with its end.
 * @param {Element} code
 * @returns {HTMLElement[]}
 */
function linesOf(code) {
  let line = document.createElement("span");
  const lines = [line];
  for (const node of code.childNodes) {
    (node.textContent ?? "").split("\n").forEach((text, i) => {
      if (i) {
        line.append("\n");
        lines.push((line = document.createElement("span")));
      }
      if (text) line.append(coloured(node, text));
    });
  }
  const width = String(lines.length).length;
  lines.forEach((each, i) => {
    each.className = "line";
    each.dataset["line"] = String(i + 1).padStart(width);
  });
  return lines;
}

/**
 * @param {Node} like
 * @param {string} text
 */
function coloured(like, text) {
  const copy = like.cloneNode(false);
  copy.textContent = text;
  return copy;
}

/**
 * @param {HTMLElement[]} lines
 * @param {number} head  how many of them stand there while the others are folded
 */
function folded(lines, head) {
  const details = document.createElement("details");
  const summary = document.createElement("summary");
  summary.append(...lines.slice(0, head));
  details.append(summary, ...lines.slice(head));
  return details;
}
