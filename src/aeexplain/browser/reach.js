// @ts-check

/**
 * Which data stand where on a drawing.
 *
 * @typedef {{low: number, high: number, from: number, to: number}} Axis  data, and their places in units of the viewBox
 * @typedef {{svg: SVGSVGElement, x: Axis, y: Axis}} Reach
 */

/**
 * Return the reach of a view's drawing; null where it was told none.
 * @param {HTMLElement} view
 * @returns {Reach | null}
 */
export function reachOf(view) {
  const svg = view.querySelector(":scope > svg");
  if (!(svg instanceof SVGSVGElement)) return null;
  const x = axisOf(svg.dataset["x"]);
  const y = axisOf(svg.dataset["y"]);
  return x && y && { svg, x, y };
}

/**
 * Return where a point of the data stands, as shares of the drawing's width and height.
 * @param {Reach} reach
 * @param {import("./pair.js").Pair} point
 * @returns {import("./pair.js").Pair}
 */
export function toShares({ svg, x, y }, point) {
  const { width, height } = svg.viewBox.baseVal;
  return [onAxis(x, point[0]) / width, onAxis(y, point[1]) / height];
}

/**
 * Return which data stand at a place of the browser's window.
 * @param {Reach} reach
 * @param {number} clientX
 * @param {number} clientY
 * @returns {import("./pair.js").Pair}
 */
export function toData({ svg, x, y }, clientX, clientY) {
  const box = svg.getBoundingClientRect();
  const { width, height } = svg.viewBox.baseVal;
  return [
    offAxis(x, ((clientX - box.left) / box.width) * width),
    offAxis(y, ((clientY - box.top) / box.height) * height),
  ];
}

/**
 * @param {string | undefined} text  "low high place-of-low place-of-high"
 * @returns {Axis | null}
 */
function axisOf(text) {
  const [low, high, from, to] = text?.split(" ").map(Number) ?? [];
  if (low === undefined || high === undefined || from === undefined || to === undefined) return null;
  return { low, high, from, to };
}

/**
 * @param {Axis} axis
 * @param {number} value
 */
function onAxis({ low, high, from, to }, value) {
  return from + ((value - low) / (high - low)) * (to - from);
}

/**
 * @param {Axis} axis
 * @param {number} place
 */
function offAxis({ low, high, from, to }, place) {
  return low + ((place - from) / (to - from)) * (high - low);
}
