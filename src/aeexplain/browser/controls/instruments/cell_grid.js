// @ts-check
import { onArrows } from "./arrow_keys.js";
import { onDrag } from "./dragging.js";
import { layHandle } from "./handle_element.js";
import { readCells, showCells } from "../cells.js";
import { labelOf } from "../control_element.js";
import { clamp } from "../numbers.js";
import { reachOf, toData, toShares } from "./axis_data.js";
import { HANDLE_CELL_OFF, HANDLE_CELL_ON } from "../../language/words.js";
import { withValues } from "../../language/with_values.js";

const STRIDE = 8; // pixels between two looks at what lies under a hand that moves fast

/**
 * Lay a button over a view whose cells it switches: the one that is tapped, those that are rubbed, or the one that arrow keys have
 * chosen. The one under a mouse has a frame.
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
  const rubs = "rubs" in control.dataset;
  const button = layHandle(control, view, rubs ? "lattice rubs" : "lattice", frame);
  let [column, row] = [0, 0];

  const cells = () => readCells(text.read(control)) ?? [];

  function refresh() {
    const reach = reachOf(view);
    button.hidden = !reach;
    if (!reach) return;
    const [left, top] = toShares(reach, [column, row]);
    const [right, bottom] = toShares(reach, [column + 1, row + 1]);
    frame.style.inset = [top, 1 - right, 1 - bottom, left].map((share) => `${(share * 100).toFixed(3)}%`).join(" ");
    const state = cells().includes(row * columns + column) ? HANDLE_CELL_ON : HANDLE_CELL_OFF;
    const words = withValues(state, { label, row: row + 1, column: column + 1 });
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

  /**
   * Choose the cell under a place of the browser's window.
   * @param {number} clientX
   * @param {number} clientY
   */
  function chooseAt(clientX, clientY) {
    const reach = reachOf(view);
    if (reach) choose(...toData(reach, clientX, clientY));
  }

  /** @param {boolean} on */
  function put(on) {
    const cell = row * columns + column;
    const others = cells().filter((each) => each !== cell);
    text.enter(control, showCells(on ? [...others, cell] : others));
    refresh();
  }

  const isOn = () => cells().includes(row * columns + column);

  button.addEventListener("click", ({ detail, clientX, clientY }) => {
    if (rubs && detail > 0) return; // it was switched as it was pressed
    if (detail > 0) chooseAt(clientX, clientY); // no place with a key
    put(!isOn());
  }, { signal });
  button.addEventListener("pointermove", ({ pointerType, buttons, clientX, clientY }) => {
    if (pointerType === "mouse" && buttons === 0) chooseAt(clientX, clientY);
  }, { signal });
  if (rubs) onRub(button, { chooseAt, isOn, put, all: () => text.read(control), restore: (all) => text.enter(control, all) }, signal);
  onArrows(button, (right, up) => choose(column + right, row - up), signal);
  return { refresh };
}

/**
 * What a hand rubs: cells of which one is chosen.
 *
 * @typedef {Object} Rubbed
 * @property {(clientX: number, clientY: number) => void} chooseAt
 * @property {() => boolean} isOn  whether the chosen cell is on
 * @property {(on: boolean) => void} put  switch the chosen cell
 * @property {() => string} all  those that are on
 * @property {(all: string) => void} restore
 */

/**
 * Bring all cells that a pointer draws over to what the first becomes; where the drag is called off they are again as they were.
 * @param {HTMLElement} button
 * @param {Rubbed} cells
 * @param {AbortSignal} signal
 */
function onRub(button, { chooseAt, isOn, put, all, restore }, signal) {
  let rub = { x: 0, y: 0, on: false, before: "" };
  onDrag(button, {
    press({ clientX: x, clientY: y }) {
      chooseAt(x, y);
      rub = { x, y, on: !isOn(), before: all() };
      put(rub.on);
    },
    move({ clientX, clientY }) {
      const [across, down] = [clientX - rub.x, clientY - rub.y];
      const looks = Math.ceil(Math.hypot(across, down) / STRIDE);
      for (let look = 1; look <= looks; look++) {
        chooseAt(rub.x + (across * look) / looks, rub.y + (down * look) / looks);
        if (isOn() !== rub.on) put(rub.on);
      }
      rub = { ...rub, x: clientX, y: clientY };
    },
    callOff: () => restore(rub.before),
  }, signal);
}
