// @ts-check
import { KeptFrames } from "./kept_frames.js";
import { RunTrack } from "./run_track.js";
import { AT_FRAME, CONTINUE, FINISHED_AFTER, PAUSE, PAUSED_AT, PAUSED_OUT_OF_SIGHT, RUNNING } from "../../language/words.js";
import { withValues } from "../../language/with_values.js";

/**
 * @typedef {"off" | "going" | "paused" | "asleep" | "over"} State
 * @typedef {import("../paint.js").Frame} Frame
 *
 * @typedef {Object} RunCallbacks  what a run asks of its figure
 * @property {() => Promise<Frame | null>} begin  the first frame for the controls' values; null when there is none
 * @property {() => Promise<Frame | null>} advance  the next one; null when the run is over
 * @property {() => void} end  nobody wants the next frame
 * @property {(frame: Frame, step: number) => void} show
 * @property {(sentence: string, silent?: string, often?: boolean) => void} say
 * @property {(error: unknown) => void} fail
 * @property {() => void} showControls  draw the controls' own state again
 */

/**
 * A figure that trains or walks: one frame after the other, each asked for when the last one is painted, and not sooner than
 * its pace. It sleeps while nobody sees it. What has run can be gone through again, on a track.
 */
export class Run {
  /** @type {State} */
  #state = "off";
  #steps = 0;
  /** Number of the run: an answer to an older one is dropped. */
  #generation = 0;
  /** Whether a single step was asked for. */
  #stepWanted = false;
  #working = false;
  /** The step that the reader went back to; 0 where the last one is in sight. */
  #back = 0;
  #figure;
  #buttons;
  #startLabel;
  #callbacks;
  #track;
  /** Milliseconds that a frame stays at least. */
  #interval;
  #shownAt = 0;
  /** @type {KeptFrames<Frame>} */
  #kept = new KeptFrames();

  /**
   * @param {HTMLElement} figure  holds the buttons
   * @param {HTMLElement} control  holds the track
   * @param {RunCallbacks} callbacks
   * @param {AbortSignal} signal
   */
  constructor(figure, control, callbacks, signal) {
    this.#figure = figure;
    this.#callbacks = callbacks;
    this.#buttons = { start: button(figure, "start"), step: button(figure, "step"), stop: button(figure, "stop") };
    this.#track = new RunTrack(control, (step) => this.#goTo(step), signal);
    this.#interval = 1000 / Number(control.dataset["pace"] ?? Infinity);
    this.#startLabel = this.#buttons.start.textContent;
    this.#buttons.start.addEventListener("click", () => this.#startOrPause(), { signal });
    this.#buttons.step.addEventListener("click", () => this.#stepOnce(), { signal });
    this.#buttons.stop.addEventListener("click", () => this.#stop(), { signal });
    this.#setState("off");
  }

  /** Whether the picture is the run's. */
  get on() {
    return this.#state !== "off";
  }

  /** A control has moved: what runs is about another state. */
  end() {
    const goesOn = this.on && this.#state !== "over";
    this.#reset();
    if (goesOn) this.#callbacks.end();
  }

  /** @param {boolean} visible */
  setVisible(visible) {
    if (!visible && this.#state === "going") this.#setState("asleep");
    if (visible && this.#state === "asleep") this.#go();
  }

  #startOrPause() {
    if (this.#state === "going") return this.#setState("paused");
    this.#resetIfOver();
    this.#go();
  }

  #stepOnce() {
    this.#resetIfOver();
    this.#stepWanted = true;
    this.#back = 0;
    this.#setState("paused");
    void this.#work();
  }

  #stop() {
    // The pressed button is about to be disabled.
    this.#buttons.start.focus({ preventScroll: true });
    this.end();
    this.#callbacks.showControls();
  }

  /**
   * Show a step again; a run that goes pauses there, and goes on from its last step.
   * @param {number} step
   */
  #goTo(step) {
    if (this.#state === "going" || this.#state === "asleep") this.#setState("paused");
    const kept = this.#kept.nearest(step);
    if (!kept) return;
    this.#back = kept.step;
    this.#track.show(kept.step, this.#steps);
    this.#callbacks.show(kept.frame, kept.step);
  }

  #resetIfOver() {
    if (this.#state === "over") this.#reset();
  }

  #reset() {
    this.#generation += 1;
    this.#steps = 0;
    this.#stepWanted = false;
    this.#back = 0;
    this.#kept.clear();
    this.#track.clear();
    this.#setState("off");
  }

  #go() {
    this.#back = 0;
    this.#setState("going");
    void this.#work();
  }

  async #work() {
    if (this.#working) return;
    this.#working = true;
    while (this.#state === "going" || this.#stepWanted) {
      this.#stepWanted = false;
      await this.#step(this.#generation);
      await new Promise(requestAnimationFrame);
    }
    this.#working = false;
  }

  /** @param {number} run */
  async #step(run) {
    try {
      const frame = await (this.#steps === 0 ? this.#callbacks.begin() : this.#callbacks.advance());
      if (this.#steps > 0) await pause(this.#shownAt + this.#interval - performance.now());
      if (run !== this.#generation) return;
      if (!frame) return this.#setState("over");
      this.#steps += 1;
      this.#shownAt = performance.now();
      this.#kept.add(this.#steps, frame);
      this.#track.show(this.#back || this.#steps, this.#steps);
      if (!this.#back) this.#callbacks.show(frame, this.#steps);
      this.#say();
    } catch (error) {
      if (run !== this.#generation) return;
      this.#reset();
      this.#callbacks.fail(error);
    }
  }

  /** @param {State} state */
  #setState(state) {
    this.#state = state;
    const { start, step, stop } = this.#buttons;
    const begun = state === "paused" || state === "asleep";
    start.textContent = state === "going" ? PAUSE : begun ? CONTINUE : this.#startLabel;
    step.disabled = state === "going";
    stop.disabled = state === "off";
    if (state === "off") delete this.#figure.dataset["running"];
    else this.#figure.dataset["running"] = String(state === "going");
    this.#say();
  }

  #say() {
    const { say } = this.#callbacks;
    if (this.#state === "going") say(RUNNING, withValues(AT_FRAME, { n: this.#steps }));
    if (this.#state === "paused") say(withValues(PAUSED_AT, { n: this.#steps }), "", true);
    if (this.#state === "asleep") say(withValues(PAUSED_OUT_OF_SIGHT, { n: this.#steps }));
    if (this.#state === "over") say(withValues(FINISHED_AFTER, { n: this.#steps }));
  }
}

/**
 * @param {HTMLElement} figure
 * @param {string} name
 */
function button(figure, name) {
  const found = figure.querySelector(`[data-run="${name}"]`);
  if (!(found instanceof HTMLButtonElement)) throw new Error(`[aeexplain] a run has no button ${name}`);
  return found;
}

/** @param {number} milliseconds  none where it is not above zero */
function pause(milliseconds) {
  return milliseconds > 0 ? new Promise((resolve) => setTimeout(resolve, milliseconds)) : undefined;
}
