// @ts-check
import { buttonOf, inputOf } from "../control_element.js";
import { enter } from "../enter.js";
import { layHandle } from "../instruments/handle_element.js";
import { clamp, nearestWhole, readNumber } from "../numbers.js";
import { typed } from "../typed_text.js";

const text = typed((text, data) => {
  const number = readNumber(text);
  return number === null ? null : nearestWhole(clamp(number, [0, Number(data["highest"])]));
});

/** A whole number with a button for the next one, and perhaps with a view that is such a button. @type {import("../control_kind.js").ControlKind} */
export const seed = {
  ...text,
  bind(control, { viewsOf, signal }) {
    const input = inputOf(control);
    const button = buttonOf(control, "[data-next]");
    button?.addEventListener("click", () => enter(input, next(input)), { signal });
    return button ? viewsOf(control).map((view) => pressArea(control, view, button, signal)) : [];
  },
};

/**
 * The next whole number, and the lowest after the highest.
 * @param {HTMLInputElement} input
 */
function next(input) {
  const value = Number(input.value) + 1;
  return value > Number(input.max) ? input.min : String(value);
}

/**
 * Make a whole view a button that does what one in the form does, with its word in a corner.
 * @param {HTMLElement} control
 * @param {HTMLElement} view
 * @param {HTMLButtonElement} twin  the button in the form
 * @param {AbortSignal} signal
 * @returns {import("../control_kind.js").Instrument}
 */
function pressArea(control, view, twin, signal) {
  const word = document.createElement("span");
  word.textContent = twin.textContent;
  layHandle(control, view, "press", word).addEventListener("click", () => twin.click(), { signal });
  return { refresh() {} };
}
