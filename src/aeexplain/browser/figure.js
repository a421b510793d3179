// @ts-check
import { toFragment } from "./address.js";
import { readValues, showValues, startValues, writeValues } from "./controls.js";
import { DrawingFailure, asFailure } from "./failure.js";
import { latest } from "./latest.js";
import { copyLink } from "./link.js";
import { paint } from "./paint.js";
import { Status } from "./status.js";

/** @typedef {"static" | "precomputed" | "loading" | "live" | "failed"} State */

/** One figure: its controls' values go to the engine, what comes back is painted. */
export class Figure {
  name;
  #element;
  #form;
  #demo;
  #engine;
  #status;
  #onMove;
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
    this.#listen();
  }

  /** Go live: the figure has come near, or somebody touches it. */
  start() {
    if (this.#started) return;
    this.#started = true;
    const { signal } = this.#abort;
    this.#engine.addEventListener("change", () => this.#follow(), { signal });
    this.#engine.addEventListener("restart", () => this.#state === "failed" && this.#redraw.ask(), { signal });
    this.#redraw.ask();
    this.#follow();
  }

  /**
   * Take the state that a link describes; a control that it does not name goes to its start.
   * @param {import("./controls.js").Values} values
   */
  restore(values) {
    writeValues(this.#form, { ...startValues(this.#form), ...values });
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
    form.addEventListener("submit", (event) => event.preventDefault(), { signal });
    form.addEventListener("reset", (event) => this.#reset(event), { signal });
    form.querySelector("[data-link]")?.addEventListener("click", () => this.#link(), { signal });
  }

  #move() {
    showValues(this.#form);
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
    if (this.#started) this.#redraw.ask();
    else this.start();
  }

  async #draw() {
    const asked = this.#moved;
    const values = readValues(this.#form);
    const frame = await this.#engine.frame(this.#demo, values);
    if (this.#abort.signal.aborted) return;
    paint(this.#element, frame);
    this.#painted = true;
    if (this.#state !== "live") this.#status.say("Live: computed by NumPy in your browser.");
    this.#state = "live";
    const detail = { demo: this.#demo, values, source: "live", ms: performance.now() - asked };
    window.dispatchEvent(new CustomEvent("aeexplain:frame", { detail }));
  }

  /** Tell what the engine is doing while we wait for it, and that it broke while we did not. */
  #follow() {
    const { failure, progress } = this.#engine;
    if (failure && !this.#redraw.busy) this.#fail(failure);
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
