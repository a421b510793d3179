// @ts-check
export { decodeEdit } from "./edit_code.js";
export { snippetOf } from "./embed/snippet.js";
export { showChecks } from "./checks/figure_checks.js";
export { savePicture } from "./picture.js";
import { readValues, writeValues } from "../controls/form_values.js";
import { EDIT, toFragment } from "../figure/address.js";
import { Figure } from "../figure/figure.js";
import { latest } from "../figure/latest.js";
import { paint } from "../figure/paint.js";
import { asFailure } from "../loading/failure.js";
import { CheckList } from "./checks/check_list.js";
import { comparison } from "./comparison.js";
import { offerFile, playFile, playFileName } from "./download.js";
import { MOST_CHARACTERS, encodeEdit } from "./edit_code.js";
import { EditFailure, EditedEngine } from "./edited_engine.js";
import { dressPage } from "./panel_style.js";
import { Panel } from "./panel.js";
import { decimal, megabytes } from "../figure/words/messages.js";
import { withWords } from "../language/with_words.js";
import { typeset } from "./typeset.js";
import {
  EDIT_DOWNLOADED, EDIT_EDITED, EDIT_LABEL, EDIT_LINK_COPIED, EDIT_NOT_DOWNLOADED, EDIT_OWN_CODE, EDIT_PICTURE_LAST,
  EDIT_PICTURE_OWN, EDIT_STARTING, EDIT_STARTING_SIZE, EDIT_TOO_LONG, LINK_NOT_COPIED,
} from "../language/words.js";
import { withValues } from "../language/with_values.js";

/**
 * A figure whose code a reader edits. A box takes the figure's place: in it stand the figure as its own Python drew it, until an edit
 * has run, then a twin that Python has drawn from the edit, and the panel with the editor. Reset puts the figure back as it was.
 *
 * @typedef {import("./edited_engine.js").Fault} Fault
 * @typedef {import("./edited_engine.js").Version} Version
 * @typedef {Object} Begun  what an edit begins with
 * @property {HTMLElement} figure
 * @property {import("../page/page_data.js").Runtime} runtime
 * @property {import("../page/page_data.js").Page["demos"]} demos
 * @property {string} original  the figure's own code
 * @property {string} [text]  the edit that a link has brought
 * @property {() => void} onOver  it was thrown away
 */

/** After the last key. */
const MILLISECONDS_OF_REST = 300;

export class Editing {
  #begun;
  #box = document.createElement("div");
  #panel;
  #engine;
  /** @type {import("./code_editor.js").CodeEditor | null} */
  #editor = null;
  /** The twin that Python has drawn, with the form it was drawn from. @type {{element: HTMLElement, figure: Figure, form: string, weights: string[]} | null} */
  #twin = null;
  /** @type {Fault | null} */
  #ofText = null;
  /** @type {Fault | null} */
  #ofFrame = null;
  /** @type {CheckList | null} */
  #checks = null;
  #typed = 0;
  #over = false;
  #work = latest(async () => {}, () => this.#run(), (error) => this.#refuse(error));

