// @ts-check
import { inputOf } from "../control_element.js";

/** A native check box, perhaps with a label that is held down. @type {import("../control_kind.js").ControlKind} */
export const toggle = {
  readText: (text) => (text === "on" || text === "off" ? text === "on" : null),
  read: (control) => inputOf(control).checked,
  write: (control, value) => void (inputOf(control).checked = value === true),
  bind(control, { signal }) {
    const label = control.querySelector("label");
    return label && "holds" in control.dataset ? [holder(inputOf(control), label, signal)] : [];
  },
};

/**
 * Let a check box be on as long as its label is held down.
 * @param {HTMLInputElement} input
 * @param {HTMLElement} label
 * @param {AbortSignal} signal
 * @returns {import("../control_kind.js").Instrument}
 */
function holder(input, label, signal) {
  let isHeld = false;

  /** @param {boolean} on */
  function turn(on) {
    isHeld = on;
    if (input.checked === on) return;
    input.checked = on;
    input.dispatchEvent(new Event("input", { bubbles: true }));
  }

  label.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    label.setPointerCapture(event.pointerId); // it ends wherever the hand is by then
    turn(true);
  }, { signal });
  for (const end of ["pointerup", "pointercancel", "lostpointercapture"]) label.addEventListener(end, () => isHeld && turn(false), { signal });
  // A click would switch the box over once more, and a long press opens a menu.
  for (const other of ["click", "contextmenu"]) label.addEventListener(other, (event) => event.preventDefault(), { signal });
  return { rest: () => isHeld && turn(false) };
}
