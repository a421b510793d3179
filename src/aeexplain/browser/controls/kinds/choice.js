// @ts-check
import { optionSheet } from "../instruments/option_sheet.js";

/** One of several native radio buttons, perhaps with a sheet of them that is tapped. @type {import("../control_kind.js").ControlKind} */
export const choice = {
  readText: (text, data) => (JSON.parse(data["options"] ?? "[]").includes(text) ? text : null),
  read: chosen,
  write(control, value) {
    for (const button of buttonsOf(control)) button.checked = button.value === value;
  },
  bind: (control, { viewsOf, signal }) => viewsOf(control).map((view) => optionSheet(control, { read: chosen, choose }, view, signal)),
};

/** @param {HTMLElement} control */
function chosen(control) {
  return buttonsOf(control).find(({ checked }) => checked)?.value ?? "";
}

/**
 * Choose an option as if the reader had, so that the figure follows.
 * @param {HTMLElement} control
 * @param {string} option
 */
function choose(control, option) {
  const button = buttonsOf(control).find(({ value }) => value === option);
  if (!button || button.checked) return;
  button.checked = true;
  button.dispatchEvent(new Event("input", { bubbles: true }));
}

/** @param {HTMLElement} control */
function buttonsOf(control) {
  return Array.from(control.querySelectorAll("input"));
}
