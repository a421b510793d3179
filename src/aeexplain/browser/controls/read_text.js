// @ts-check
import { readCells, showCells } from "./cells.js";
import { clamp, readPair, round, showPair } from "./pair.js";
import { readStrokes } from "./strokes.js";

/**
 * Return a typed or linked text as its control would show it, in range; null where it is none of the control's.
 * @param {HTMLInputElement} input  of a seed, a point, a rotation, cells or a pad
 * @param {string} text
 * @returns {string | null}
 */
export function tidy(input, text) {
  if (input.type === "number") return tidyNumber(text, Number(input.min), Number(input.max));
  const control = controlOf(input);
  if (control.dataset["kind"] === "point") return tidyPlace(text, control);
  if (control.dataset["kind"] === "rotation") return tidyAngles(text);
  if (control.dataset["kind"] === "cells") return tidyCells(text, control);
  return readStrokes(text) && text;
}

/**
 * @param {Element} input
 * @returns {HTMLElement}
 */
export function controlOf(input) {
  const control = input.closest("[data-control]");
  if (!(control instanceof HTMLElement)) throw new Error("[aeexplain] an input stands outside of any control");
  return control;
}

/**
 * Return what a form calls one of its controls.
 * @param {HTMLFormElement} form
 * @param {string} name
 */
export function nameOf(form, name) {
  const control = form.querySelector(`[data-control="${name}"]`);
  return control instanceof HTMLElement ? labelOf(control) : name;
}

/**
 * Return the words of a control's label. Of a formula only what is seen: its markup holds it a second time.
 * @param {HTMLElement} control
 */
export function labelOf(control) {
  const label = /** @type {HTMLElement | undefined} */ (control.querySelector("legend, label")?.cloneNode(true));
  for (const hidden of label?.querySelectorAll(".katex-mathml") ?? []) hidden.remove();
  return label?.textContent?.trim() ?? "";
}

/**
 * @param {string} text
 * @param {number} low
 * @param {number} high
 */
function tidyNumber(text, low, high) {
  const number = text.trim() === "" ? NaN : Number(text);
  return Number.isFinite(number) ? String(Math.round(clamp(number, [low, high]))) : null;
}

/**
 * @param {string} text
 * @param {HTMLElement} control
 */
function tidyPlace(text, control) {
  const place = readPair(text);
  const x = readPair(control.dataset["x"] ?? "");
  const y = readPair(control.dataset["y"] ?? "");
  if (!place || !x || !y) return null;
  return showPair([round(clamp(place[0], x), 3), round(clamp(place[1], y), 3)]);
}

/**
 * @param {string} text
 * @param {HTMLElement} control
 */
function tidyCells(text, control) {
  const cells = readCells(text);
  const count = Number(control.dataset["columns"]) * Number(control.dataset["rows"]);
  return cells && showCells(cells.filter((cell) => cell < count));
}

/** @param {string} text */
function tidyAngles(text) {
  const angles = readPair(text);
  if (!angles) return null;
  const azimuth = ((((angles[0] + 180) % 360) + 360) % 360) - 180;
  return showPair([round(azimuth, 1), round(clamp(angles[1], [-90, 90]), 1)]);
}
