// @ts-check

/**
 * @typedef {"off" | "going" | "paused" | "asleep" | "over"} State
 * @typedef {import("./paint.js").Frame} Frame
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
 * A figure that trains or walks: one frame after the other, each asked for when the last one is painted. It sleeps while
 * nobody sees it.
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
  #figure;
  #buttons;
  #startLabel;
  #callbacks;

  /**
   * @param {HTMLElement} figure
   * @param {HTMLElement} control  holds the buttons
   * @param {RunCallbacks} callbacks
   * @param {AbortSignal} signal
   */
  constructor(figure, control, callbacks, signal) {
    this.#figure = figure;
    this.#callbacks = callbacks;
    this.#buttons = { start: button(control, "start"), step: button(control, "step"), stop: button(control, "stop") };
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
    this.#setState("paused");
    void this.#work();
  }

  #stop() {
    // The pressed button is about to be disabled.
    this.#buttons.start.focus({ preventScroll: true });
    this.end();
    this.#callbacks.showControls();
  }

  #resetIfOver() {
    if (this.#state === "over") this.#reset();
  }

  #reset() {
    this.#generation += 1;
    this.#steps = 0;
    this.#stepWanted = false;
    this.#setState("off");
  }

  #go() {
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
      if (run !== this.#generation) return;
      if (!frame) return this.#setState("over");
      this.#steps += 1;
      this.#callbacks.show(frame, this.#steps);
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
    start.textContent = state === "going" ? "Pause" : begun ? "Continue" : this.#startLabel;
    step.disabled = state === "going";
    stop.disabled = state === "off";
    if (state === "off") delete this.#figure.dataset["running"];
    else this.#figure.dataset["running"] = String(state === "going");
    this.#say();
  }

  #say() {
    const { say } = this.#callbacks;
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
