// @ts-check
import { latest } from "../../figure/latest.js";
import { pressButton } from "../../figure/press_button.js";
import { asFailure } from "../../loading/failure.js";
import {
  CHECKS_CLOSE, CHECKS_COUNT, CHECKS_NONE, CHECKS_OF, CHECKS_RUNNING, CHECK_BROKEN, CHECK_HOLDS, CHECK_IDLE,
  CHECK_WORST,
} from "../../language/words.js";
import { withValues } from "../../language/with_values.js";

/**
 * What a figure's author says must hold in every state, with what the engine finds in the state that it is in. It is computed anew
 * with every frame, as long as the list is open.
 *
 * @typedef {import("../../worker/requests.js").Checked} Checked
 * @typedef {Object} Listed
 * @property {() => HTMLElement} figure  whose checks they are, now
 * @property {() => void} onClose
 */

const MARKS = { holds: "✓", broken: "✗", idle: "–" };
const SAID = { holds: CHECK_HOLDS, broken: CHECK_BROKEN, idle: CHECK_IDLE };

export class CheckList {
  element = document.createElement("section");
  #listed;
  #says = document.createElement("p");
  #list = document.createElement("ul");
  #over = new AbortController();
  #work = latest(async () => {}, () => this.#ask(), (error) => this.#refuse(error));

  /** @param {Listed} listed */
  constructor(listed) {
    this.#listed = listed;
    const { signal } = this.#over;
    this.element.className = "checks";
    this.element.tabIndex = -1;
    this.element.setAttribute("aria-label", withValues(CHECKS_OF, { figure: listed.figure().id }));
    this.#says.setAttribute("role", "status");
    this.#say(CHECKS_RUNNING);
    this.element.append(this.#says, this.#list, pressButton(CHECKS_CLOSE, () => this.close()));
    this.element.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      this.close();
    });
    addEventListener("aeexplain:frame", (event) => {
      const { figure, source } = /** @type {CustomEvent<{figure: string, source: string}>} */ (event).detail;
      if (figure === listed.figure().id && source === "live" && this.element.isConnected) this.#work.ask();
    }, { signal });
  }

  /** Ask for all checks anew. */
  ask() {
    this.#work.ask();
  }

  close() {
    this.#over.abort();
    this.element.remove();
    this.#listed.onClose();
  }

  async #ask() {
    /** @type {Promise<Checked[]>} */
    const answer = new Promise((resolve) => {
      this.#listed.figure().dispatchEvent(new CustomEvent("aeexplain:check", { detail: resolve }));
    });
    const checks = await answer;
    if (this.#over.signal.aborted) return;
    this.#list.replaceChildren(...checks.map(line));
    this.#say(sentenceOf(checks));
  }

  /** @param {unknown} error */
  #refuse(error) {
    if (this.#over.signal.aborted) return;
    this.#list.replaceChildren();
    this.#say(asFailure(error).message);
  }

  /** @param {string} sentence */
  #say(sentence) {
    if (this.#says.textContent !== sentence) this.#says.textContent = sentence;
  }
}

/** @param {Checked[]} checks */
function sentenceOf(checks) {
  if (!checks.length) return CHECKS_NONE;
  const count = checks.filter(({ holds }) => holds !== false).length;
  return withValues(CHECKS_COUNT, { count, all: checks.length });
}

/** @param {Checked} check */
function line({ says, holds, left, relation, right, pairs }) {
  const item = document.createElement("li");
  const kind = holds === null ? "idle" : holds ? "holds" : "broken";
  item.className = kind;
  const mark = part("span", "mark", MARKS[kind]);
  mark.setAttribute("aria-hidden", "true");
  item.append(mark, part("span", "spoken", `${SAID[kind]}: `), part("span", "says", says));
  const of = pairs > 1 ? ` (${withValues(CHECK_WORST, { count: pairs })})` : "";
  const numbers = kind === "idle" ? CHECK_IDLE : `${left} ${relation} ${right}${of}`;
  item.append(" ", part("span", "numbers", numbers));
  return item;
}

/**
 * @param {string} tag
 * @param {string} className
 * @param {string} text
 */
function part(tag, className, text) {
  const element = document.createElement(tag);
  element.className = className;
  element.textContent = text;
  return element;
}
