// @ts-check

const MILLISECONDS_BETWEEN_REPORTS = 250;

/** How many bytes have come of all that was asked for. Tells its listener at most four times a second. */
export class Progress {
  /** @type {Map<string, {bytes: number, size: number}>} */
  #parts = new Map();
  #reported = -Infinity;
  #onChange;

  /** @param {() => void} onChange */
  constructor(onChange) {
    this.#onChange = onChange;
  }

  /**
   * Return how many bytes of these parts have come, of how many.
   * @param {Record<string, number>} sizes  a part's name → its size, for as long as nothing else is expected of it
   */
  totalsOf(sizes) {
    const parts = Object.entries(sizes).map(([name, size]) => this.#parts.get(name) ?? { bytes: 0, size });
    return { bytes: sum(parts.map(({ bytes, size }) => Math.min(bytes, size))), size: sum(parts.map(({ size }) => size)) };
  }

  clear() {
    this.#parts.clear();
  }

  /**
   * @param {string} name
   * @param {number} size  in bytes, before compression
   */
  expect(name, size) {
    this.#parts.set(name, { bytes: 0, size });
  }

  /**
   * More is to come of a part than was expected of it: what has come stays, and what has not come of it will not.
   * @param {string} name
   * @param {number} bytes
   */
  extend(name, bytes) {
    const part = this.#parts.get(name);
    if (part) part.size = Math.min(part.bytes, part.size) + bytes;
  }

  /**
   * @param {string} name
   * @param {number} bytes  of this part, since its beginning; fewer than before are out of date
   */
  arrived(name, bytes) {
    const part = this.#parts.get(name);
    if (!part) return;
    part.bytes = Math.max(part.bytes, bytes);
    const now = performance.now();
    if (bytes < part.size && now - this.#reported < MILLISECONDS_BETWEEN_REPORTS) return;
    this.#reported = now;
    this.#onChange();
  }
}

/** @param {number[]} numbers */
export function sum(numbers) {
  return numbers.reduce((total, number) => total + number, 0);
}
