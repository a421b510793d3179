// @ts-check

/** @typedef {{kind: string, text: string}} Words */

/** A text. @type {import("./painter.js").Painter} */
export const words = {
  isSound: ({ text }) => typeof text === "string",
  /**
   * @param {HTMLElement} place
   * @param {Words} view
   */
  paint(place, { text }) {
    if (place.textContent !== text) place.textContent = text;
  },
};
