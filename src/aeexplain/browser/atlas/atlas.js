// @ts-check
import { Failure } from "../loading/failure.js";
import { painterOf } from "../views/registry.js";
import { readPair } from "../controls/numbers.js";
import { applyPatch, tokensOf } from "./text_diff.js";
import { imageWriter, sizeInBytes } from "./image_planes.js";
import { soundAtlas, soundFrame } from "./validate_atlas.js";
import { SERVER_ANSWERED_ALONE } from "../language/words.js";
import { withValues } from "../language/with_values.js";

/** @typedef {import("./atlas_header.js").AtlasHeader} AtlasHeader */

const HEADER_BYTES = 4;
/** A slider's step may be off by so much. */
const EXACT_WITHIN = 1e-9;

/** The frames of a figure's main control, drawn when the page was built; all other controls stand at their start. */
export class Atlas {
  control;
  #positions;
  #headers;
  /** @type {(AtlasHeader["images"][number] & {write: (image: number, rgba: Uint8Array) => void})[]} */
  #images = [];

  /** @param {ArrayBuffer} file  unpacked; damaged: an Error */
  constructor(file) {
    const length = new DataView(file).getUint32(0, true);
    const header = soundAtlas(JSON.parse(new TextDecoder().decode(new Uint8Array(file, HEADER_BYTES, length))));
    this.control = header.control;
    this.#positions = header.positions;
    this.#headers = [tokensOf(header.first)];
    for (const patch of header.patches) this.#headers.push(applyPatch(this.#headers.at(-1) ?? [], patch));
    let at = HEADER_BYTES + length;
    for (const image of header.images) {
      const size = sizeInBytes(image);
      this.#images.push({ ...image, write: imageWriter(image, new Uint8Array(file, at, size)) });
      at += size;
    }
    if (at !== file.byteLength) throw new Failure("an atlas is not whole");
  }

  /**
   * Return the position that answers for a value: a number or a place is answered by the nearest, anything else by itself
   * alone; null where there is none.
   * @param {import("../controls/form_values.js").Values[string]} value
   */
  find(value) {
    const distances = this.#positions.map((position) => distance(position, value));
    const nearest = Math.min(...distances);
    if (!Number.isFinite(nearest)) return null;
    const number = distances.indexOf(nearest);
    return { number, position: /** @type {typeof value} */ (this.#positions[number]), exact: nearest < EXACT_WITHIN };
  }

  /**
   * Return the frame at a position. Where the file is damaged: an Error.
   * @param {number} number
   * @returns {import("../figure/paint.js").Frame}
   */
  frame(number) {
    const imageOf = (/** @type {string} */ view) =>
      this.#images.find((image) => image.view === view && (image.which[number] ?? -1) >= 0);
    const { bytes, ...frame } = soundFrame(JSON.parse(this.#headers[number]?.join("") ?? ""), imageOf);
    const pixels = new Uint8Array(bytes);
    for (const [name, view] of Object.entries(frame.views)) {
      const size = painterOf(view.kind).bytes?.(view) ?? 0;
      if (!size) continue;
      const [image, offset] = [imageOf(name), Number(view["offset"])];
      image?.write(image.which[number] ?? 0, pixels.subarray(offset, offset + size));
    }
    return { ...frame, pixels: pixels.buffer };
  }
}

/**
 * Fetch an atlas. Every host sends it as the build has packed it; other bytes are refused by the browser.
 * @param {import("../page/page_data.js").AtlasFile} file
 * @param {AbortSignal} signal
 */
export async function fetchAtlas({ url, integrity = "" }, signal) {
  const { ok, status, body } = await fetch(url, { integrity, signal });
  if (!ok || !body) throw new Failure(withValues(SERVER_ANSWERED_ALONE, { status }));
  return new Atlas(await new Response(body.pipeThrough(new DecompressionStream("gzip"))).arrayBuffer());
}

/**
 * How far apart two values of a control are; infinitely where one is as good as any other.
 * @param {import("../controls/form_values.js").Values[string]} a
 * @param {import("../controls/form_values.js").Values[string]} b
 */
function distance(a, b) {
  if (a === b) return 0;
  if (typeof a === "number" && typeof b === "number") return Math.abs(a - b);
  const [from, to] = [readPair(String(a)), readPair(String(b))];
  return from && to ? Math.hypot(from[0] - to[0], from[1] - to[1]) : Infinity;
}
