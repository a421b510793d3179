// @ts-check
import { morph } from "./morph.js";

/**
 * @typedef {{kind: "pixels", width: number, height: number, offset: number, says: string, reach: [x: string, y: string] | null}} Pixels
 * @typedef {{kind: "drawing", svg: string}} Drawing
 * @typedef {{kind: "readout", value: number | null, text: string}} Readout
 * @typedef {{kind: "words", text: string}} Words
 *
 * @typedef {Object} Frame  one state of a figure, as the bridge packs it
 * @property {Record<string, Pixels | Drawing | Readout | Words>} views
 * @property {string} describe
 * @property {ArrayBuffer} pixels  RGBA of every image, one after the other
 */

/** The SVG that a view shows. @type {WeakMap<HTMLElement, string>} */
const drawn = new WeakMap();

/**
 * Show a frame in the figure's views; what is the same as before is left alone. An Error names the view that the page or the frame lacks.
 * @param {HTMLElement} figure
 * @param {Frame} frame
 */
export function paint(figure, frame) {
  for (const [name, view] of Object.entries(frame.views)) {
    const place = figure.querySelector(`[data-view="${name}"]`);
    if (!(place instanceof HTMLElement)) throw new Error(`the figure has no place for the view ${name}`);
    if (view.kind === "pixels") paintPixels(place, view, frame.pixels);
    else if (view.kind === "drawing") paintDrawing(place, view.svg);
    else write(place, view.text);
    if (view.kind === "readout") place.dataset["value"] = String(view.value ?? "");
  }
}

/**
 * @param {Element} place
 * @param {string} text
 */
function write(place, text) {
  if (place.textContent !== text) place.textContent = text;
}

/**
 * What lies over the drawing, such as a point's handle, stays.
 * @param {HTMLElement} place
 * @param {string} svg
 */
function paintDrawing(place, svg) {
  if (drawn.get(place) === svg) return;
  drawn.set(place, svg);
  const old = place.querySelector(":scope > svg");
  if (old) morph(old, parseDrawing(svg));
  else place.prepend(parseDrawing(svg));
}

/**
 * @param {HTMLElement} place
 * @param {Pixels} view
 * @param {ArrayBuffer} pixels
 */
function paintPixels(place, { width, height, offset, says, reach }, pixels) {
  const canvas = place.querySelector("canvas") ?? canvasInsteadOfImage(place);
  if (canvas.width !== width) canvas.width = width; // setting it clears the canvas, even to the same number
  if (canvas.height !== height) canvas.height = height;
  canvas.setAttribute("aria-label", says);
  if (reach) [canvas.dataset["x"], canvas.dataset["y"]] = reach;
  const rgba = new Uint8ClampedArray(pixels, offset, width * height * 4);
  canvas.getContext("2d")?.putImageData(new ImageData(rgba, width, height), 0, 0);
}

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
 * Our own Python escapes what it writes; in a template nothing runs all the same.
 * @param {string} svg
 */
function parseDrawing(svg) {
  const template = document.createElement("template");
  template.innerHTML = svg;
  const root = template.content.firstElementChild;
  if (!root) throw new Error("a drawing is empty");
  return root;
}
