// @ts-check
import { toFragment } from "./address.js";
import { fetchAtlas } from "../atlas/atlas.js";
import { readValues, settleTexts, showValues, startValues, textOf, writeValues } from "../controls/form_values.js";
import { Description } from "./description.js";
import { PUBLISHED_ANEW, isOutdated } from "../page/edition.js";
import { DrawingFailure, Failure, OutdatedFailure, asFailure } from "../engine/failure.js";
import { instrumentsOf } from "../controls/bind_controls.js";
import { latest } from "./latest.js";
import { copyLink } from "./copy_link.js";
import { paint } from "./paint.js";
import { Run } from "./run.js";
import { watchSight } from "./in_sight.js";
import { Status } from "./status.js";
import { labelNamed } from "../controls/control_element.js";
import { LIVE, megabytes, ofFailure, ofLoading, ofPicture } from "./messages.js";

const LONGEST_AHEAD = 1000; // milliseconds that the engine waits for an atlas

/** @typedef {"static" | "precomputed" | "loading" | "live" | "failed"} State */

/** One figure: its controls' values go to the engine, or to its atlas until that is there; what comes back is painted. */
export class Figure {
  name;
  #element;
  #form;
  #demo;
  #engine;
  #status;
  #description;
  #onMove;
  #instruments;
  #run;
  #abort = new AbortController();
  #started = false;
  #atlasFile;
  /** @type {import("../atlas/atlas.js").Atlas | null} */
  #atlas = null;
  /** Settles when the atlas is here, or will not come. @type {Promise<void> | null} */
  #opening = null;
  #answering = false;
  /** @type {import("./messages.js").Shown} */
  #shown = { by: "built", nearest: null, behind: false };
  /** @type {Failure | null} */
  #failure = null;
  #moved = performance.now();
  #redraw = latest(
    () => this.#ready(),
    () => this.#draw().catch((error) => this.#fail(error)),
    (error) => this.#fail(error),
  );

  /**
   * @param {HTMLElement} element
   * @param {import("../engine/engine.js").Engine} engine
   * @param {import("../page/page_data.js").AtlasFile | null} atlas
   * @param {(fragment: string) => void} onMove  gets the figure's new address when the reader has moved a control
   */
  constructor(element, engine, atlas, onMove) {
    this.name = element.id;
    this.#element = element;
    this.#form = /** @type {HTMLFormElement} */ (part(element, "form"));
    this.#demo = element.dataset["demo"] ?? "";
    this.#engine = engine;
    this.#atlasFile = atlas;
    this.#status = new Status(part(element, "[role=status]"), element, this.#abort.signal);
    this.#description = new Description(element, this.#abort.signal);
    this.#onMove = onMove;
    this.#instruments = instrumentsOf(element, () => this.#redraw.busy, this.#abort.signal);
    this.#run = this.#runOf(element.querySelector("[data-run-of]"));
    this.#listen();
    this.#instruments.refresh();
  }

  /** The figure is not far: it may be wanted soon. */
  near() {
    if (!this.#engine.held) void this.#open();
  }

  /** Go live: the figure is in sight, or somebody touches it. A reader who saves data is asked first. */
  start() {
    if (this.#started) return;
    this.#started = true;
    const { signal } = this.#abort;
    this.#engine.addEventListener("change", () => this.#follow(), { signal });
    this.#engine.addEventListener("restart", () => this.#recover(), { signal });
    this.#engine.addEventListener("release", () => this.#want(), { signal });
    this.#want();
  }

  /**
   * Take the state that a link describes; a control that it does not name goes to its start.
   * @param {import("../controls/form_values.js").Values} values
   */
  restore(values) {
    writeValues(this.#form, { ...startValues(this.#form), ...values });
    this.#instruments.refresh();
    this.#change();
  }

  /** Let go of the page. */
  stop() {
    this.#abort.abort();
  }

  #listen() {
    const { signal } = this.#abort;
    const form = this.#form;
    this.#element.addEventListener("pointerdown", () => this.#touch(), { signal });
    this.#element.addEventListener("focusin", () => this.#touch(), { signal });
    form.addEventListener("input", () => this.#move(), { signal });
    form.addEventListener("change", () => settleTexts(form), { signal });
    form.addEventListener("submit", (event) => event.preventDefault(), { signal });
    form.addEventListener("reset", (event) => this.#reset(event), { signal });
    form.querySelector("[data-link]")?.addEventListener("click", () => this.#link(), { signal });
    watchSight(this.#element, (seen) => this.#see(seen), signal);
  }

  /** @param {boolean} seen */
  #see(seen) {
    if (!seen) this.#instruments.rest();
    this.#run?.see(seen);
  }

  /** From now on what the figure tells of itself is read out too. */
  #touch() {
    this.#status.speak();
    void this.#open();
    this.start();
  }

  #move() {
    showValues(this.#form);
    this.#instruments.refresh();
    this.#onMove(this.#fragment());
    this.#change();
  }

  /**
   * The browser would move the inputs only after this event.
   * @param {Event} event
   */
  #reset(event) {
    event.preventDefault();
    writeValues(this.#form, startValues(this.#form));
    this.#move();
  }

  async #link() {
    this.#status.mention(await copyLink(this.#fragment()));
  }

  #fragment() {
    return toFragment(this.name, readValues(this.#form));
  }

  #change() {
    this.#moved = performance.now();
    this.#run?.end();
    void this.#open();
    if (!this.#isLive) this.#answerSoon();
    if (this.#started) this.#want();
    else this.start();
  }

  /** Fetch the atlas, once. A figure without one waits for the engine, as it does for what no atlas holds. */
  #open() {
    this.#opening ??= this.#atlasFile ? this.#openAtlas(this.#atlasFile) : Promise.resolve();
    return this.#opening;
  }

  /** @param {import("../page/page_data.js").AtlasFile} file */
  async #openAtlas(file) {
    try {
      this.#atlas = await fetchAtlas(file, this.#abort.signal);
    } catch (error) {
      if (!this.#abort.signal.aborted) this.#goWithout(error);
      return;
    }
    if (this.#isLive) return;
    if (this.#state === "static") this.#state = "precomputed";
    if (this.#shown.behind) this.#answer();
    else this.#tell();
  }

  /** @param {unknown} error  why there is no atlas */
  #goWithout(error) {
    this.#atlas = null;
    console.warn(`[aeexplain] ${this.name}: no precomputed pictures: ${asFailure(error).message}`);
    void this.#lookForEdition();
  }

  /** Answer once before the next picture of the screen, however often a control has moved. */
  #answerSoon() {
    if (this.#answering) return;
    this.#answering = true;
    requestAnimationFrame(() => {
      this.#answering = false;
      if (!this.#isLive && !this.#run?.on) this.#answer();
    });
  }

  /** Show what the atlas holds for the controls' values, or tell that nothing does. */
  #answer() {
    try {
      this.#shown.behind = !this.#showFromAtlas();
    } catch (error) {
      this.#shown.behind = true;
      this.#goWithout(error);
    }
    this.#tell();
  }

  /** Show what the atlas holds, and return whether it holds anything. A damaged atlas: an Error. */
  #showFromAtlas() {
    const values = readValues(this.#form);
    const found = this.#find(values);
    const frame = found && this.#atlas?.frame(found.number);
    if (!frame) return false;
    const nearest = found.exact ? null : textOf(found.position);
    const told = { ...values, [this.#atlas?.control ?? ""]: found.position };
    this.#show(frame, { by: "ahead", nearest, behind: false }, { values: told, ms: performance.now() - this.#moved });
    return true;
  }

  /**
   * Find the atlas' answer to values; null where any other control has left its start.
   * @param {import("../controls/form_values.js").Values} values
   */
  #find(values) {
    const control = this.#atlas?.control;
    if (control === undefined) return null;
    const starts = startValues(this.#form);
    const others = Object.keys(values).filter((name) => name !== control);
    if (others.some((name) => values[name] !== starts[name])) return null;
    return this.#atlas?.find(values[control] ?? "") ?? null;
  }

  /**
   * Ask for a live frame, where the engine may be fetched and is not known to be broken.
   * @returns {void}
   */
  #want() {
    if (this.#engine.failure) return this.#fail(this.#engine.failure);
    if (this.#engine.held || (this.#failure && !(this.#failure instanceof DrawingFailure))) return this.#tell();
    void this.#open();
    this.#redraw.ask();
    this.#follow();
  }

  /** Wait until a live frame can be drawn. The engine, a hundred times its size, does not overtake the atlas on its way. */
  async #ready() {
    if (this.#engine.state === "idle") await Promise.race([this.#open(), pause(LONGEST_AHEAD)]);
    await this.#engine.ready(this.#demo);
  }

  async #draw() {
    const asked = this.#moved;
    const values = readValues(this.#form);
    const frame = await this.#engine.frame(this.#demo, values);
    if (this.#abort.signal.aborted || this.#run?.on) return;
    this.#show(frame, { by: "live", nearest: null, behind: false }, { values, ms: performance.now() - asked });
    this.#tell();
  }

  /**
   * @param {import("./paint.js").Frame} frame
   * @param {import("./messages.js").Shown} shown
   * @param {Record<string, unknown>} told  to whoever listens for frames
   */
  #show(frame, shown, told) {
    paint(this.#element, frame);
    this.#description.show(frame.describe);
    this.#shown = shown;
    if (shown.by === "live") {
      this.#failure = null;
      this.#state = "live";
    }
    this.#instruments.refresh();
    const source = shown.by === "live" ? "live" : "precomputed";
    window.dispatchEvent(new CustomEvent("aeexplain:frame", { detail: { demo: this.#demo, source, ...told } }));
  }

  /** @param {Element | null} control  with the run's buttons; null where the demo does not run */
  #runOf(control) {
    if (!(control instanceof HTMLElement)) return null;
    let values = readValues(this.#form);
    let asked = 0;
    return new Run(this.#element, control, {
      begin: async () => {
        this.#instruments.rest();
        if (this.#engine.held) throw new Failure("The run waits for the live engine");
        await this.#engine.ready(this.#demo);
        asked = performance.now();
        values = readValues(this.#form);
        return this.#engine.begin(this.#demo, values);
      },
      advance: () => {
        asked = performance.now();
        return this.#engine.advance(this.#demo);
      },
      end: () => this.#engine.end(this.#demo),
      show: (frame, step) => this.#show(frame, { by: "live", nearest: null, behind: false }, { values, ms: performance.now() - asked, run: true, step }),
      say: (sentence, aside, often) => this.#status.say(sentence, aside, often),
      fail: (error) => this.#fail(error),
      leave: () => this.#change(),
    }, this.#abort.signal);
  }

  /** Tell what the engine is doing while we wait for it, and that it broke while we did not. */
  #follow() {
    const { failure } = this.#engine;
    if (failure && !this.#redraw.busy && !this.#run?.on) this.#fail(failure);
    if (failure || !this.#redraw.busy || this.#isLive) return;
    this.#state = "loading";
    this.#failure = null;
    this.#tell();
  }

  /** Say how the figure is doing. A run tells for itself. */
  #tell() {
    if (this.#run?.on) return;
    const picture = ofPicture(this.#shown);
    if (this.#failure) this.#tellFailure(this.#failure);
    else if (this.#isLive) this.#status.say(LIVE);
    else if (this.#engine.held) {
      const cost = megabytes(this.#engine.cost(this.#demo));
      this.#status.offer(picture, `Load the live engine (${cost})`, () => this.#engine.release());
    } else if (this.#state === "loading") this.#tellProgress(picture);
    else this.#status.say(picture, "", true);
  }

  /** @param {string} picture */
  #tellProgress(picture) {
    const { bytes, size } = this.#engine.progress(this.#demo);
    const { replaced, detour } = this.#engine;
    const before = picture && `${picture} `;
    if (bytes >= size) this.#status.say(`${before}Starting Python…`, "", picture !== "");
    else {
      this.#status.say(`${before}${ofLoading(Boolean(replaced), detour)}`, `: ${megabytes(bytes).replace(" MB", "")} of ${megabytes(size)}`, picture !== "");
    }
  }

  /**
   * Keep the picture and say why it does not move. What an engine left undone that starts again is asked for anew.
   * @param {unknown} error
   */
  #fail(error) {
    if (error === this.#engine.replaced) return this.#want();
    if (this.#engine.held) {
      this.#shown.behind = true;
      return this.#tell();
    }
    if (error === this.#failure) return this.#tell();
    this.#failure = asFailure(error);
    this.#state = "failed";
    console.error(`[aeexplain] ${this.name}: ${this.#failure.message}\n${this.#failure.detail}`);
    this.#tell();
    if (!(error instanceof DrawingFailure)) void this.#lookForEdition();
  }

  /** Something did not load: where the site has another edition by now, the files of this one are gone, and none of them comes. */
  async #lookForEdition() {
    if (!(await isOutdated()) || this.#isLive || !(this.#failure || this.#engine.held)) return;
    this.#failure = new OutdatedFailure(PUBLISHED_ANEW);
    this.#state = "failed";
    this.#tell();
  }

  /** @param {Failure} failure */
  #tellFailure(failure) {
    const control = this.#atlas ? labelNamed(this.#form, this.#atlas.control) : "";
    const sentence = ofFailure(failure.message, this.#shown, failure instanceof DrawingFailure ? "" : control);
    if (failure instanceof DrawingFailure) this.#status.say(sentence);
    else if (failure instanceof OutdatedFailure) this.#status.offer(`${sentence} Reload it to go on.`, "Reload", reload);
    else this.#status.offer(sentence, "Try again", () => this.#tryAgain());
  }

  /** The engine begins again, and has forgotten every run. */
  #recover() {
    this.#failure = null;
    if (this.#shown.behind || this.#run?.on) this.#change();
    else this.#want();
  }

  #tryAgain() {
    this.#failure = null;
    if (this.#engine.failure) this.#engine.restart();
    this.#want();
  }

  /** Whether the engine answers for this figure. */
  get #isLive() {
    return this.#engine.state === "live" && (this.#state === "live" || this.#failure instanceof DrawingFailure);
  }

  get #state() {
    return /** @type {State} */ (this.#element.dataset["state"]);
  }

  set #state(state) {
    this.#element.dataset["state"] = state;
  }
}

/** The address has the state of the figure that was moved last. */
function reload() {
  location.reload();
}

/** @param {number} milliseconds */
function pause(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/**
 * @param {HTMLElement} figure
 * @param {string} selector
 * @returns {HTMLElement}
 */
function part(figure, selector) {
  const found = figure.querySelector(selector);
  if (!(found instanceof HTMLElement)) throw new Error(`[aeexplain] ${figure.id}: the figure has no ${selector}`);
  return found;
}
