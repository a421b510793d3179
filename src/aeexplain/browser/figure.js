// @ts-check
import { toFragment } from "./address.js";
import { readValues, settleTexts, showValues, startValues, writeValues } from "./controls.js";
import { DrawingFailure, asFailure } from "./failure.js";
import { instrumentsOf } from "./instruments.js";
import { latest } from "./latest.js";
import { copyLink } from "./link.js";
import { paint } from "./paint.js";
import { Run } from "./run.js";
import { watchSight } from "./sight.js";
import { Status } from "./status.js";

/** @typedef {"static" | "precomputed" | "loading" | "live" | "failed"} State */

const LIVE = "Live: computed by NumPy in your browser.";

/** One figure: its controls' values go to the engine, what comes back is painted. */
export class Figure {
  name;
  #element;
  #form;
  #demo;
  #engine;
  #status;
  #onMove;
  #instruments;
  #run;
  #abort = new AbortController();
  #started = false;
  #painted = false;
  #moved = performance.now();
  #redraw = latest(
    () => this.#engine.ready(this.#demo),
    () => this.#draw().catch((error) => this.#fail(error)),
    (error) => this.#fail(error),
  );

  /**
   * @param {HTMLElement} element
   * @param {import("./engine.js").Engine} engine
   * @param {(fragment: string) => void} onMove  gets the figure's new address when the reader has moved a control
   */
  constructor(element, engine, onMove) {
    this.name = element.id;
    this.#element = element;
    this.#form = /** @type {HTMLFormElement} */ (part(element, "form"));
    this.#demo = element.dataset["demo"] ?? "";
    this.#engine = engine;
    this.#status = new Status(part(element, "[role=status]"));
    this.#onMove = onMove;
    this.#instruments = instrumentsOf(element, () => this.#redraw.busy, this.#abort.signal);
    this.#run = this.#runOf(element.querySelector("[data-run-of]"));
    this.#listen();
    this.#instruments.refresh();
  }

  /** Go live: the figure has come near, or somebody touches it. */
  start() {
    if (this.#started) return;
    this.#started = true;
    const { signal } = this.#abort;
    this.#engine.addEventListener("change", () => this.#follow(), { signal });
    this.#engine.addEventListener("restart", () => this.#recover(), { signal });
    this.#redraw.ask();
    this.#follow();
  }

  /**
   * Take the state that a link describes; a control that it does not name goes to its start.
   * @param {import("./controls.js").Values} values
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
    this.#element.addEventListener("pointerdown", () => this.start(), { signal });
    this.#element.addEventListener("focusin", () => this.start(), { signal });
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
    if (this.#started) this.#redraw.ask();
    else this.start();
  }

  async #draw() {
    const asked = this.#moved;
    const values = readValues(this.#form);
    const frame = await this.#engine.frame(this.#demo, values);
    if (this.#abort.signal.aborted || this.#run?.on) return;
    this.#status.say(LIVE);
    this.#show(frame, { values, ms: performance.now() - asked });
  }

  /**
   * @param {import("./paint.js").Frame} frame
   * @param {Record<string, unknown>} told  to whoever listens for frames
   */
  #show(frame, told) {
    paint(this.#element, frame);
    this.#painted = true;
    this.#state = "live";
    this.#instruments.refresh();
    const detail = { demo: this.#demo, source: "live", ...told };
    window.dispatchEvent(new CustomEvent("aeexplain:frame", { detail }));
  }

  /** @param {Element | null} control  with the run's buttons; null where the demo does not run */
  #runOf(control) {
    if (!(control instanceof HTMLElement)) return null;
    let values = readValues(this.#form);
    let asked = 0;
    return new Run(this.#element, control, {
      begin: async () => {
        this.#instruments.rest();
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
      show: (frame, step) => this.#show(frame, { values, ms: performance.now() - asked, run: true, step }),
      say: (sentence, aside) => this.#status.say(sentence, aside),
      fail: (error) => this.#fail(error),
      leave: () => this.#change(),
    }, this.#abort.signal);
  }

  /** Tell what the engine is doing while we wait for it, and that it broke while we did not. */
  #follow() {
    const { failure, progress } = this.#engine;
    if (failure && !this.#redraw.busy && !this.#run?.on) this.#fail(failure);
    if (failure || !this.#redraw.busy || this.#state === "live") return;
    this.#state = "loading";
    const { bytes, size } = progress;
    if (bytes >= size) this.#status.say("Starting Python…");
    else this.#status.say("Loading the live engine", `: ${inMegabytes(bytes)} of ${inMegabytes(size)} MB`);
  }

  /**
   * Keep the picture and say why it does not move.
   * @param {unknown} error
   */
  #fail(error) {
    const { message, detail } = asFailure(error);
    const picture = this.#painted ? "the last state that was drawn" : "the state computed when the page was built";
    const sentence = `${message}; the picture shows ${picture}.`;
    console.error(`[aeexplain] ${this.name}: ${sentence}\n${detail}`);
    this.#state = "failed";
    if (error instanceof DrawingFailure) this.#status.say(sentence);
    else this.#status.offer(sentence, "Try again", () => this.#tryAgain());
  }

  /** The engine begins again, and has forgotten every run. */
  #recover() {
    if (this.#state === "failed" || this.#run?.on) this.#change();
  }

  #tryAgain() {
    if (this.#engine.failure) this.#engine.restart();
    this.#redraw.ask();
    this.#follow();
  }

  get #state() {
    return /** @type {State} */ (this.#element.dataset["state"]);
  }

  set #state(state) {
    this.#element.dataset["state"] = state;
  }
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

/** @param {number} bytes */
function inMegabytes(bytes) {
  return (bytes / 1e6).toFixed(1);
}
