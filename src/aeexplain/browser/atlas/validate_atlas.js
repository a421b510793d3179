// @ts-check
import { Failure } from "../loading/failure.js";
import { PAINTERS } from "../views/registry.js";

/**
 * What an atlas tells must be what the build writes: whoever damages one gets a Failure, and no loop without end, no memory
 * without bounds and no value of another type comes of it.
 */

const MOST_FRAMES = 40;
const LONGEST_SIDE = 4096; // of an image, in pixels
const FILTERS = ["none", "row", "time", "both"];

/**
 * Return what a file tells as an atlas.
 * @param {unknown} header
 * @returns {import("./atlas_header.js").AtlasHeader}
 */
export function soundAtlas(header) {
  const { control, positions, first, patches, images } = record(header);
  const count = list(positions, isValue).length;
  insist(typeof control === "string" && typeof first === "string");
  insist(count > 0 && count <= MOST_FRAMES && list(patches, isPatch).length === count - 1);
  insist(list(images, (image) => isImage(image, count)));
  return /** @type {import("./atlas_header.js").AtlasHeader} */ (header);
}

/**
 * Return a header as a frame's; its images stand one after the other in a buffer, and are all among those of the atlas.
 * @param {unknown} header
 * @param {(view: string) => {width: number, height: number} | undefined} imageOf  what the frame shows of the atlas' images
 * @returns {Omit<import("../figure/paint.js").Frame, "pixels"> & {bytes: number}}  bytes: of the buffer
 */
export function soundFrame(header, imageOf) {
  const { views, describe } = record(header);
  let bytes = 0;
  for (const [name, view] of Object.entries(record(views))) {
    const header = /** @type {import("../views/painter.js").ViewHeader} */ (record(view));
    const painter = Object.hasOwn(PAINTERS, header.kind) ? PAINTERS[header.kind] : undefined;
    insist(painter?.isSound(header, { image: imageOf(name), offset: bytes }));
    bytes += painter?.bytes?.(header) ?? 0;
  }
  insist(typeof describe === "string");
  return { .../** @type {import("../figure/paint.js").Frame} */ (header), bytes };
}

/** @param {unknown} sound  whether it is so */
function insist(sound) {
  if (!sound) throw new Failure("an atlas is damaged");
}

/**
 * @param {unknown} value
 * @returns {Record<string, unknown>}
 */
function record(value) {
  insist(typeof value === "object" && value && !Array.isArray(value));
  return /** @type {Record<string, unknown>} */ (value);
}

/**
 * @param {unknown} value
 * @param {(each: unknown) => boolean} isSound
 * @returns {unknown[]}
 */
function list(value, isSound) {
  insist(Array.isArray(value) && value.every(isSound));
  return /** @type {unknown[]} */ (value);
}

/** @param {unknown} value  of a control */
function isValue(value) {
  return ["number", "string", "boolean"].includes(typeof value);
}

/** @param {unknown} value */
function isText(value) {
  return typeof value === "string";
}

/** @param {unknown} value */
function isPatch(value) {
  list(value, (change) => Number.isInteger(change) || isText(change) || list(change, isText).length === 1);
  return true;
}

/**
 * @param {unknown} value
 * @param {number} frames
 */
function isImage(value, frames) {
  const { view, width, height, which, colours, filters } = record(value);
  const planes = list(filters, (filter) => isText(filter) && FILTERS.includes(String(filter))).length;
  insist(typeof view === "string" && isWithin(width, 1, LONGEST_SIDE) && isWithin(height, 1, LONGEST_SIDE));
  insist(list(which, (image) => isWithin(image, -1, frames - 1)).length === frames);
  if (colours === null) return planes === 4;
  const count = list(colours, (colour) => list(colour, (part) => isWithin(part, 0, 255)).length === 3).length;
  return planes === (count > 1 ? 2 : 1);
}

/**
 * @param {unknown} value
 * @param {number} low
 * @param {number} high
 */
function isWithin(value, low, high) {
  return Number.isInteger(value) && Number(value) >= low && Number(value) <= high;
}
