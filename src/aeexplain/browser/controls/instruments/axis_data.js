// @ts-check

/**
 * Which data stand where on a drawing.
 *
 * @typedef {{low: number, high: number, from: number, to: number}} Axis  data, and their places in units of the viewBox
 * @typedef {SVGSVGElement | HTMLImageElement | HTMLCanvasElement} Picture
 * @typedef {{picture: Picture, x: Axis, y: Axis}} Reach
 */

/**
 * Return the reach of a view's drawing or image; null where it was told none.
 * @param {HTMLElement} view
 * @returns {Reach | null}
 */
export function reachOf(view) {
  const picture = view.querySelector(":scope > :is(svg, img, canvas)");
  if (!(picture instanceof SVGSVGElement || picture instanceof HTMLElement)) return null;
  const x = axisOf(picture.dataset["x"]);
  const y = axisOf(picture.dataset["y"]);
  return x && y && { picture: /** @type {Picture} */ (picture), x, y };
}

/**
 * Return where a point of the data stands, as shares of the picture's width and height.
 * @param {Reach} reach
 * @param {import("../numbers.js").Pair} point
 * @returns {import("../numbers.js").Pair}
 */
export function toShares({ picture, x, y }, point) {
  const { width, height } = boxOf(picture);
  return [onAxis(x, point[0]) / width, onAxis(y, point[1]) / height];
}

/**
 * Return which data stand at a place of the browser's window.
 * @param {Reach} reach
 * @param {number} clientX
 * @param {number} clientY
 * @returns {import("../numbers.js").Pair}
 */
export function toData({ picture, x, y }, clientX, clientY) {
  const box = picture.getBoundingClientRect();
  const { width, height } = boxOf(picture);
  return [
    offAxis(x, ((clientX - box.left) / box.width) * width),
    offAxis(y, ((clientY - box.top) / box.height) * height),
  ];
}

/**
 * Return the picture's own size, in whose units the axes are. (An image's `width` would be the size on the page.)
 * @param {Picture} picture
 */
export function boxOf(picture) {
  if (picture instanceof SVGSVGElement) return picture.viewBox.baseVal;
  return { width: Number(picture.getAttribute("width")), height: Number(picture.getAttribute("height")) };
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
 * Return what stands at a place, in units of the viewBox.
 * @param {Axis} axis
 * @param {number} place
 */
export function offAxis({ low, high, from, to }, place) {
  return low + ((place - from) / (to - from)) * (high - low);
}
