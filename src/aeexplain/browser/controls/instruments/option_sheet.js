// @ts-check
import { onArrows, onJumps } from "./arrow_keys.js";
import { labelOf } from "../control_element.js";
import { layHandle, tellSlider } from "./handle_element.js";
import { cellAt, cellBeside, middleOfCell } from "./places.js";

/**
 * Lay a button over a view that is a sheet of a choice's options: a tap takes the nearest, arrow keys step, the chosen one has a ring.
 * @param {HTMLElement} control
 * @param {{read: (control: HTMLElement) => string, choose: (control: HTMLElement, option: string) => void}} choice
 * @param {HTMLElement} view
 * @param {AbortSignal} signal
 * @returns {import("../control_kind.js").Instrument}
 */
export function optionSheet(control, { read, choose }, view, signal) {
  /** @type {string[]} */
  const options = JSON.parse(control.dataset["options"] ?? "[]");
  const columns = Number(control.dataset["columns"]);
  const count = options.length;
  const label = labelOf(control);
  const ring = document.createElement("span"); // around the chosen cell
  const button = layHandle(control, view, "sheet", ring);

  const chosen = () => Math.max(options.indexOf(read(control)), 0);
  /** @param {number} cell */
  const go = (cell) => choose(control, options[cell] ?? "");

  button.addEventListener("click", ({ detail, clientX, clientY }) => {
    if (detail === 0) return; // Enter or Space
    const { left, top, width, height } = button.getBoundingClientRect();
    go(cellAt([(clientX - left) / width, (clientY - top) / height], columns, count));
  }, { signal });
  onArrows(button, (right, up) => go(cellBeside(chosen(), [right, -up], columns, count)), signal);
  onJumps(button, (jump) => {
    const way = { first: -count, last: count, back: -columns, on: columns }[jump];
    go(cellBeside(chosen(), [way, 0], columns, count));
  }, signal);

  return {
    refresh() {
      const [across, down] = middleOfCell(chosen(), columns, count);
      const [width, height] = [1 / columns, 1 / Math.ceil(count / columns)];
      ring.style.left = `${((across - width / 2) * 100).toFixed(3)}%`;
      ring.style.top = `${((down - height / 2) * 100).toFixed(3)}%`;
      ring.style.width = `${(width * 100).toFixed(3)}%`;
      ring.style.height = `${(height * 100).toFixed(3)}%`;
      tellSlider(button, { label, now: chosen() + 1, low: 1, high: count, text: options[chosen()] ?? "" });
    },
  };
}
