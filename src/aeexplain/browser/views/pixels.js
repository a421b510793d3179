// @ts-check

import { morph } from "./morph.js";
import { parseSvg } from "./parse_svg.js";

/**
 * @typedef {{kind: string, width: number, height: number, offset: number, says: string, reach: [x: string, y: string] | null, over?: string}} Pixels
 */

/** The SVG that lies over a canvas. @type {WeakMap<HTMLCanvasElement, string>} */
const laid = new WeakMap();

/** An image on a canvas, perhaps with SVG over it. @type {import("./painter.js").Painter} */
export const pixels = {
  isSound({ width, height, offset, says, reach, over }, expected) {
    const isExpected = expected.image?.width === width && expected.image?.height === height && offset === expected.offset;
    const isReach = reach === null || (Array.isArray(reach) && reach.length === 2 && reach.every((axis) => typeof axis === "string"));
    return isExpected && typeof says === "string" && isReach && ["string", "undefined"].includes(typeof over);
  },
  bytes: ({ width, height }) => 4 * Number(width) * Number(height),
  /**
   * @param {HTMLElement} place
   * @param {Pixels} view
   * @param {ArrayBuffer} buffer
   */
  paint(place, { width, height, offset, says, reach, over }, buffer) {
    const canvas = place.querySelector("canvas") ?? canvasInsteadOfImage(place);
    if (canvas.width !== width) canvas.width = width; // setting it clears the canvas, even to the same number
    if (canvas.height !== height) canvas.height = height;
    canvas.setAttribute("aria-label", says);
    if (reach) [canvas.dataset["x"], canvas.dataset["y"]] = reach;
    const rgba = new Uint8ClampedArray(buffer, offset, width * height * 4);
    canvas.getContext("2d")?.putImageData(new ImageData(rgba, width, height), 0, 0);
    if (over && laid.get(canvas) !== over) lay(canvas, over);
  },
};

/**
 * The style sheet gives both the same size, so nothing moves; what lies over the image stays.
 * @param {HTMLElement} place
 */
function canvasInsteadOfImage(place) {
  const canvas = document.createElement("canvas");
  canvas.setAttribute("role", "img");
  place.querySelector(":scope > img")?.remove();
  place.prepend(canvas);
  return canvas;
}

/**
 * Change what lies over an image by as little as there is.
 * @param {HTMLCanvasElement} canvas
 * @param {string} over
 */
function lay(canvas, over) {
  laid.set(canvas, over);
  const old = canvas.nextElementSibling;
  if (old instanceof SVGSVGElement) morph(old, parseSvg(over));
  else canvas.after(parseSvg(over));
}
