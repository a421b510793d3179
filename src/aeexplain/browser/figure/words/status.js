// @ts-check
import { movesByItself, onceSettled } from "./settled.js";

const SECONDS_OF_A_MENTION = 5;
/** Milliseconds from when assistive technology listens to a line until it changes. */
const ANNOUNCEMENT_DELAY = 100;

/**
 * The line under a figure that tells the reader how it is doing; assistive technology reads it out as it changes. What may change
 * with each step of a control is shown at once, and read out when it has settled.
 */
export class Status {
  #line;
  #figure;
  #settle;
  #audible = false;
  /** Whether what stands there is still to be read out. */
  #unread = false;
  /** @type {ReturnType<typeof setTimeout> | null} */
  #mention = null;
  /** @type {(string | Node)[]} */
  #parts = [];

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
    this.#audible = true;
    this.#listen();
  }

  /**
   * Say a sentence; to say the last one again changes nothing. A number that changes all the time goes into `silent`, which is
   * shown but not read out.
   * @param {string} sentence
   * @param {string} [silent]
   * @param {boolean} [often]  whether another may follow at once
   */
  say(sentence, silent = "", often = false) {
    this.#line.classList.remove("spoken");
    if (!silent) {
      if (this.#parts.length !== 1 || this.#parts[0] !== sentence) this.#replace(often, sentence);
      return;
    }
    const spoken = this.#line.firstElementChild;
    const shown = spoken?.nextElementSibling;
    if (shown && spoken.textContent === sentence) {
      if (shown.textContent !== silent) shown.textContent = silent;
    } else this.#replace(often, span(sentence), hidden(span(silent)));
  }

  /**
   * Say what is as it should be: for assistive technology alone, the eye has the dot before the line.
   * @param {string} sentence
   * @param {boolean} [often]  whether another may follow at once
   */
  whisper(sentence, often = false) {
    this.say(sentence, "", often);
    this.#line.classList.add("spoken");
  }

  /**
   * Say a sentence with a button after it.
   * @param {string} sentence
   * @param {string} label
   * @param {() => void} action
   */
  offer(sentence, label, action) {
    this.#line.classList.remove("spoken");
    const [sentenceShown, buttonShown] = this.#parts;
    const again = buttonShown instanceof HTMLButtonElement && buttonShown.textContent === label;
    if (sentenceShown === `${sentence} ` && again) return;
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = label;
    button.addEventListener("click", () => {
      // The button is about to go: whoever came by keyboard stays at this place in the page.
      this.#line.tabIndex = -1;
      this.#line.focus({ preventScroll: true });
      action();
    });
    this.#replace(again, `${sentence} `, button);
  }

  /**
   * Say something for some seconds, then again what was there before.
   * @param {string} sentence
   */
  mention(sentence) {
    this.#forgetMention();
    this.#unread = false;
    this.#listen();
    this.#line.replaceChildren(sentence);
    const quiet = this.#line.classList.contains("spoken");
    this.#line.classList.remove("spoken");
    this.#mention = setTimeout(() => {
      this.#mention = null;
      this.#line.classList.toggle("spoken", quiet);
      this.#line.replaceChildren(...this.#parts);
    }, SECONDS_OF_A_MENTION * 1000);
  }

  /**
   * @param {boolean} often
   * @param {(string | Node)[]} parts
   */
  #replace(often, ...parts) {
    this.#forgetMention();
    this.#parts = parts;
    this.#unread = often || movesByItself(this.#figure);
    if (this.#unread) this.#line.setAttribute("aria-live", "off");
    else this.#listen();
    this.#line.replaceChildren(...parts);
    if (this.#unread) this.#settle();
  }

  /** What stands there is put there once more, now that somebody listens. */
  #readOut() {
    if (!this.#unread) return;
    this.#unread = false;
    this.#listen();
    setTimeout(() => {
      const busy = this.#unread || this.#mention !== null || this.#line.contains(document.activeElement);
      if (!busy) this.#line.replaceChildren(...this.#parts);
    }, ANNOUNCEMENT_DELAY);
  }

  #listen() {
    if (this.#audible && !this.#unread) this.#line.removeAttribute("aria-live");
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
