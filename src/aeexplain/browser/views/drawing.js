// @ts-check
import { morph } from "./morph.js";
import { parseSvg } from "./parse_svg.js";

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
    if (old) morph(old, parseSvg(svg));
    else place.prepend(parseSvg(svg));
  },
};
