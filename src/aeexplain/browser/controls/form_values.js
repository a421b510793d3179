// @ts-check
import { controlsOf, nameOf } from "./control_element.js";
import { controlKind } from "./registry.js";

/** @typedef {Record<string, import("./control_kind.js").Value>} Values  a control's value by its name */

/**
 * Return what the form's controls hold.
 * @param {HTMLFormElement} form
 * @returns {Values}
 */
export function readValues(form) {
  return valuesOf(form, (control, kind) => kind.read(control));
}

/**
 * Return the values that the page was built with.
 * @param {HTMLFormElement} form
 * @returns {Values}
 */
export function startValues(form) {
  return valuesOf(form, (control, kind) => kind.readText(control.dataset["start"] ?? "", control.dataset) ?? "");
}

/**
 * Move the controls. Each takes what it can show and keeps its value otherwise; unknown names are ignored.
 * @param {HTMLFormElement} form
 * @param {Values} values  or their texts, as the address has them
 */
export function writeValues(form, values) {
  for (const control of controlsOf(form)) {
    const given = Object.hasOwn(values, nameOf(control)) ? values[nameOf(control)] : undefined;
    if (given === undefined) continue;
    const kind = controlKind(control.dataset["kind"]);
    const value = kind.readText(textOf(given), control.dataset);
    if (value !== null) kind.write(control, value);
  }
  showValues(form);
}

/**
 * Write each control's value beside it.
 * @param {HTMLFormElement} form
 */
export function showValues(form) {
  const values = readValues(form);
  for (const output of form.querySelectorAll("[data-value-of]")) {
    output.textContent = textOf(values[output.getAttribute("data-value-of") ?? ""] ?? "");
  }
  for (const control of controlsOf(form)) controlKind(control.dataset["kind"]).note?.(control);
}

/**
 * Write the values that hold into the inputs that a reader types into.
 * @param {HTMLFormElement} form
 */
export function settleTexts(form) {
  for (const control of controlsOf(form)) controlKind(control.dataset["kind"]).settle?.(control);
}

/**
 * Return a value as the page and the address show it.
 * @param {import("./control_kind.js").Value} value
 */
export function textOf(value) {
  if (typeof value === "boolean") return value ? "on" : "off";
  return String(value);
}

/**
 * @param {HTMLFormElement} form
 * @param {(control: HTMLElement, kind: import("./control_kind.js").ControlKind) => Values[string]} valueOf
 */
function valuesOf(form, valueOf) {
  /** @type {Values} */
  const values = {};
  for (const control of controlsOf(form)) values[nameOf(control)] = valueOf(control, controlKind(control.dataset["kind"]));
  return values;
}
