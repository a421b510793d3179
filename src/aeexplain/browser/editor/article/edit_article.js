// @ts-check
import { asFailure } from "../../loading/failure.js";
import { offerFile } from "../download.js";
import { MOST_CHARACTERS, decodeEdit, encodeEdit } from "../edit_code.js";
import { ENDED, EditFailure, EditedEngine, SECONDS_WITHOUT_FRAME } from "../edited_engine.js";
import { Cell } from "./cell.js";
import { toCellFragment } from "./cell_address.js";
import { cellsFile, fileName } from "./cells_file.js";
import {
  CODE_DOWNLOADED, CODE_ENDLESS, CODE_OWN, CODE_STARTING, CODE_STARTING_SIZE, CODE_WAITS, EDIT_EDITED, EDIT_LINK_COPIED, EDIT_TOO_LONG,
  LINK_NOT_COPIED,
} from "../../language/words.js";
import { withValues } from "../../language/with_values.js";
import { decimal, megabytes } from "../../figure/words/messages.js";

/**
 * An article's code, which runs in one scope and in its order. Whatever changes, it runs from its beginning: so what stands under a
 * piece of code always follows from the text above it. What comes after the change is stale until it has run again.
 *
 * @typedef {import("../../page/page_data.js").Page} Page
 */

/** After the last key. */
const MILLISECONDS_OF_REST = 300;

export class ArticleCode {
  #runtime;
  #cells;
  #engine;
  #typed = 0;
  #asked = 0;
  #runs = false;

  /**
   * @param {Document} document
   * @param {import("../../page/page_data.js").Runtime} runtime
   * @param {Page["demos"]} demos
   */
  constructor(document, runtime, demos) {
    this.#runtime = runtime;
    this.#cells = Array.from(document.querySelectorAll("[data-code-cell]"), (element) => new Cell(element));
    this.#engine = new EditedEngine(runtime, demos, { demo: "", figure: "code", options: {} }, () => {});
    this.#engine.addEventListener("change", () => this.#tellEngine());
  }

  /**
   * Let a reader edit one of the pieces.
   * @param {number} index  from 0
   * @param {string} [text]  the edit that a link has brought
   */
  async open(index, text) {
    const url = this.#runtime.codeEditor?.url ?? "";
    await this.#cells[index]?.open(url, {
      onChange: () => this.#onType(index),
      onRun: () => this.#ask(),
      onReset: () => this.#ask(),
      onLink: () => void this.#copyLink(index),
      onDownload: () => this.#download(index),
    }, text);
    this.#ask();
  }

  /**
   * Show the edits that a link has brought, all or none. One that cannot be read: an Error says why.
   * @param {import("./cell_address.js").Edits} edits
   */
  async openEdits(edits) {
    const texts = await Promise.all(Array.from(edits, async ([index, code]) => {
      return /** @type {const} */ ([index, await decodeEdit(this.#cells[index]?.original ?? "", code)]);
    }));
    for (const [index, text] of texts) await this.open(index, text);
  }

  /** A link carries all that is edited, since one piece follows from the others. @param {number} index  of the piece where it was asked for */
  async #copyLink(index) {
    const wanted = this.#cells.flatMap((cell, i) => (cell.isEdited ? [i] : []));
    const edits = new Map(await Promise.all((wanted.length ? wanted : [index]).map(async (i) => {
      return /** @type {[number, string]} */ ([i, await encodeEdit(this.#cells[i]?.original ?? "", this.#cells[i]?.text ?? "")]);
    })));
    const fragment = toCellFragment(edits);
    if (fragment.length > MOST_CHARACTERS) {
      return this.#cells[index]?.tell(withValues(EDIT_TOO_LONG, { count: decimal(fragment.length / 1000), most: MOST_CHARACTERS }));
    }
    try {
      await navigator.clipboard.writeText(new URL(fragment, location.href).href);
      this.#cells[index]?.tell(EDIT_LINK_COPIED);
    } catch {
      history.replaceState(history.state, "", fragment);
      this.#cells[index]?.tell(LINK_NOT_COPIED);
    }
  }

  /** @param {number} index  of the piece where it was asked for */
  #download(index) {
    const { origin, pathname } = location;
    offerFile(fileName(pathname), cellsFile(document.title, origin + pathname, this.#cells));
    this.#cells[index]?.tell(CODE_DOWNLOADED);
  }

  /** @param {number} index */
  #onType(index) {
    for (const cell of this.#cells.slice(index)) cell.stale(true);
    clearTimeout(this.#typed);
    this.#typed = window.setTimeout(() => this.#ask(), MILLISECONDS_OF_REST);
  }

  #ask() {
    clearTimeout(this.#typed);
    this.#asked += 1;
    if (!this.#runs) void this.#runWhileAsked();
  }

  async #runWhileAsked() {
    this.#runs = true;
    for (let round = 0; round !== this.#asked; ) {
      round = this.#asked;
      await this.#runAll(() => round !== this.#asked);
    }
    this.#runs = false;
  }

  /**
   * Run what is open, and all where something is edited.
   * @param {() => boolean} isOver  whether it is to begin anew
   */
  async #runAll(isOver) {
    const edited = this.#cells.findIndex((cell) => cell.isEdited);
    const last = edited >= 0 ? this.#cells.length - 1 : this.#cells.findLastIndex((cell) => cell.isOpen);
    for (const cell of this.#cells.slice(last + 1)) cell.restore();
    if (edited >= 0) for (const cell of this.#cells.slice(edited)) cell.stale(true);
    for (const [index, cell] of this.#cells.slice(0, last + 1).entries()) {
      const own = edited < 0 || index < edited;
      const goesOn = await this.#run(cell, index === 0, own && !cell.isOpen, isOver);
      if (isOver()) return;
      cell.tell(own ? CODE_OWN : EDIT_EDITED);
      if (!goesOn) return this.#tellWaiting(index);
    }
  }

  /**
   * Run one piece; return whether those after it can run.
   * @param {Cell} cell
   * @param {boolean} begins
   * @param {boolean} quiet  it is the article's own, and what came of it stands there already
   * @param {() => boolean} isOver
   */
  async #run(cell, begins, quiet, isOver) {
    try {
      const result = await this.#engine.runCell({ source: cell.text, check: cell.check, solution: cell.solution, begins });
      if (!isOver() && quiet) cell.restore();
      else if (!isOver()) cell.show(result);
      return true;
    } catch (error) {
      if (isOver()) return false;
      const { message } = asFailure(error);
      const fault = error instanceof EditFailure ? error.fault : { what: message, line: 0, column: 0, hint: "", calls: [] };
      cell.fail(fault.what === ENDED ? { ...fault, what: withValues(CODE_ENDLESS, { seconds: SECONDS_WITHOUT_FRAME }) } : fault);
      // Of an exercise that fails Python has run the solution, unless Python itself is gone.
      return cell.check !== "" && error instanceof EditFailure && error.ofText;
    }
  }

  /** @param {number} index  of the piece that failed */
  #tellWaiting(index) {
    for (const cell of this.#cells.slice(index + 1)) cell.tell(CODE_WAITS);
  }

  #tellEngine() {
    const { state, failure } = this.#engine;
    if (state === "live") return;
    const { bytes, size } = this.#engine.progress();
    const starting = bytes < size ? withValues(CODE_STARTING_SIZE, { bytes: megabytes(bytes), size: megabytes(size) }) : CODE_STARTING;
    for (const cell of this.#cells) cell.tell(failure ? failure.message : starting);
  }
}
