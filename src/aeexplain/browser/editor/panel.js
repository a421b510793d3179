// @ts-check
import { pressButton } from "../figure/press_button.js";
import { CHECK_STYLE, PANEL_STYLE } from "./panel_style.js";
import {
  CHECK, CHECK_EDIT, EDIT_BACK, EDIT_CALLED_FROM, EDIT_COMPARE, EDIT_COMPARE_TITLE, EDIT_DOWNLOAD, EDIT_DOWNLOAD_TITLE, EDIT_GO_TO_LINE,
  EDIT_HIDE, EDIT_HIDE_TITLE, EDIT_LINE, EDIT_LINK, EDIT_LINK_TITLE, EDIT_PANEL, EDIT_RESET, EDIT_RESET_TITLE,
  EDIT_RUN, EDIT_RUN_TITLE, EDIT_SHOW_CODE, EDIT_SHOW_CODE_TITLE,
} from "../language/words.js";
import { withValues } from "../language/with_values.js";

/**
 * The panel under an edited figure: what is said of the edit, its buttons, and the places of the editor and of the comparison. It is a
 * shadow tree, since there the editor may have style sheets of its own.
 *
 * @typedef {Record<"run" | "compare" | "check" | "link" | "download" | "hide" | "reset", () => void>} Presses
 */

const BUTTONS = /** @type {const} */ ({
  run: [EDIT_RUN, EDIT_RUN_TITLE],
  compare: [EDIT_COMPARE, EDIT_COMPARE_TITLE],
  check: [CHECK, CHECK_EDIT],
  link: [EDIT_LINK, EDIT_LINK_TITLE],
  download: [EDIT_DOWNLOAD, EDIT_DOWNLOAD_TITLE],
  hide: [EDIT_HIDE, EDIT_HIDE_TITLE],
  reset: [EDIT_RESET, EDIT_RESET_TITLE],
});

export class Panel {
  host = document.createElement("div");
  root = this.host.attachShadow({ mode: "open" });
  /** Where the editor goes. */
  code = box("code");
  #says = document.createElement("p");
  #fault = box("fault");
  #goTo = document.createElement("button");
  #faultWords = document.createElement("span");
  #faultHint = document.createElement("span");
  #comparison = document.createElement("pre");
  #buttons;
  #body = box("body");

  /**
   * @param {string} title
   * @param {Partial<Presses>} presses  in the order of the buttons
   * @param {(line: number) => void} onGoTo
   * @param {Record<string, readonly [words: string, title: string]>} [names]  of buttons that are called otherwise here
   */
  constructor(title, presses, onGoTo, names = {}) {
    this.host.className = "edit-panel";
    this.root.adoptedStyleSheets = [PANEL_STYLE, CHECK_STYLE];
    const section = document.createElement("section");
    section.setAttribute("aria-label", withValues(EDIT_PANEL, { figure: title }));
    this.#says.className = "says";
    this.#says.setAttribute("role", "status");
    const called = /** @type {Record<string, readonly [words: string, title: string]>} */ ({ ...BUTTONS, ...names });
    this.#buttons = Object.fromEntries(Object.entries(presses).map(([name, onPress]) => [name, namedButton(called[name] ?? [name, name], onPress)]));
    const bar = box("bar");
    const buttons = box("buttons");
    buttons.append(...Object.values(this.#buttons));
    bar.append(this.#says, buttons);
    this.#fault.hidden = true;
    this.#fault.setAttribute("aria-live", "polite");
    this.#goTo.type = "button";
    this.#goTo.addEventListener("click", () => onGoTo(Number(this.#goTo.dataset["line"])));
    this.#faultHint.className = "hint";
    this.#fault.append(this.#faultWords, this.#faultHint, " ", this.#goTo);
    this.#comparison.hidden = true;
    this.#comparison.tabIndex = 0;
    this.#comparison.setAttribute("role", "group");
    this.#comparison.setAttribute("aria-label", EDIT_COMPARE_TITLE);
    this.#body.append(this.code, this.#comparison);
    section.append(bar, this.#fault, this.#body);
    this.root.append(section);
  }

  /** @param {string} sentence */
  say(sentence) {
    if (this.#says.textContent !== sentence) this.#says.textContent = sentence;
  }

  /**
   * Tell what is wrong, beside the editor, which shows it at its line.
   * @param {{what: string, line: number, hint: string, calls: Array<[number, string]>} | null} fault
   */
  showFault(fault) {
    this.#fault.hidden = !fault;
    if (!fault) return;
    const lines = fault.calls.slice(0, -1).map(([line]) => withValues(EDIT_LINE, { line })).join(", ");
    const way = lines && ` ${withValues(EDIT_CALLED_FROM, { lines })}`;
    this.#faultWords.textContent = `${fault.what}${way}`;
    this.#faultHint.textContent = fault.hint && `; ${fault.hint}`;
    this.#goTo.hidden = !fault.line;
    this.#goTo.dataset["line"] = String(fault.line);
    this.#goTo.textContent = withValues(EDIT_GO_TO_LINE, { line: fault.line });
  }

  /** @param {HTMLElement | null} list  of checks, under the buttons; null where none is to be seen */
  showChecks(list) {
    if (list) this.#fault.after(list);
    else this.#buttons["check"]?.focus();
  }

  get isHidden() {
    return this.#body.hidden;
  }

  /** @param {boolean} hidden  whether the code is */
  hide(hidden) {
    this.#body.hidden = hidden;
    this.host.classList.toggle("closed", hidden);
    rename(this.#buttons["hide"], hidden ? [EDIT_SHOW_CODE, EDIT_SHOW_CODE_TITLE] : BUTTONS.hide);
  }

  get compares() {
    return !this.#comparison.hidden;
  }

  /** @param {Node[] | null} lines  of the comparison; null shows the code again */
  compare(lines) {
    this.#comparison.hidden = !lines;
    this.code.hidden = Boolean(lines);
    if (lines) this.#comparison.replaceChildren(...lines);
    rename(this.#buttons["compare"], lines ? [EDIT_BACK, EDIT_BACK] : BUTTONS.compare);
  }

  /** Go to the buttons, out of the editor. */
  leaveEditor() {
    this.#buttons["run"]?.focus();
  }
}

/** @param {string} className */
function box(className) {
  const element = document.createElement("div");
  element.className = className;
  return element;
}

/**
 * @param {readonly [words: string, title: string]} names
 * @param {() => void} onPress
 */
function namedButton(names, onPress) {
  const button = pressButton(names[0], onPress);
  rename(button, names);
  return button;
}

/**
 * @param {HTMLElement | undefined} button
 * @param {readonly [words: string, title: string]} words
 */
function rename(button, [words, title]) {
  if (!button) return;
  button.textContent = words;
  button.title = title;
}
