// @ts-check
import { Board } from "./point_board.js";
import { enter } from "./form_values.js";
import { lattice } from "./cell_grid.js";
import { pad } from "./pad.js";
import { player } from "./play.js";
import { onSwipe } from "./swipe.js";
import { controlOf } from "./read_text.js";
import { turn } from "./rotation.js";

/**
 * What a control has beside its native input: handles on a drawing, a pad, a button. The input alone holds the value.
 *
 * @typedef {Object} Instrument
 * @property {() => unknown} [refresh]  show what the input holds; the picture may be another one as well
 * @property {() => unknown} [rest]  stop whatever moves by itself
 */

/**
 * Give a figure's controls their instruments.
 * @param {HTMLElement} figure
 * @param {() => boolean} busy  whether the figure is still drawing
 * @param {AbortSignal} signal
 * @returns {Required<Instrument>}  all of them as one
 */
export function instrumentsOf(figure, busy, signal) {
  /** @type {Instrument[]} */
  const instruments = [
    ...boards(figure, signal),
    ...inputsOf(figure, '[data-kind="rotation"]').map((input) => turn(input, viewOf(figure, input), signal)),
    ...inputsOf(figure, '[data-kind="cells"]').map((input) => lattice(input, viewOf(figure, input), signal)),
    ...inputsOf(figure, '[data-kind="pad"]').map((input) => pad(input, signal)),
  ];
  for (const slider of figure.querySelectorAll("input[type=range]")) {
    if (slider instanceof HTMLInputElement) onSwipe(slider, signal);
  }
  for (const button of buttonsOf(figure, "[data-play]")) {
    instruments.push(player(figure, neighbour(button), button, busy, signal));
  }
  for (const button of buttonsOf(figure, "[data-next]")) {
    button.addEventListener("click", () => next(neighbour(button)), { signal });
  }
  return {
    refresh: () => instruments.forEach((instrument) => instrument.refresh?.()),
    rest: () => instruments.forEach((instrument) => instrument.rest?.()),
  };
}

/**
 * @param {HTMLElement} figure
 * @param {AbortSignal} signal
 */
function boards(figure, signal) {
  /** @type {Map<HTMLElement, HTMLInputElement[]>} */
  const inputs = new Map();
  for (const input of inputsOf(figure, '[data-kind="point"]')) {
    const view = viewOf(figure, input);
    inputs.set(view, [...(inputs.get(view) ?? []), input]);
  }
  return [...inputs].map(([view, inputs]) => new Board(figure, view, inputs, signal));
}

/**
 * The next whole number, and the lowest after the highest.
 * @param {HTMLInputElement} input
 */
function next(input) {
  const value = Number(input.value) + 1;
  enter(input, value > Number(input.max) ? input.min : String(value));
}

/**
 * @param {HTMLElement} figure
 * @param {string} kind  a selector of controls
 */
function inputsOf(figure, kind) {
  return Array.from(figure.querySelectorAll(`[data-control]${kind} input`)).filter(
    (input) => input instanceof HTMLInputElement,
  );
}

/**
 * @param {HTMLElement} figure
 * @param {string} selector
 */
function buttonsOf(figure, selector) {
  return Array.from(figure.querySelectorAll(selector)).filter((button) => button instanceof HTMLButtonElement);
}

/** @param {HTMLButtonElement} button */
function neighbour(button) {
  const input = controlOf(button).querySelector("input");
  if (!input) throw new Error("[aeexplain] a button has no input beside it");
  return input;
}

/**
 * @param {HTMLElement} figure
 * @param {HTMLInputElement} input
 */
function viewOf(figure, input) {
  const name = controlOf(input).dataset["on"];
  const view = figure.querySelector(`[data-view="${name}"]`);
  if (!(view instanceof HTMLElement)) throw new Error(`[aeexplain] ${figure.id}: there is no view ${name} to point at`);
  return view;
}
