// @ts-check
import { fetchAtlas } from "../atlas/atlas.js";
import { textOf } from "../controls/form_values.js";

/**
 * @typedef {import("../controls/form_values.js").Values} Values
 * @typedef {{frame: import("./paint.js").Frame, values: Values, nearest: string | null}} Found  a frame, the values that it was
 *   drawn for, and the main control's as text where that is not the one asked for
 */

/** The frames of one figure that were drawn with the page. They are fetched once, when they are wanted first. */
export class AtlasFrames {
  #file;
  #callbacks;
  #signal;
  /** @type {import("../atlas/atlas.js").Atlas | null} */
  #atlas = null;
  /** Settles when the atlas is here, or will not come. @type {Promise<void> | null} */
  #opened = null;

  /**
   * @param {import("../page/page_data.js").AtlasFile | null} file  null where the figure has none
   * @param {{onOpen: () => void, onFailure: (error: unknown) => void}} callbacks
   * @param {AbortSignal} signal
   */
  constructor(file, callbacks, signal) {
    this.#file = file;
    this.#callbacks = callbacks;
    this.#signal = signal;
  }

  /** Name of the control along which there are frames; null while there are none. */
  get control() {
    return this.#atlas?.control ?? null;
  }

  /** Fetch the atlas, once; what comes back never fails. */
  open() {
    this.#opened ??= this.#file ? this.#fetch(this.#file) : Promise.resolve();
    return this.#opened;
  }

  /** Answer nothing any more. */
  discard() {
    this.#atlas = null;
  }

  /**
   * Return the frame that answers for values; null where any control but the main one has left its start, or nothing is near.
   * A damaged atlas: an Error.
   * @param {Values} values
   * @param {Values} starts
   * @returns {Found | null}
   */
  find(values, starts) {
    const atlas = this.#atlas;
    if (!atlas) return null;
    const others = Object.keys(values).filter((name) => name !== atlas.control);
    if (others.some((name) => values[name] !== starts[name])) return null;
    const found = atlas.find(values[atlas.control] ?? "");
    return found && {
      frame: atlas.frame(found.number),
      values: { ...values, [atlas.control]: found.position },
      nearest: found.exact ? null : textOf(found.position),
    };
  }

  /** @param {import("../page/page_data.js").AtlasFile} file */
  async #fetch(file) {
    try {
      this.#atlas = await fetchAtlas(file, this.#signal);
    } catch (error) {
      if (!this.#signal.aborted) this.#callbacks.onFailure(error);
      return;
    }
    this.#callbacks.onOpen();
  }
}
