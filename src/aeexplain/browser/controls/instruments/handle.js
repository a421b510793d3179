// @ts-check
import { onArrows } from "./arrow_keys.js";
import { onDrag } from "./dragging.js";
import { layHandle } from "./handle_element.js";
import { labelOf } from "../control_element.js";
import { readPair, showPair } from "../numbers.js";
import { reachOf, toData, toShares } from "./axis_data.js";
import { HANDLE_POINT } from "../../language/words.js";
import { withValues } from "../../language/with_values.js";

/**
 * @typedef {import("../numbers.js").Pair} Pair
 * @typedef {{read: (control: HTMLElement) => string, enter: (control: HTMLElement, text: string) => void}} TypedText  see typed_text.js
 */

/** The knob of one point on its view: moved by any pointer or by arrow keys. The point's text input holds where it is. */
export class Handle {
  element;
  hovers;
  #control;
  #text;
  #label;
  #view;

  /**
   * @param {HTMLElement} control
   * @param {TypedText} text
   * @param {HTMLElement} view
   * @param {AbortSignal} signal
   */
  constructor(control, text, view, signal) {
    this.hovers = "hovers" in control.dataset;
    this.#control = control;
    this.#text = text;
    this.#label = labelOf(control);
    this.#view = view;
    const looks = "cell" in control.dataset ? "ring placed" : "reticle" in control.dataset ? "reticle" : "knob";
    this.element = layHandle(control, view, this.hovers ? `${looks} hovering` : looks);

    const step = Number(control.dataset["step"]);
    onArrows(this.element, (right, up) => this.#step(right * step, up * step), signal);
    /** From the pointer to the knob's middle, so that it does not jump when it is grasped. @type {Pair} */
    let grip = [0, 0];
    onDrag(this.element, {
      press: ({ clientX, clientY }) => {
        const [x, y] = this.#middle();
        grip = [x - clientX, y - clientY];
        this.element.focus({ preventScroll: true }); // Safari does not focus a button that is pressed
      },
      move: ({ clientX, clientY }) => this.moveTo(clientX + grip[0], clientY + grip[1]),
    }, signal);
  }

  /**
   * Move the point under a place of the browser's window.
   * @param {number} clientX
   * @param {number} clientY
   */
  moveTo(clientX, clientY) {
    const reach = reachOf(this.#view);
    if (reach) this.#enter(toData(reach, clientX, clientY));
  }

  /** Stand where the input says. */
  refresh() {
    const reach = reachOf(this.#view);
    this.element.hidden = !reach;
    if (!reach) return;
    const at = this.#at();
    const [left, top] = toShares(reach, at);
    this.element.style.left = `${(left * 100).toFixed(3)}%`;
    this.element.style.top = `${(top * 100).toFixed(3)}%`;
    this.#frame(reach, at);
    this.element.setAttribute("aria-label", withValues(HANDLE_POINT, { label: this.#label, place: showPair(at) }));
  }

  /**
   * A ring is as large as what it frames.
   * @param {import("./axis_data.js").Reach} reach
   * @param {Pair} at
   */
  #frame(reach, [x, y]) {
    const cell = Number(this.#control.dataset["cell"] ?? 0);
    if (!cell) return;
    const [[left, top], [right, bottom]] = [toShares(reach, [x, y]), toShares(reach, [x + cell, y + cell])];
    this.element.style.width = `${(Math.abs(right - left) * 100).toFixed(3)}%`;
    this.element.style.height = `${(Math.abs(bottom - top) * 100).toFixed(3)}%`;
  }

  /**
   * Return how far the knob is from a place of the browser's window, in CSS pixels.
   * @param {number} clientX
   * @param {number} clientY
   */
  distance(clientX, clientY) {
    const [x, y] = this.#middle();
    return Math.hypot(x - clientX, y - clientY);
  }

  /**
   * To the right and up on the screen, whichever way the data run there.
   * @param {number} right
   * @param {number} up
   */
  #step(right, up) {
    const reach = reachOf(this.#view);
    if (!reach) return;
    const [x, y] = this.#at();
    this.#enter([x + right * Math.sign(reach.x.to - reach.x.from), y - up * Math.sign(reach.y.to - reach.y.from)]);
  }

  /** @param {Pair} point */
  #enter(point) {
    this.#text.enter(this.#control, showPair(point));
  }

  /** @returns {Pair} */
  #at() {
    return readPair(this.#text.read(this.#control)) ?? [0, 0];
  }

  /** @returns {Pair} */
  #middle() {
    const { left, top, width, height } = this.element.getBoundingClientRect();
    return [left + width / 2, top + height / 2];
  }
}
