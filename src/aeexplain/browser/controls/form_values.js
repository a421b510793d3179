// @ts-check
import { tidy } from "./read_text.js";

/**
 * @typedef {Record<string, number | string | boolean>} Values  control's name → value: a number for a slider and a
 *   seed, an option's text for a choice, a boolean for a toggle, the input's text for a point, a rotation and a pad
 * @typedef {HTMLInputElement | HTMLSelectElement} Input
 */

/**
 * Return what the form's inputs hold.
 * @param {HTMLFormElement} form
 * @returns {Values}
 */
export function readValues(form) {
  /** @type {Values} */
  const values = {};
  for (const input of inputsOf(form)) {
    if (input.type !== "radio" || isChecked(input)) values[input.name] = read(input);
  }
  return values;
}

/**
 * Return the values that the page was built with.
 * @param {HTMLFormElement} form
 * @returns {Values}
 */
export function startValues(form) {
  const fresh = /** @type {HTMLFormElement} */ (form.cloneNode(true));
  fresh.reset();
  for (const input of inputsOf(fresh)) if (input.type === "hidden") input.value = ""; // a reset leaves these alone
  return readValues(fresh);
}

/**
 * Move the inputs. Each takes what it can show and keeps its value otherwise; unknown names are ignored.
 * @param {HTMLFormElement} form
 * @param {Values} values  or their texts, as the address has them
 */
export function writeValues(form, values) {
  for (const input of inputsOf(form)) {
    const value = Object.hasOwn(values, input.name) ? values[input.name] : undefined;
    if (value !== undefined) write(input, textOf(value));
  }
  showValues(form);
}

/**
 * Write each input's value beside it. A typed text may be unfinished: the value that holds meanwhile is its data-value.
 * @param {HTMLFormElement} form
 */
export function showValues(form) {
  const values = readValues(form);
  for (const output of form.querySelectorAll("[data-value-of]")) {
    output.textContent = textOf(values[output.getAttribute("data-value-of") ?? ""] ?? "");
  }
  for (const input of inputsOf(form)) {
    if (isTyped(input)) input.dataset["value"] = textOf(values[input.name] ?? "");
  }
}

/**
 * Write the values that hold into the inputs that a reader types into.
 * @param {HTMLFormElement} form
 */
export function settleTexts(form) {
  for (const input of inputsOf(form)) if (isTyped(input)) input.value = String(read(input));
}

/**
 * Put a text into an input as if the reader had, so that the figure follows.
 * @param {HTMLInputElement} input
 * @param {string} text
 */
export function enter(input, text) {
  if (input.value === text) return;
  input.value = text;
  input.dispatchEvent(new Event("input", { bubbles: true }));
}

/**
 * Return a value as the page and the address show it.
 * @param {Values[string]} value
 */
export function textOf(value) {
  if (typeof value === "boolean") return value ? "on" : "off";
  return String(value);
}

/**
 * @param {HTMLFormElement} form
 * @returns {Input[]}
 */
function inputsOf(form) {
  return Array.from(form.elements).filter(
    /** @returns {element is Input} */
    (element) =>
      (element instanceof HTMLInputElement || element instanceof HTMLSelectElement) && element.name !== "",
  );
}

/**
 * @param {Input} input
 * @returns {Values[string]}
 */
function read(input) {
  if (input.type === "range") return Number(input.value);
  if (input.type === "checkbox") return isChecked(input);
  if (!isTyped(input)) return input.value;
  const text = tidy(input, input.value) ?? input.dataset["value"] ?? input.defaultValue;
  return input.type === "number" ? Number(text) : text;
}

/**
 * @param {Input} input
 * @param {string} text
 */
function write(input, text) {
  if (input instanceof HTMLSelectElement) writeOption(input, text);
  else if (input.type === "range") writePosition(input, text);
  else if (input.type === "radio") input.checked ||= input.value === text;
  else if (input.type === "checkbox") input.checked = text === "on" || (text !== "off" && input.checked);
  else input.value = tidy(input, text) ?? input.value;
}

/** @param {Input} input */
function isChecked(input) {
  return input instanceof HTMLInputElement && input.checked;
}

/**
 * Whether an input holds free text, which may be none of its control's. A pad's is hidden, and typed by the pad.
 * @param {Input} input
 * @returns {input is HTMLInputElement}
 */
function isTyped(input) {
  return ["number", "text", "hidden"].includes(input.type);
}

/**
 * @param {HTMLSelectElement} select
 * @param {string} value
 */
function writeOption(select, value) {
  if (Array.from(select.options).some((option) => option.value === value)) select.value = value;
}

/**
 * A slider clamps and rounds by itself, but takes anything that is no number for its middle.
 * @param {HTMLInputElement} slider
 * @param {string} value
 */
function writePosition(slider, value) {
  if (value.trim() !== "" && Number.isFinite(Number(value))) slider.value = value;
}
