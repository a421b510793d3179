// @ts-check
import { showFill } from "../../controls/fill.js";
import { STEP_OF } from "../../language/words.js";
import { withValues } from "../../language/with_values.js";

/** The track of a run: how far it has gone, and the way back to every step. */
export class RunTrack {
  #input;
  #output;

  /**
   * @param {HTMLElement} control  holds the track
   * @param {(step: number) => void} onStep  gets the step that the reader goes to
   * @param {AbortSignal} signal
   */
  constructor(control, onStep, signal) {
    const input = control.querySelector('[data-run="scrub"]');
    const output = control.querySelector('[data-run="at"]');
    if (!(input instanceof HTMLInputElement && output)) throw new Error("[aeexplain] a run has no track");
    this.#input = input;
    this.#output = output;
    input.addEventListener("input", (event) => {
      event.stopPropagation(); // it is no control of the figure's state
      onStep(input.valueAsNumber);
    }, { signal });
  }

  /**
   * @param {number} step  the one in sight
   * @param {number} steps  how many have run
   */
  show(step, steps) {
    this.#input.max = String(steps);
    this.#input.valueAsNumber = step;
    this.#input.disabled = steps < 2;
    showFill(this.#input);
    this.#output.textContent = step < steps ? `${step} of ${steps}` : `${steps}`;
    this.#input.setAttribute("aria-valuetext", withValues(STEP_OF, { n: step, all: steps }));
  }

  clear() {
    this.show(0, 0);
    this.#output.textContent = "";
  }
}
