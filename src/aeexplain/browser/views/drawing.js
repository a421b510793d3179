// @ts-check
import { morph } from "./morph.js";

/** @typedef {{kind: string, svg: string}} Drawing */

/** The SVG that a view shows. @type {WeakMap<HTMLElement, string>} */
const drawn = new WeakMap();

/** SVG. What lies over it, such as a point's handle, stays. @type {import("./painter.js").Painter} */
export const drawing = {
  isSound: ({ svg }) => typeof svg === "string",
  /**
   * @param {HTMLElement} place
   * @param {Drawing} view
   */
  paint(place, { svg }) {
    if (drawn.get(place) === svg) return;
    drawn.set(place, svg);
    const old = place.querySelector(":scope > svg");
    if (old) morph(old, parse(svg));
    else place.prepend(parse(svg));
  },
};

/**
 * Our own Python escapes what it writes; in a template nothing runs all the same.
 * @param {string} svg
 */
function parse(svg) {
  const template = document.createElement("template");
  template.innerHTML = svg;
  const root = template.content.firstElementChild;
  if (!root) throw new Error("a drawing is empty");
  return root;
}
