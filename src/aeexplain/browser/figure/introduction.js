// @ts-check
import { nearestOn } from "../controls/numbers.js";

const LEAST_IN_SIGHT = 0.6; // of the figure
const TOUCHES = ["pointerdown", "keydown", "focusin", "input"];

/**
 * @typedef {[at: number, place: "start" | number]} Station  when the slider is where: milliseconds; its start, or a share of its track
 * @typedef {import("../controls/form_values.js").Values} Values
 *
 * @typedef {Object} Introduced  what it needs of a figure
 * @property {HTMLElement} element
 * @property {() => {values: Values, starts: Values}} inputs
 * @property {(values: Values) => boolean} preview  show a state from what is drawn ahead, in the form as well; whether there is such a frame
 * @property {() => void} keep  the state that is shown is from now on the figure's own
 */

const HOME = /** @type {Station} */ ([0, "start"]);
/** @type {Station[]} */
const WAY = [HOME, [1300, 0], [1700, 0], [4200, 1], [4600, 1], [6000, "start"]];

/**
 * Move a figure's main slider once over its track and back to its start, by the frames that were drawn ahead; settles when that is over.
 * Nothing happens where somebody wants no motion, has come for another state or another place of the page, or has touched the figure.
 * Who touches it meanwhile takes it over as it stands.
 * @param {Introduced} figure
 * @param {AbortSignal} signal
 * @returns {Promise<void>}
 */
export function introduce({ element, inputs, preview, keep }, signal) {
  const slider = mainSlider(element);
  const { values, starts } = inputs();
  if (!slider || !isWelcome(element, values, starts)) return Promise.resolve();
  const { name, data } = slider;
  const [low, high] = [Number(data["low"]), Number(data["high"])];
  const start = Number(starts[name]);
  /** @param {"start" | number} place */
  const valueAt = (place) => (place === "start" ? start : low + place * (high - low));
  const quit = new AbortController();

  return new Promise((resolve) => {
    /** @param {boolean} taken  whether the reader has taken it over */
    function end(taken) {
      if (quit.signal.aborted) return;
      quit.abort();
      delete element.dataset["introducing"];
      if (taken) keep();
      else preview(starts);
      resolve();
    }

    let begun = 0;
    let shown = start;
    /** @param {number} now */
    function step(now) {
      if (quit.signal.aborted) return;
      if (document.hidden || shareInSight(element) < LEAST_IN_SIGHT) return end(false);
      begun ||= now;
      const value = nearestOn(placeAfter(now - begun, valueAt), data);
      if (now - begun >= lastMoment()) return end(false);
      if (value !== shown && !preview({ ...starts, [name]: value })) return end(false);
      shown = value;
      requestAnimationFrame(step);
    }

    element.dataset["introducing"] = name;
    signal.addEventListener("abort", () => end(false), { signal: quit.signal });
    for (const touch of TOUCHES) element.addEventListener(touch, () => end(true), { signal: quit.signal, capture: true });
    addEventListener("hashchange", () => end(false), { signal: quit.signal, capture: true });
    requestAnimationFrame(step);
  });
}

/**
 * Return the figure's main control where that is a slider.
 * @param {HTMLElement} element
 */
function mainSlider(element) {
  const name = element.dataset["main"] ?? "";
  const control = [...element.querySelectorAll("[data-kind=slider]")].find((each) => each instanceof HTMLElement && each.dataset["control"] === name);
  return control instanceof HTMLElement ? { name, data: control.dataset } : null;
}

/**
 * @param {HTMLElement} element
 * @param {Values} values
 * @param {Values} starts
 */
function isWelcome(element, values, starts) {
  const isAtStart = Object.keys(starts).every((name) => values[name] === starts[name]);
  const wantsMotion = !matchMedia("(prefers-reduced-motion: reduce)").matches;
  return wantsMotion && isAtStart && location.hash === "" && shareInSight(element) >= LEAST_IN_SIGHT;
}

/** @param {HTMLElement} element */
function shareInSight(element) {
  const { top, bottom, height } = (element.querySelector(".demo-box") ?? element).getBoundingClientRect();
  return (Math.min(bottom, innerHeight) - Math.max(top, 0)) / height;
}

/**
 * Return the value after some milliseconds, eased between the stations of the way.
 * @param {number} elapsed
 * @param {(place: "start" | number) => number} valueAt
 */
function placeAfter(elapsed, valueAt) {
  const next = Math.max(WAY.findIndex(([at]) => at > elapsed), 1);
  const [from, to] = [WAY[next - 1] ?? HOME, WAY[next] ?? HOME];
  const share = Math.min((elapsed - from[0]) / (to[0] - from[0]), 1);
  const eased = share * share * (3 - 2 * share);
  return valueAt(from[1]) + eased * (valueAt(to[1]) - valueAt(from[1]));
}

function lastMoment() {
  return WAY.at(-1)?.[0] ?? 0;
}
