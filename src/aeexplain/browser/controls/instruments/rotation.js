// @ts-check
import { onArrows } from "./arrow_keys.js";
import { onDrag } from "./dragging.js";
import { layHandle } from "./handle_element.js";
import { labelOf } from "../control_element.js";
import { readPair, showPair } from "../numbers.js";
import { HANDLE_ROTATION } from "../../language/words.js";
import { withValues } from "../../language/with_values.js";

/** @typedef {import("../numbers.js").Pair} Pair */

const DEGREES_PER_PIXEL = 0.5;

/**
 * Lay a button over a drawing that turns it: dragged as if the thing itself were grasped, or by arrow keys. The text
 * input holds the side that it is seen from, so the azimuth falls while a hand drags to the right.
 * @param {HTMLElement} control
 * @param {import("./handle.js").TypedText} text
 * @param {HTMLElement} view
 * @param {AbortSignal} signal
 * @returns {import("../control_kind.js").Instrument}
 */
export function turn(control, text, view, signal) {
  const label = labelOf(control);
  const step = Number(control.dataset["step"]);
  const button = layHandle(control, view, "turn");

  /** @returns {Pair} */
  const angles = () => readPair(text.read(control)) ?? [0, 0];
  /** @param {Pair} to */
  const set = (to) => text.enter(control, showPair(to));

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
      const words = withValues(HANDLE_ROTATION, { label, azimuth, elevation });
      button.setAttribute("aria-label", words);
    },
  };
}
