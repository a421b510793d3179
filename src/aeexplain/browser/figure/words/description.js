// @ts-check
import { onceSettled } from "./settled.js";

/** The sentence that tells a figure's state to assistive technology. It waits until the state has settled. */
export class Description {
  #spoken;
  #sentence = "";
  #settle;

  /**
   * @param {HTMLElement} figure
   * @param {AbortSignal} signal
   */
  constructor(figure, signal) {
    this.#spoken = figure.querySelector("[data-describe]");
    this.#sentence = this.#spoken?.textContent ?? "";
    this.#settle = onceSettled(figure, () => this.#speak(), signal);
  }

  /** @param {string} sentence */
  show(sentence) {
    if (this.#sentence === sentence) return;
    this.#sentence = sentence;
    this.#settle();
  }

  #speak() {
    if (this.#spoken && this.#spoken.textContent !== this.#sentence) this.#spoken.textContent = this.#sentence;
  }
}
