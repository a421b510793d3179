// @ts-check
import { painterOf } from "../views/registry.js";
import { isOpen } from "./open_views.js";
import { showDrawn } from "./undrawn.js";

/**
 * @typedef {Object} Frame  one state of a figure, as the bridge packs it
 * @property {Record<string, import("../views/painter.js").ViewHeader>} views
 * @property {string} describe
 * @property {ArrayBuffer} pixels  RGBA of every image, one after the other
 */

/**
 * Show a frame in the figure's views; what is the same as before, or lies in a closed fold, is left alone. An Error names the view that the page or the frame lacks,
 * or whose kind the page does not know.
 * @param {HTMLElement} figure
 * @param {Frame} frame
 */
export function paint(figure, frame) {
  for (const [name, view] of Object.entries(frame.views)) {
    const place = figure.querySelector(`[data-view="${name}"]`);
    if (!(place instanceof HTMLElement)) throw new Error(`the figure has no place for the view ${name}`);
    if (!isOpen(place)) continue;
    painterOf(view.kind).paint(place, view, frame.pixels);
    if (place.hasAttribute("data-empty")) place.removeAttribute("data-empty");
    showDrawn(place);
  }
}
