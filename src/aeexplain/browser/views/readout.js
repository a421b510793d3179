// @ts-check
import { words } from "./words.js";

/** @typedef {{kind: string, value: number | null, text: string}} Readout */

/** A number, as a text and as data. @type {import("./painter.js").Painter} */
export const readout = {
  isSound: ({ text, value }) => typeof text === "string" && (value === null || typeof value === "number"),
  /**
   * @param {HTMLElement} place
   * @param {Readout} view
   * @param {ArrayBuffer} pixels
   */
  paint(place, view, pixels) {
    words.paint(place, view, pixels);
    place.dataset["value"] = String(view.value ?? "");
  },
};
