// @ts-check
import { instrumentsOf } from "../controls/bind_controls.js";
import { readValues, settleTexts, showValues, startValues, writeValues } from "../controls/form_values.js";
import { labelNamed } from "../controls/control_element.js";

/**
 * @typedef {import("../controls/form_values.js").Values} Values
 * @typedef {Object} InputCallbacks
 * @property {() => void} onTouch  the reader takes hold of something in the figure, or comes to it by keyboard
 * @property {() => void} onMove  a control has moved, by whatever means
 * @property {() => boolean} isDrawing  whether the figure still draws what was asked of it before
 */

/** What a reader moves in a figure: the inputs of its form, and the instruments that move those. */
export class FigureInputs {
  #form;
  #instruments;
  #onMove;

  /**
   * @param {HTMLElement} figure
   * @param {HTMLFormElement} form
   * @param {InputCallbacks} callbacks
   * @param {AbortSignal} signal
   */
  constructor(figure, form, { onTouch, onMove, isDrawing }, signal) {
    this.#form = form;
    this.#onMove = onMove;
    this.#instruments = instrumentsOf(figure, isDrawing, signal);
    figure.addEventListener("pointerdown", onTouch, { signal });
    figure.addEventListener("focusin", onTouch, { signal });
    form.addEventListener("input", () => this.#move(), { signal });
    form.addEventListener("change", () => settleTexts(form), { signal });
    form.addEventListener("submit", (event) => event.preventDefault(), { signal });
    form.addEventListener("reset", (event) => this.#reset(event), { signal });
  }

  /** What the controls hold now. */
  get values() {
    return readValues(this.#form);
  }

  /** What the controls held when the page was built. */
  get starts() {
    return startValues(this.#form);
  }

  /**
   * Return what the form calls a control.
   * @param {string} control
   */
  labelOf(control) {
    return labelNamed(this.#form, control);
  }

  /**
   * Take values without calling `onMove`; a control that they do not name goes to its start.
   * @param {Values} values
   */
  restore(values) {
    writeValues(this.#form, { ...this.starts, ...values });
    this.refresh();
  }

  /** Let the instruments show what the inputs hold, and what the picture has become. */
  refresh() {
    this.#instruments.refresh();
  }

  /** Stop whatever moves by itself. */
  rest() {
    this.#instruments.rest();
  }

  #move() {
    showValues(this.#form);
    this.refresh();
    this.#onMove();
  }

  /**
   * The browser would move the inputs only after this event.
   * @param {Event} event
   */
  #reset(event) {
    event.preventDefault();
    writeValues(this.#form, this.starts);
    this.#move();
  }
}
