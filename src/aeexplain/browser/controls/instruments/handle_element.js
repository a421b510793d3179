// @ts-check
import { nameOf } from "../control_element.js";

/**
 * Lay a button on a view by which a control is moved, and return it. It tells which control it is of, and what a hand does with it.
 * @param {HTMLElement} control
 * @param {HTMLElement} view
 * @param {string} looks  its classes beside "handle", which the style sheet knows
 * @param {HTMLElement[]} parts
 */
export function layHandle(control, view, looks, ...parts) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = `handle ${looks}`;
  button.dataset["of"] = nameOf(control);
  button.dataset["hint"] = control.dataset["hint"] ?? "";
  button.append(...parts);
  view.append(button);
  return button;
}

/**
 * Tell assistive technology that a button is a slider, and where it stands.
 * @param {HTMLElement} button
 * @param {{label: string, now: number, low: number, high: number, text: string}} slider
 */
export function tellSlider(button, { label, now, low, high, text }) {
  button.setAttribute("role", "slider");
  button.setAttribute("aria-label", label);
  button.setAttribute("aria-valuemin", String(low));
  button.setAttribute("aria-valuemax", String(high));
  button.setAttribute("aria-valuenow", String(now));
  button.setAttribute("aria-valuetext", text);
}
