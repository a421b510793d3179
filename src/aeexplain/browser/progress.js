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

  /** Bytes that have come. */
  get bytes() {
    return sum([...this.#parts.values()].map((part) => Math.min(part.bytes, part.size)));
  }

  /** Bytes in all. */
  get size() {
    return sum([...this.#parts.values()].map((part) => part.size));
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
   * @param {string} name
   * @param {number} bytes  of this part, since its beginning
   */
  arrive(name, bytes) {
    const part = this.#parts.get(name);
    if (!part) return;
    part.bytes = bytes;
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
