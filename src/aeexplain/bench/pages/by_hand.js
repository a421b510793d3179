// @ts-check

/**
 * The bottleneck's forward pass as one would write it by hand: encode a digit, decode its code at the stops of k, draw the
 * picture at the chosen one. `told` is what by_hand.py wrote: arrays as base64 of little-endian float32.
 *
 * @typedef {{weight: Float32Array, bias: Float32Array}} Dense  weight (inputs, outputs), row by row
 */

const told = JSON.parse(document.getElementById("told")?.textContent ?? "");
const form = /** @type {HTMLFormElement} */ (document.querySelector("form"));
const canvas = /** @type {HTMLCanvasElement} */ (document.querySelector("canvas"));
const [e0, e1, d0, d1] = /** @type {Dense[]} */ (
  told.layers.map((/** @type {{weight: string, bias: string}} */ { weight, bias }) => ({ weight: floats(weight), bias: floats(bias) }))
);
const digits = told.digits.map(floats);
/** @type {number[]} */
const { places, stops, side } = told;

form.addEventListener("input", () => {
  const values = new FormData(form);
  const answer = forward(Number(values.get("k")), Number(values.get("digit")));
  draw(answer.pictures[answer.here] ?? new Float32Array());
  dispatchEvent(new CustomEvent("aeexplain:frame", { detail: { demo: "by-hand", ...answer } }));
});

/**
 * @param {number} k
 * @param {number} digit
 */
function forward(k, digit) {
  const x = digits[digit];
  const z = dense(e1, silu(dense(e0, Float32Array.from(places, (/** @type {number} */ place) => x[place]))));
  const ks = [...new Set([...stops, k])].sort((a, b) => a - b);
  const pictures = ks.map((kept) => decode(z.map((/** @type {number} */ value, /** @type {number} */ i) => (i < kept ? value : 0))));
  const errors = pictures.map((picture) => picture.reduce((sum, value, i) => sum + (value - x[i]) ** 2, 0) / x.length);
  return { pictures, errors, here: ks.indexOf(k) };
}

/** @param {Float32Array} z */
function decode(z) {
  const lit = dense(d1, silu(dense(d0, z)));
  const picture = new Float32Array(side * side);
  places.forEach((/** @type {number} */ place, /** @type {number} */ i) => (picture[place] = 1 / (1 + Math.exp(-(lit[i] ?? 0)))));
  return picture;
}

/**
 * @param {Dense | undefined} layer
 * @param {Float32Array} x
 */
function dense(layer, x) {
  const { weight, bias } = /** @type {Dense} */ (layer);
  const y = Float32Array.from(bias);
  for (let i = 0, at = 0; i < x.length; i += 1) {
    const xi = /** @type {number} */ (x[i]);
    for (let o = 0; o < y.length; o += 1, at += 1) y[o] = /** @type {number} */ (y[o]) + xi * /** @type {number} */ (weight[at]);
  }
  return y;
}

/** @param {Float32Array} x */
function silu(x) {
  return x.map((value) => value / (1 + Math.exp(-value)));
}

/** @param {Float32Array} picture */
function draw(picture) {
  const image = new ImageData(side, side);
  picture.forEach((value, i) => (image.data[4 * i + 3] = 255 * value));
  canvas.getContext("2d")?.putImageData(image, 0, 0);
}

/** @param {string} text */
function floats(text) {
  return new Float32Array(Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)).buffer);
}
