// @ts-check
import { optionSheet } from "../instruments/option_sheet.js";
import { Slide } from "../instruments/slide.js";

/**
 * One of several native radio buttons, or an option of a native list, perhaps with sheets of them that are tapped, or with a knob.
 * @type {import("../control_kind.js").ControlKind}
 */
export const choice = {
  readText: (text, data) => (JSON.parse(data["options"] ?? "[]").includes(text) ? text : null),
  read: chosen,
  write(control, value) {
    const list = listOf(control);
    if (list) list.value = String(value);
    for (const button of buttonsOf(control)) button.checked = button.value === value;
  },
  bind(control, { boardOf, viewsOf, signal }) {
    if (control.dataset["grip"] === "knob")
      return viewsOf(control).map((view) => boardOf(view).add(new Slide(control, view, "knob", signal, heldByOptions(control))));
    return viewsOf(control).map((view) => optionSheet(control, { read: chosen, choose }, view, signal));
  },
};

/**
 * Return the place of the option that is chosen, among all.
 * @param {HTMLElement} control
 * @returns {import("../instruments/slide.js").Held}
 */
function heldByOptions(control) {
  const inputs = Array.from(listOf(control)?.options ?? []);
  const options = (inputs.length ? inputs : buttonsOf(control)).map(({ value }) => value);
  return {
    read: () => Math.max(options.indexOf(chosen(control)), 0),
    text: () => chosen(control),
    enter: (place) => choose(control, options[place] ?? ""),
  };
}

/** @param {HTMLElement} control */
function chosen(control) {
  return listOf(control)?.value ?? buttonsOf(control).find(({ checked }) => checked)?.value ?? "";
}

/**
 * Choose an option as if the reader had, so that the figure follows.
 * @param {HTMLElement} control
 * @param {string} option
 */
function choose(control, option) {
  if (chosen(control) === option) return;
  choice.write(control, option);
  const input = listOf(control) ?? buttonsOf(control).find(({ checked }) => checked);
  input?.dispatchEvent(new Event("input", { bubbles: true }));
}

/** @param {HTMLElement} control */
function listOf(control) {
  return control.querySelector("select");
}

/** @param {HTMLElement} control */
function buttonsOf(control) {
  return Array.from(control.querySelectorAll("input"));
}
