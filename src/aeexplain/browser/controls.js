// @ts-check

/**
 * @typedef {Record<string, number | string | boolean>} Values  control's name → value: a number for a slider, an
 *   option's text for a choice, a boolean for a toggle
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
    if (input.type === "range") values[input.name] = Number(input.value);
    else if (input.type === "checkbox") values[input.name] = isChecked(input);
    else if (input.type !== "radio" || isChecked(input)) values[input.name] = input.value;
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
  return readValues(fresh);
}

/**
 * Move the inputs. Each takes what it can show and keeps its value otherwise; unknown names are ignored.
 * @param {HTMLFormElement} form
 * @param {Values} values  or their texts, as the address has them
 */
export function writeValues(form, values) {
  for (const input of inputsOf(form)) {
    const value = Object.hasOwn(values, input.name) ? String(values[input.name]) : "";
    if (input instanceof HTMLSelectElement) writeOption(input, value);
    else if (input.type === "range") writePosition(input, value);
    else if (input.type === "radio") input.checked ||= input.value === value;
    else if (input.type === "checkbox" && value) input.checked = value === "true";
  }
  showValues(form);
}

/**
 * Write each input's value beside it.
 * @param {HTMLFormElement} form
 */
export function showValues(form) {
  const values = readValues(form);
  for (const output of form.querySelectorAll("[data-value-of]")) {
    const value = values[output.getAttribute("data-value-of") ?? ""];
    output.textContent = String(value ?? "");
  }
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

/** @param {Input} input */
function isChecked(input) {
  return input instanceof HTMLInputElement && input.checked;
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
