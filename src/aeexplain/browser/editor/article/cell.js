// @ts-check
import { comparison } from "../comparison.js";
import { Panel } from "../panel.js";
import { dressPage } from "../panel_style.js";
import {
  CODE_CHECK_HOLDS, CODE_DOWNLOAD_TITLE, CODE_LABEL, CODE_NOT_YET, CODE_NOT_YET_SINCE, CODE_THIS_ARTICLE, EDIT_AT_LINE, EDIT_DOWNLOAD,
} from "../../language/words.js";
import { withValues } from "../../language/with_values.js";

/**
 * One piece of an article's code: as the build has it, until a reader opens it; then an editor stands in the listing's place.
 *
 * @typedef {import("../edited_engine.js").Fault} Fault
 * @typedef {import("../edited_engine.js").CellResult} CellResult
 * @typedef {Record<"onChange" | "onRun" | "onReset" | "onLink" | "onDownload", () => void>} Hears
 */

export class Cell {
  element;
  original;
  check;
  solution;
  /** Whether the check of an exercise held when it last ran. */
  holds = false;
  #listing;
  #output;
  #static;
  #offer;
  #says = document.createElement("p");
  /** @type {Panel | null} */
  #panel = null;
  /** @type {import("../code_editor.js").CodeEditor | null} */
  #editor = null;

  /** @param {Element} element */
  constructor(element) {
    this.element = element;
    this.#listing = element.querySelector(":scope > .listing");
    this.#output = element.querySelector("[data-output]");
    this.#offer = element.querySelector(".edit-code");
    this.#static = this.#output?.innerHTML ?? "";
    this.original = codeIn(element, ":scope > .listing");
    this.check = codeIn(element, "[data-part=check]");
    this.solution = codeIn(element, "[data-part=solution]");
    this.#says.className = "cell-says";
    this.#says.setAttribute("role", "status");
  }

  get text() {
    return this.#editor?.text ?? this.original;
  }

  get isOpen() {
    return this.#editor !== null;
  }

  get isEdited() {
    return this.text !== this.original;
  }

  /**
   * Let an editor stand in the listing's place.
   * @param {string} editorUrl
   * @param {Hears} hears
   * @param {string} [text]  the edit that a link has brought
   */
  async open(editorUrl, { onChange, onRun, onReset, onLink, onDownload }, text = this.original) {
    if (this.isOpen) return;
    /** @type {typeof import("../code_editor.js")} */
    const { CodeEditor } = await import(editorUrl);
    dressPage();
    const reset = () => {
      this.close();
      onReset();
    };
    const presses = { run: onRun, compare: () => this.#compare(), link: onLink, download: onDownload, reset };
    const names = /** @type {const} */ ({ download: [EDIT_DOWNLOAD, CODE_DOWNLOAD_TITLE] });
    const panel = new Panel(CODE_THIS_ARTICLE, presses, (line) => this.#editor?.goTo(line), names);
    panel.host.classList.add("of-cell");
    this.#listing?.after(panel.host);
    this.#panel = panel;
    this.#editor = new CodeEditor({
      place: panel.code,
      root: panel.root,
      text,
      label: CODE_LABEL,
      onChange,
      onRun,
      onLeave: () => panel.leaveEditor(),
    });
    this.#show(true);
    this.#editor.focus();
  }

  /** Take the editor away: what the article has stands there again. */
  close() {
    this.#editor?.destroy();
    this.#panel?.host.remove();
    this.#editor = this.#panel = null;
    this.#show(false);
    this.restore();
    this.#offer?.querySelector("button")?.focus();
  }

  /** What came of it when the site was built. */
  restore() {
    this.#say("");
    this.#showFault(null);
    this.stale(false);
    if (this.#output && this.#output.innerHTML !== this.#static) this.#output.innerHTML = this.#static;
  }

  /** @param {boolean} stale  whether what stands there came of other code than stands above it */
  stale(stale) {
    this.#output?.classList.toggle("stale", stale);
  }

  /** @param {string} sentence */
  tell(sentence) {
    this.#panel?.say(sentence);
  }

  /** @param {CellResult} result  what came of it; its HTML is safe */
  show({ html, holds, unmet }) {
    this.holds = holds ?? false;
    if (this.#output) this.#output.innerHTML = html;
    this.stale(false);
    this.#showFault(null);
    if (holds !== undefined) this.#say(holds ? CODE_CHECK_HOLDS : withValues(CODE_NOT_YET_SINCE, { unmet: unmet ?? "" }));
  }

  /** What came of it before stays. @param {Fault} fault */
  fail(fault) {
    this.holds = false;
    this.stale(true);
    this.#showFault(fault);
    if (!this.#panel) this.#say(fault.line ? withValues(EDIT_AT_LINE, { what: fault.what, line: fault.line }) : fault.what, true);
    else if (this.check) this.#say(CODE_NOT_YET);
  }

  #compare() {
    this.#panel?.compare(this.#panel.compares ? null : comparison(this.original, this.text));
  }

  /** @param {Fault | null} fault */
  #showFault(fault) {
    this.#panel?.showFault(fault);
    this.#editor?.show(fault);
    if (!fault) this.#say("");
  }

  /**
   * @param {string} sentence
   * @param {boolean} [isFault]
   */
  #say(sentence, isFault = false) {
    this.#says.classList.toggle("fault", isFault);
    if (this.#says.textContent !== sentence) this.#says.textContent = sentence;
    if (sentence && !this.#says.isConnected) this.#output?.before(this.#says);
  }

  /** @param {boolean} open */
  #show(open) {
    for (const element of [this.#listing, this.#offer]) if (element instanceof HTMLElement) element.hidden = open;
  }
}

/**
 * Return the code in a listing; "" where there is none.
 * @param {Element} element
 * @param {string} place
 */
function codeIn(element, place) {
  const code = element.querySelector(`${place} code`)?.textContent;
  return code ? `${code}\n` : "";
}