  /** @param {Begun} begun */
  constructor(begun) {
    const { figure, runtime, demos } = begun;
    this.#begun = begun;
    const options = JSON.parse(figure.dataset["options"] ?? "{}");
    const edited = { demo: figure.dataset["demo"] ?? "", figure: figure.id, options };
    this.#engine = new EditedEngine(runtime, demos, edited, (fault) => this.#onFrameFault(fault));
    this.#engine.addEventListener("change", () => this.#sayEngine());
    this.#panel = new Panel(figure.id, {
      run: () => this.#work.ask(),
      compare: () => this.#compare(),
      check: () => this.#check(),
      link: () => void this.#copyLink(),
      download: () => void this.#download(),
      hide: () => this.#panel.hide(!this.#panel.isHidden),
      reset: () => this.reset(),
    }, (line) => this.#editor?.goTo(line));
  }

  /** Take the figure's place, and fetch the editor. It does not come: the figure stays as it was, and an Error says why. */
  async open() {
    const { figure, original, text, runtime } = this.#begun;
    /** @type {typeof import("./code_editor.js")} */
    const { CodeEditor } = await import(runtime.codeEditor?.url ?? "");
    dressPage();
    this.#box.className = "editing";
    figure.replaceWith(this.#box);
    this.#box.append(figure, this.#panel.host);
    this.#editor = new CodeEditor({
      place: this.#panel.code,
      root: this.#panel.root,
      text: text ?? original,
      label: withValues(EDIT_LABEL, { figure: figure.id }),
      onChange: () => this.#onType(),
      onRun: () => this.#work.ask(),
      onLeave: () => this.#panel.leaveEditor(),
    });
    this.#panel.say(EDIT_STARTING);
    this.#work.ask();
    this.#box.scrollIntoView();
    this.#editor.foldAllBut("compute");
    this.#editor.focus();
  }

  /** Throw the edit away: the figure is as it was. */
  reset() {
    const { figure, onOver } = this.#begun;
    this.#over = true;
    clearTimeout(this.#typed);
    this.#twin?.figure.stop();
    this.#engine.close();
    this.#editor?.destroy();
    this.#checks?.close();
    this.#box.replaceWith(figure);
    onOver();
  }

  #onType() {
    clearTimeout(this.#typed);
    this.#typed = window.setTimeout(() => this.#work.ask(), MILLISECONDS_OF_REST);
  }

  async #run() {
    clearTimeout(this.#typed);
    const text = this.#editor?.text ?? "";
    try {
      const version = await this.#engine.edit(text, this.#values);
      if (this.#over) return;
      this.#ofText = this.#ofFrame = null;
      this.#show(version);
      this.#panel.say(text === this.#begun.original ? EDIT_OWN_CODE : EDIT_EDITED);
    } catch (error) {
      this.#refuse(error);
    }
    this.#showFault();
  }

  /** @param {unknown} error  why the text did not run */
  #refuse(error) {
    if (this.#over) return;
    const { message } = asFailure(error);
    this.#ofText = error instanceof EditFailure ? error.fault : { what: message, line: 0, column: 0, hint: "", calls: [] };
    this.#sayPicture();
  }

  #sayPicture() {
    this.#panel.say(this.#twin ? EDIT_PICTURE_LAST : EDIT_PICTURE_OWN);
  }

  /** @param {Fault | null} fault  of a frame; null where it was drawn */
  #onFrameFault(fault) {
    this.#ofFrame = fault;
    this.#showFault();
  }

  #showFault() {
    if (this.#over) return;
    const fault = this.#ofText ?? this.#ofFrame;
    this.#panel.showFault(fault);
    this.#editor?.show(fault);
  }

  /** What the controls hold. */
  get #values() {
    const form = (this.#twin?.element ?? this.#begun.figure).querySelector("form");
    return form ? readValues(form) : {};
  }

  /** @param {Version} version */
  #show(version) {
    const values = this.#values;
    if (this.#twin?.form !== version.form) this.#replaceTwin(version);
    const twin = this.#twin;
    if (!twin) return;
    twin.weights = version.weights;
    paint(twin.element, version.frame);
    twin.figure.restore(values);
  }

  /**
   * Let Python's new form stand in the figure's place. Controls that there still are keep what they hold.
   * @param {Version} version
   */
  #replaceTwin({ form, main, weights }) {
    const { figure } = this.#begun;
    const values = this.#values;
    const last = this.#twin?.element ?? figure;
    const element = /** @type {HTMLElement} */ (figure.cloneNode(false));
    element.classList.add("edited");
    element.dataset["state"] = "static";
    element.dataset["main"] = main;
    element.innerHTML = withWords(form);
    const caption = figure.querySelector(":scope > figcaption");
    if (caption) element.append(caption.cloneNode(true));
    // What they would copy or open stands in the panel.
    for (const button of element.querySelectorAll(".menu :is([data-link], [data-code])")) button.remove();
    // In the figure's own fold lies its code, which stands in the panel here.
    const more = element.querySelector("details[data-more]");
    if (more instanceof HTMLDetailsElement) more.open = last !== figure && last.querySelector("details[data-more][open]") !== null;
    typeset(element);
    this.#twin?.figure.stop();
    last.replaceWith(element);
    const inputs = element.querySelector("form");
    if (inputs) writeValues(inputs, values);
    this.#twin = { element, figure: new Figure(element, this.#engine, null, () => {}), form, weights };
  }

  #sayEngine() {
    const { state, failure } = this.#engine;
    if (this.#over) return;
    if (state === "live") return this.#ofText || this.#ofFrame ? this.#sayPicture() : undefined;
    if (failure) return this.#panel.say(failure.message);
    const { bytes, size } = this.#engine.progress();
    const came = { bytes: decimal(bytes / 1e6), size: megabytes(size) };
    this.#panel.say(bytes < size ? withValues(EDIT_STARTING_SIZE, came) : EDIT_STARTING);
  }

  #compare() {
    this.#panel.hide(false);
    this.#panel.compare(this.#panel.compares ? null : comparison(this.#begun.original, this.#editor?.text ?? ""));
  }

  /** Show what the edit's checks come to under the panel's buttons, or no more. */
  #check() {
    if (this.#checks) return this.#checks.close();
    const figure = () => this.#twin?.element ?? this.#begun.figure;
    this.#checks = new CheckList({ figure, onClose: () => this.#panel.showChecks((this.#checks = null)) });
    this.#panel.showChecks(this.#checks.element);
    this.#checks.ask();
  }

  async #copyLink() {
    const edit = await encodeEdit(this.#begun.original, this.#editor?.text ?? "");
    if (edit.length > MOST_CHARACTERS) {
      return this.#panel.say(withValues(EDIT_TOO_LONG, { count: decimal(edit.length / 1000), most: MOST_CHARACTERS }));
    }
    const fragment = toFragment(this.#begun.figure.id, { ...this.#values, [EDIT]: edit });
    try {
      await navigator.clipboard.writeText(new URL(fragment, location.href).href);
      this.#panel.say(EDIT_LINK_COPIED);
    } catch {
      history.replaceState(history.state, "", fragment);
      this.#panel.say(LINK_NOT_COPIED);
    }
  }

  async #download() {
    const { figure, demos, runtime } = this.#begun;
    const demo = figure.dataset["demo"] ?? "";
    const known = Object.assign({}, ...Object.values(demos).map((each) => each.weights));
    const wanted = this.#twin?.weights ?? Object.keys(demos[demo]?.weights ?? {});
    try {
      const weights = Object.fromEntries(wanted.map((name) => [name, known[name]]));
      offerFile(playFileName(demo), await playFile(demo, this.#editor?.text ?? "", weights, runtime.code));
      this.#panel.say(EDIT_DOWNLOADED);
    } catch (error) {
      this.#panel.say(withValues(EDIT_NOT_DOWNLOADED, { reason: asFailure(error).message }));
    }
  }
}
