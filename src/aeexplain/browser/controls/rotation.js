// @ts-check
import { onArrows } from "./arrow_keys.js";
import { enter } from "./form_values.js";
import { onDrag } from "./dragging.js";
import { readPair, showPair } from "./pair.js";
import { controlOf, labelOf, tidy } from "./read_text.js";

/** @typedef {import("./pair.js").Pair} Pair */

const DEGREES_PER_PIXEL = 0.5;

/**
 * Lay a button over a drawing that turns it: dragged as if the thing itself were grasped, or by arrow keys. The text
 * input holds the side that it is seen from, so the azimuth falls while a hand drags to the right.
 * @param {HTMLInputElement} input
 * @param {HTMLElement} view
 * @param {AbortSignal} signal
 * @returns {import("./bind_controls.js").Instrument}
 */
export function turn(input, view, signal) {
  const control = controlOf(input);
  const label = labelOf(control);
  const step = Number(control.dataset["step"]);
  const button = document.createElement("button");
  button.type = "button";
  button.className = "turn";
  view.append(button);

  /** @returns {Pair} */
  const angles = () => readPair(tidy(input, input.value) ?? input.dataset["value"] ?? input.defaultValue) ?? [0, 0];
  /** @param {Pair} to */
  const set = (to) => enter(input, tidy(input, showPair(to)) ?? input.value);

  onArrows(button, (right, up) => {
    const [azimuth, elevation] = angles();
    set([azimuth + right * step, elevation + up * step]);
  }, signal);

  let from = { x: 0, y: 0, angles: angles() };
  let turning = false;
  onDrag(button, {
    press: ({ clientX, clientY, pointerType }) => {
      from = { x: clientX, y: clientY, angles: angles() };
      turning = pointerType !== "touch";
    },
    move: ({ clientX, clientY }) => {
      const [right, down] = [clientX - from.x, clientY - from.y];
      turning ||= Math.abs(right) > Math.abs(down); // a finger that begins upwards or downwards scrolls the page
      if (!turning) return;
      const [azimuth, elevation] = from.angles;
      set([azimuth - right * DEGREES_PER_PIXEL, elevation + down * DEGREES_PER_PIXEL]);
    },
  }, signal);

  return {
    refresh() {
      const [azimuth, elevation] = angles();
      const words = `${label}: azimuth ${azimuth}, elevation ${elevation} degrees. Arrow keys turn it.`;
      button.setAttribute("aria-label", words);
    },
  };
}
