// @ts-check
import { buttonOf, inputOf } from "../control_element.js";
import { enter } from "../enter.js";
import { clamp, nearestWhole, readNumber } from "../numbers.js";
import { typed } from "../typed_text.js";

const text = typed((text, data) => {
  const number = readNumber(text);
  return number === null ? null : nearestWhole(clamp(number, [0, Number(data["highest"])]));
});

/** A whole number with a button for the next one. @type {import("../control_kind.js").ControlKind} */
export const seed = {
  ...text,
  bind(control, { signal }) {
    const input = inputOf(control);
    buttonOf(control, "[data-next]")?.addEventListener("click", () => enter(input, next(input)), { signal });
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
