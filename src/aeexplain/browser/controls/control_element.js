// @ts-check

/**
 * Return a form's controls, or a figure's, in the order of the page.
 * @param {HTMLElement} element
 */
export function controlsOf(element) {
  return Array.from(element.querySelectorAll("[data-control]")).filter((control) => control instanceof HTMLElement);
}

/**
 * @param {HTMLElement} control
 * @returns {string}
 */
export function nameOf(control) {
  return control.dataset["control"] ?? "";
}

/**
 * Return a control's input, the first where it has several.
 * @param {HTMLElement} control
 */
export function inputOf(control) {
  const input = control.querySelector("input");
  if (!input) throw new Error(`[aeexplain] the control ${nameOf(control)} has no input`);
  return input;
}

/**
 * Return a button of a control; null where it has none of that kind.
 * @param {HTMLElement} control
 * @param {string} selector
 */
export function buttonOf(control, selector) {
  const button = control.querySelector(selector);
  return button instanceof HTMLButtonElement ? button : null;
}

/**
 * Return what a form calls one of its controls.
 * @param {HTMLFormElement} form
 * @param {string} name
 */
export function labelNamed(form, name) {
  const control = controlsOf(form).find((control) => nameOf(control) === name);
  return control ? labelOf(control) : name;
}

/**
 * Return the words of a control's label. Of a formula only what is seen: its markup holds it a second time.
 * @param {HTMLElement} control
 */
export function labelOf(control) {
  const label = /** @type {HTMLElement | undefined} */ (control.querySelector("legend, label")?.cloneNode(true));
  for (const hidden of label?.querySelectorAll("annotation") ?? []) hidden.remove();
  return label?.textContent?.trim() ?? "";
}
