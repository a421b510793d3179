// @ts-check

/**
 * Images of one size as the build packs them: planes of bytes, one after the other, each as it is or as differences.
 *
 * @typedef {[red: number, green: number, blue: number]} Colour
 * @typedef {Object} PackedImages
 * @property {number} width
 * @property {number} height
 * @property {number[]} which  for each frame the number of the image that it shows; -1 where it shows none
 * @property {Colour[] | null} colours  null: the planes are opacity, red, green and blue; else opacity and, of several
 *   colours, each pixel's number
 * @property {("none" | "row" | "time" | "both")[]} filters  of the planes
 */

/** Planes hold opacity in steps of so much. */
const STEP = 3;

/** @param {PackedImages} header */
export function sizeInBytes(header) {
  return pixelsIn(header) * (Math.max(...header.which) + 1) * header.filters.length;
}

/**
 * Return what writes an image's RGBA; the planes are unpacked when the first is wanted.
 * @param {PackedImages} header
 * @param {Uint8Array} packed  the planes
 * @returns {(image: number, rgba: Uint8Array) => void}
 */
export function imageWriter(header, packed) {
  const { colours, filters } = header;
  const size = pixelsIn(header);
  const length = packed.length / filters.length;
  /** @type {Uint8Array[] | undefined} */
  let planes;
  return (image, rgba) => {
    planes ??= filters.map((filter, i) => unfiltered(packed.slice(i * length, (i + 1) * length), filter, header));
    const [opacity, ...others] = planes.map((plane) => plane.subarray(image * size, (image + 1) * size));
    for (let i = 0; i < size; i += 1) {
      const colour = colours ? colours[others[0]?.[i] ?? 0] : others.map((plane) => plane[i]);
      rgba[4 * i] = colour?.[0] ?? 0;
      rgba[4 * i + 1] = colour?.[1] ?? 0;
      rgba[4 * i + 2] = colour?.[2] ?? 0;
      rgba[4 * i + 3] = (opacity?.[i] ?? 0) * STEP;
    }
  };
}

/** @param {PackedImages} header */
function pixelsIn({ width, height }) {
  return width * height;
}

/**
 * @param {Uint8Array} plane  is written over
 * @param {PackedImages["filters"][number]} filter
 * @param {PackedImages} header
 */
function unfiltered(plane, filter, { width, height }) {
  if (filter === "time" || filter === "both") add(plane, width * height, width * height, plane.length);
  if (filter === "row" || filter === "both") {
    for (let row = 0; row < plane.length; row += width) add(plane, 1, row + 1, row + width);
  }
  return plane;
}

/**
 * Add to each byte the one `back` places before it, modulo 256.
 * @param {Uint8Array} bytes
 * @param {number} back
 * @param {number} start
 * @param {number} end
 */
function add(bytes, back, start, end) {
  for (let i = start; i < end; i += 1) bytes[i] = /** @type {number} */ (bytes[i]) + /** @type {number} */ (bytes[i - back]);
}
