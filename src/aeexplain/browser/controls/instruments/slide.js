// @ts-check
import { onArrows, onJumps } from "./arrow_keys.js";
import { reachOf } from "./axis_data.js";
import { onDrag } from "./dragging.js";
import { layHandle, tellSlider } from "./handle_element.js";
import { inputOf, labelOf } from "../control_element.js";
import { enter } from "../enter.js";
import { longStep, valueAfter } from "./places.js";
import { slideGrip } from "./slide_grips.js";

/**
 * @typedef {import("./axis_data.js").Reach} Reach
 * @typedef {import("../numbers.js").Pair} Pair
 */

/**
 * What a handle moves: a number, which something in the form holds.
 *
 * @typedef {Object} Held
 * @property {() => number} read
 * @property {() => string} text  the same as the reader sees it
 * @property {(value: number) => void} enter  as if the reader had
 */

/**
 * Return the number that a slider's input holds.
 * @param {HTMLElement} control
 * @returns {Held}
 */
export function heldByInput(control) {
  const input = inputOf(control);
  return { read: () => Number(input.value), text: () => input.value, enter: (value) => enter(input, String(value)) };
}

/** A handle on a view: a rule, a ring or a knob. What the form holds is its value. */
export class Slide {
  element;
  hovers = false;
  #control;
  #view;
  #held;
  #label;
  #grip;

  /**
   * @param {HTMLElement} control
   * @param {HTMLElement} view
   * @param {AbortSignal} signal
   * @param {Held} [held]
   */
  constructor(control, view, signal, held = heldByInput(control)) {
    const { along = "x", grip } = control.dataset;
    this.#control = control;
    this.#view = view;
    this.#held = held;
    this.#label = labelOf(control);
    this.#grip = slideGrip(grip);
    this.element = layHandle(control, view, `${grip} along-${along}`, document.createElement("span"));
    onArrows(this.element, (right, up) => this.#step(right, up), signal);
    onJumps(this.element, (jump) => this.#jump(jump), signal);
    /** From the pointer to where the handle stands, so that it does not jump when it is grasped. @type {Pair} */
    let grasped = [0, 0];
    onDrag(this.element, {
      press: ({ clientX, clientY }) => {
        const [x, y] = this.#stand();
        grasped = [x - clientX, y - clientY];
        this.element.focus({ preventScroll: true }); // Safari does not focus a button that is pressed
      },
      move: ({ clientX, clientY }) => this.#bring(clientX + grasped[0], clientY + grasped[1], this.#value),
    }, signal);
  }

  /**
   * Move the handle under a place of the browser's window.
   * @param {number} clientX
   * @param {number} clientY
   */
  moveTo(clientX, clientY) {
    this.#bring(clientX, clientY, null);
  }

  /** Stand where the input says. */
  refresh() {
    const reach = this.#reach();
    this.element.hidden = !reach;
    if (!reach) return;
    const { low, high } = this.#control.dataset;
    const now = this.#value;
    this.#grip.put(this.element, reach, now, this.#control.dataset);
    tellSlider(this.element, { label: this.#label, now, low: Number(low), high: Number(high), text: this.#held.text() });
  }

  /**
   * Return how far the handle is from a place of the browser's window, in CSS pixels.
   * @param {number} clientX
   * @param {number} clientY
   */
  distance(clientX, clientY) {
    const reach = this.#reach();
    const [x, y] = this.#stand();
    const away = /** @type {Pair} */ ([x - clientX, y - clientY]);
    return reach ? this.#grip.distance(away, this.#control.dataset) : Infinity;
  }

  /**
   * @param {number} clientX
   * @param {number} clientY
   * @param {number | null} from  where it stands that is dragged there
   */
  #bring(clientX, clientY, from) {
    const reach = this.#reach();
    if (reach) this.#enter(this.#grip.valueAt(reach, [clientX, clientY], this.#control.dataset, from));
  }

  /**
   * @param {number} right
   * @param {number} up
   */
  #step(right, up) {
    const reach = this.#reach();
    if (!reach) return;
    const steps = this.#grip.steps(reach, right, up, this.#control.dataset);
    this.#enter(valueAfter(this.#value, steps, this.#control.dataset));
  }

  /** @param {import("./arrow_keys.js").Jump} jump */
  #jump(jump) {
    const { dataset } = this.#control;
    const all = Number(dataset["steps"]);
    const steps = { first: -all, last: all, back: -longStep(dataset), on: longStep(dataset) }[jump];
    this.#enter(valueAfter(this.#value, steps, dataset));
  }

  /** @param {number} value */
  #enter(value) {
    if (Number.isFinite(value)) this.#held.enter(value); // a picture that is folded away has no places
  }

  get #value() {
    return this.#held.read();
  }

  /** Return which data stand where on the picture; null while nothing tells where the handle is to stand. */
  #reach() {
    const reach = reachOf(this.#view);
    return reach && this.#grip.stands(reach) ? reach : null;
  }

  /** Return where the handle stands in the browser's window. @returns {Pair} */
  #stand() {
    const reach = this.#reach();
    if (!reach) return [NaN, NaN];
    const [across, down] = this.#grip.shares(reach, this.#value, this.#control.dataset);
    const box = reach.picture.getBoundingClientRect();
    return [box.left + across * box.width, box.top + down * box.height];
  }
}
