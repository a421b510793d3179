// @ts-check
import { onArrows } from "./arrow_keys.js";
import { layHandle } from "./handle_element.js";
import { readCells, showCells } from "../cells.js";
import { labelOf } from "../control_element.js";
import { clamp } from "../numbers.js";
import { reachOf, toData, toShares } from "./axis_data.js";

/**
 * Lay a button over a view whose cells it switches: the one that is tapped, or the one that arrow keys have chosen.
 * @param {HTMLElement} control
 * @param {import("./handle.js").TypedText} text
 * @param {HTMLElement} view
 * @param {AbortSignal} signal
 * @returns {import("../control_kind.js").Instrument}
 */
export function lattice(control, text, view, signal) {
  const columns = Number(control.dataset["columns"]);
  const rows = Number(control.dataset["rows"]);
  const label = labelOf(control);
  const frame = document.createElement("span"); // around the chosen cell
  const button = layHandle(control, view, "lattice", frame);
  let [column, row] = [0, 0];

  const cells = () => readCells(text.read(control)) ?? [];

  function refresh() {
    const reach = reachOf(view);
    button.hidden = !reach;
    if (!reach) return;
    const [left, top] = toShares(reach, [column, row]);
    const [right, bottom] = toShares(reach, [column + 1, row + 1]);
    frame.style.inset = [top, 1 - right, 1 - bottom, left].map((share) => `${(share * 100).toFixed(3)}%`).join(" ");
    const state = cells().includes(row * columns + column) ? "on" : "off";
    const words = `${label}: row ${row + 1}, column ${column + 1} is ${state}. Arrow keys choose, the space bar switches.`;
    button.setAttribute("aria-label", words);
  }

  /**
   * @param {number} toColumn
   * @param {number} toRow
   */
  function choose(toColumn, toRow) {
    column = clamp(Math.floor(toColumn), [0, columns - 1]);
    row = clamp(Math.floor(toRow), [0, rows - 1]);
    refresh();
  }

  button.addEventListener("click", ({ detail, clientX, clientY }) => {
    const reach = reachOf(view);
    if (reach && detail > 0) choose(...toData(reach, clientX, clientY)); // no place with a key
    const cell = row * columns + column;
    const others = cells().filter((each) => each !== cell);
    text.enter(control, showCells(others.length === cells().length ? [...others, cell] : others));
    refresh();
  }, { signal });
  onArrows(button, (right, up) => choose(column + right, row - up), signal);
  return { refresh };
}
