// @ts-check

/** How many frames of a run are kept: some megabytes, and finer than a track's pixels can tell. */
const MOST = 256;

/**
 * The frames of a run that has run, for who goes back and forth in it. Of a long one every second is kept, then every fourth,
 * and always the last.
 * @template T
 */
export class KeptFrames {
  /** @type {{ step: number, frame: T }[]} */
  #kept = [];
  #every = 1;

  /**
   * Keep the frame of a step; steps come in their order, from 1.
   * @param {number} step
   * @param {T} frame
   */
  add(step, frame) {
    const last = this.#kept.at(-1);
    if (last && (last.step - 1) % this.#every !== 0) this.#kept.pop();
    this.#kept.push({ step, frame });
    if (this.#kept.length <= MOST) return;
    this.#every *= 2;
    this.#kept = this.#kept.filter((each) => (each.step - 1) % this.#every === 0 || each.step === step);
  }

  /**
   * Return the step that is kept nearest to one, and its frame; null where nothing is.
   * @param {number} step
   * @returns {{ step: number, frame: T } | null}
   */
  nearest(step) {
    const away = (/** @type {{ step: number }} */ each) => Math.abs(each.step - step);
    return this.#kept.reduce(
      (/** @type {{ step: number, frame: T } | null} */ best, each) => (best && away(best) <= away(each) ? best : each),
      null,
    );
  }

  clear() {
    this.#kept = [];
    this.#every = 1;
  }
}
