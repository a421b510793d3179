// @ts-check

const SECONDS_OF_A_MENTION = 5;

/** The line under a figure that tells the reader how it is doing; assistive technology reads it out as it changes. */
export class Status {
  #line;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  /** @type {(string | Node)[]} */
  #lasting = [];

  /**
   * A line that nobody has asked for is not read out until `speak`.
   * @param {HTMLElement} line
   */
  constructor(line) {
    this.#line = line;
    line.setAttribute("aria-live", "off");
  }

  /** Let assistive technology read out what changes from now on. */
  speak() {
    this.#line.removeAttribute("aria-live");
  }

  /**
   * Say a sentence; to say the last one again changes nothing. A number that changes all the time goes into `aside`, which is shown but not read out.
   * @param {string} sentence
   * @param {string} [aside]
   */
  say(sentence, aside = "") {
    if (!aside) return this.#lasting.length === 1 && this.#lasting[0] === sentence ? undefined : this.#last(sentence);
    const spoken = this.#line.firstElementChild;
    const shown = spoken?.nextElementSibling;
    if (shown && spoken.textContent === sentence) {
      if (shown.textContent !== aside) shown.textContent = aside;
    } else this.#last(span(sentence), hidden(span(aside)));
  }

  /**
   * Say a sentence with a button after it.
   * @param {string} sentence
   * @param {string} label
   * @param {() => void} action
   */
  offer(sentence, label, action) {
    const [said, there] = this.#lasting;
    if (said === `${sentence} ` && there instanceof HTMLButtonElement && there.textContent === label) return;
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = label;
    button.addEventListener("click", () => {
      // The button is about to go: whoever came by keyboard stays at this place in the page.
      this.#line.tabIndex = -1;
      this.#line.focus({ preventScroll: true });
      action();
    });
    this.#last(`${sentence} `, button);
  }

  /**
   * Say something for some seconds, then again what was there before.
   * @param {string} sentence
   */
  mention(sentence) {
    clearTimeout(this.#timer);
    this.#line.replaceChildren(sentence);
    this.#timer = setTimeout(() => this.#line.replaceChildren(...this.#lasting), SECONDS_OF_A_MENTION * 1000);
  }

  /** @param {(string | Node)[]} parts */
  #last(...parts) {
    clearTimeout(this.#timer);
    this.#lasting = parts;
    this.#line.replaceChildren(...parts);
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
