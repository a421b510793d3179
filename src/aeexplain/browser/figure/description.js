// @ts-check
import { onceSettled } from "./settled.js";

/**
 * The sentence that tells a figure's state. What is seen of it follows each picture; what assistive technology reads out, the live
 * region, waits until the state has settled.
 */
export class Description {
  #spoken;
  #seen;
  #settle;

  /**
   * @param {HTMLElement} figure
   * @param {AbortSignal} signal
   */
  constructor(figure, signal) {
    this.#spoken = figure.querySelector("[data-describe]");
    this.#seen = this.#spoken && twin(this.#spoken);
    this.#settle = onceSettled(figure, () => this.#speak(), signal);
  }

  /** @param {string} sentence */
  show(sentence) {
    if (!this.#seen || this.#seen.textContent === sentence) return;
    this.#seen.textContent = sentence;
    this.#settle();
  }

  #speak() {
    const sentence = this.#seen?.textContent ?? "";
    if (this.#spoken && this.#spoken.textContent !== sentence) this.#spoken.textContent = sentence;
  }
}

/**
 * Put what is seen into the place of what is spoken, which from now on is for assistive technology alone.
 * @param {Element} spoken
 */
function twin(spoken) {
  const seen = document.createElement("p");
  seen.className = spoken.className;
  seen.textContent = spoken.textContent;
  seen.setAttribute("aria-hidden", "true");
  spoken.before(seen);
  spoken.className = "spoken";
  return seen;
}
