// @ts-check

/**
 * @typedef {"off" | "going" | "paused" | "asleep" | "over"} State
 * @typedef {import("./paint.js").Frame} Frame
 *
 * @typedef {Object} Deeds  what a run asks of its figure
 * @property {() => Promise<Frame | null>} begin  the first frame for the controls' values; null when there is none
 * @property {() => Promise<Frame | null>} advance  the next one; null when the run is over
 * @property {() => void} end  nobody wants the next one
 * @property {(frame: Frame, step: number) => void} show
 * @property {(sentence: string, aside?: string, often?: boolean) => void} say
 * @property {(error: unknown) => void} fail
 * @property {() => void} leave  draw the controls' own state again
 */

/**
 * A figure that trains or walks: one frame after the other, each asked for when the last one is painted. It sleeps while
 * nobody sees it.
 */
export class Run {
  /** @type {State} */
  #state = "off";
  #steps = 0;
  #count = 0; // of runs: an answer to an older one is dropped
  #owed = false; // a single step
  #working = false;
  #figure;
  #buttons;
  #starts;
  #deeds;

  /**
   * @param {HTMLElement} figure
   * @param {HTMLElement} control  holds the buttons
   * @param {Deeds} deeds
   * @param {AbortSignal} signal
   */
  constructor(figure, control, deeds, signal) {
    this.#figure = figure;
    this.#deeds = deeds;
    this.#buttons = { start: button(control, "start"), step: button(control, "step"), stop: button(control, "stop") };
    this.#starts = this.#buttons.start.textContent;
    this.#buttons.start.addEventListener("click", () => this.#startOrPause(), { signal });
    this.#buttons.step.addEventListener("click", () => this.#single(), { signal });
    this.#buttons.stop.addEventListener("click", () => this.#stop(), { signal });
    this.#become("off");
  }

  /** Whether the picture is the run's. */
  get on() {
    return this.#state !== "off";
  }

  /** A control has moved: what runs is about another state. */
  end() {
    const goesOn = this.on && this.#state !== "over";
    this.#forget();
    if (goesOn) this.#deeds.end();
  }

  /** @param {boolean} seen */
  see(seen) {
    if (!seen && this.#state === "going") this.#become("asleep");
    if (seen && this.#state === "asleep") this.#go();
  }

  #startOrPause() {
    if (this.#state === "going") return this.#become("paused");
    this.#beginAnew();
    this.#go();
  }

  #single() {
    this.#beginAnew();
    this.#owed = true;
    this.#become("paused");
    void this.#work();
  }

  #stop() {
    this.#buttons.start.focus({ preventScroll: true }); // the pressed button is about to be disabled
    this.end();
    this.#deeds.leave();
  }

  #beginAnew() {
    if (this.#state === "over") this.#forget();
  }

  #forget() {
    this.#count += 1;
    this.#steps = 0;
    this.#owed = false;
    this.#become("off");
  }

  #go() {
    this.#become("going");
    void this.#work();
  }

  async #work() {
    if (this.#working) return;
    this.#working = true;
    while (this.#state === "going" || this.#owed) {
      this.#owed = false;
      await this.#step(this.#count);
      await new Promise(requestAnimationFrame);
    }
    this.#working = false;
  }

  /** @param {number} run */
  async #step(run) {
    try {
      const frame = await (this.#steps === 0 ? this.#deeds.begin() : this.#deeds.advance());
      if (run !== this.#count) return;
      if (!frame) return this.#become("over");
      this.#steps += 1;
      this.#deeds.show(frame, this.#steps);
      this.#say();
    } catch (error) {
      if (run !== this.#count) return;
      this.#forget();
      this.#deeds.fail(error);
    }
  }

  /** @param {State} state */
  #become(state) {
    this.#state = state;
    const { start, step, stop } = this.#buttons;
    const begun = state === "paused" || state === "asleep";
    start.textContent = state === "going" ? "Pause" : begun ? "Continue" : this.#starts;
    step.disabled = state === "going";
    stop.disabled = state === "off";
    if (state === "off") delete this.#figure.dataset["running"];
    else this.#figure.dataset["running"] = String(state === "going");
    this.#say();
  }

  #say() {
    const { say } = this.#deeds;
    if (this.#state === "going") say("Running", `: step ${this.#steps}`);
    if (this.#state === "paused") say(`Paused at step ${this.#steps}.`, "", true);
    if (this.#state === "asleep") say(`Paused at step ${this.#steps} while the figure is out of sight.`);
    if (this.#state === "over") say(`Finished after ${this.#steps} steps.`);
  }
}

/**
 * @param {HTMLElement} control
 * @param {string} name
 */
function button(control, name) {
  const found = control.querySelector(`[data-run="${name}"]`);
  if (!(found instanceof HTMLButtonElement)) throw new Error(`[aeexplain] a run has no button ${name}`);
  return found;
}
