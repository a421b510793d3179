// @ts-check
import { movesByItself, onceSettled } from "./settled.js";

const SECONDS_OF_A_MENTION = 5;
const MOMENT = 100; // milliseconds from when a line is listened to until it changes

/**
 * The line under a figure that tells the reader how it is doing; assistive technology reads it out as it changes. What may change
 * with each step of a control is shown at once, and read out when it has settled.
 */
export class Status {
  #line;
  #figure;
  #settle;
  #asked = false;
  #waits = false; // until it is read out
  /** @type {ReturnType<typeof setTimeout> | null} */
  #mention = null;
  /** @type {(string | Node)[]} */
  #lasting = [];

  /**
   * A line that nobody has asked for is not read out until `speak`.
   * @param {HTMLElement} line
   * @param {HTMLElement} figure
   * @param {AbortSignal} signal
   */
  constructor(line, figure, signal) {
    this.#line = line;
    this.#figure = figure;
    this.#settle = onceSettled(figure, () => this.#readOut(), signal);
    line.setAttribute("aria-live", "off");
  }

  /** Let assistive technology read out what changes from now on. */
  speak() {
    this.#asked = true;
    this.#open();
  }

  /**
   * Say a sentence; to say the last one again changes nothing. A number that changes all the time goes into `aside`, which is shown but not read out.
   * @param {string} sentence
   * @param {string} [aside]
   * @param {boolean} [often]  whether another may follow at once
   */
  say(sentence, aside = "", often = false) {
    if (!aside) {
      if (this.#lasting.length !== 1 || this.#lasting[0] !== sentence) this.#last(often, sentence);
      return;
    }
    const spoken = this.#line.firstElementChild;
    const shown = spoken?.nextElementSibling;
    if (shown && spoken.textContent === sentence) {
      if (shown.textContent !== aside) shown.textContent = aside;
    } else this.#last(often, span(sentence), hidden(span(aside)));
  }

  /**
   * Say a sentence with a button after it.
   * @param {string} sentence
   * @param {string} label
   * @param {() => void} action
   */
  offer(sentence, label, action) {
    const [said, there] = this.#lasting;
    const again = there instanceof HTMLButtonElement && there.textContent === label;
    if (said === `${sentence} ` && again) return;
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = label;
    button.addEventListener("click", () => {
      // The button is about to go: whoever came by keyboard stays at this place in the page.
      this.#line.tabIndex = -1;
      this.#line.focus({ preventScroll: true });
      action();
    });
    this.#last(again, `${sentence} `, button);
  }

  /**
   * Say something for some seconds, then again what was there before.
   * @param {string} sentence
   */
  mention(sentence) {
    this.#forgetMention();
    this.#waits = false;
    this.#open();
    this.#line.replaceChildren(sentence);
    this.#mention = setTimeout(() => {
      this.#mention = null;
      this.#line.replaceChildren(...this.#lasting);
    }, SECONDS_OF_A_MENTION * 1000);
  }

  /**
   * @param {boolean} often
   * @param {(string | Node)[]} parts
   */
  #last(often, ...parts) {
    this.#forgetMention();
    this.#lasting = parts;
    this.#waits = often || movesByItself(this.#figure);
    if (this.#waits) this.#line.setAttribute("aria-live", "off");
    else this.#open();
    this.#line.replaceChildren(...parts);
    if (this.#waits) this.#settle();
  }

  /** What stands there is put there once more, now that somebody listens. */
  #readOut() {
    if (!this.#waits) return;
    this.#waits = false;
    this.#open();
    setTimeout(() => {
      const busy = this.#waits || this.#mention !== null || this.#line.contains(document.activeElement);
      if (!busy) this.#line.replaceChildren(...this.#lasting);
    }, MOMENT);
  }

  #open() {
    if (this.#asked && !this.#waits) this.#line.removeAttribute("aria-live");
  }

  #forgetMention() {
    if (this.#mention !== null) clearTimeout(this.#mention);
    this.#mention = null;
  }
}

/** @param {string} text */
function span(text) {
  const element = document.createElement("span");
  element.textContent = text;
  return element;
}

/** @param {HTMLElement} element */
function hidden(element) {
  element.setAttribute("aria-hidden", "true");
  return element;
}
