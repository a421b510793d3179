// @ts-check
import { nearestOn, readPair, showPair } from "../numbers.js";
import { onSwipe } from "../instruments/swipe.js";

/** Two native sliders on one track. @type {import("../control_kind.js").ControlKind} */
export const range = {
  readText(text, data) {
    const pair = readPair(text);
    if (!pair) return null;
    const [from, to] = [Math.min(...pair), Math.max(...pair)];
    return showPair([nearestOn(from, data), nearestOn(to, data)]);
  },
  read: (control) => showPair(heldBy(control)),
  write(control, value) {
    const pair = readPair(String(value));
    if (pair) put(control, pair);
  },
  bind(control, { signal }) {
    for (const input of inputsOf(control)) onSwipe(input, signal);
    keepOrder(control, signal);
    return { refresh: () => fill(control) };
  },
};

/**
 * Let neither handle pass the other. Two that stand together and are taken by one hand part in the direction that it goes, so that none
 * is ever stuck under the other.
 * @param {HTMLElement} control
 * @param {AbortSignal} signal
 */
function keepOrder(control, signal) {
  const [from, to] = inputsOf(control);
  /** Where both stood as a pointer took one of them. @type {number | null} */
  let together = null;
  control.addEventListener("pointerdown", () => {
    const [low, high] = heldBy(control);
    together = low === high ? low : null;
  }, { signal, capture: true });
  control.addEventListener("keydown", () => (together = null), { signal });
  for (const input of [from, to]) {
    // Before the figure hears of it, and after a swipe may have stopped it.
    input.addEventListener("input", () => {
      const moved = Number(input.value);
      const other = Number((input === from ? to : from).value);
      if (together !== null) put(control, [Math.min(together, moved), Math.max(together, moved)]);
      else if (input === from ? moved > other : moved < other) input.value = String(other);
    }, { signal });
  }
}

/**
 * Tell the style sheet which part of the track lies between the handles.
 * @param {HTMLElement} control
 */
function fill(control) {
  const [low, high] = [Number(control.dataset["low"]), Number(control.dataset["high"])];
  heldBy(control).forEach((number, i) => {
    control.style.setProperty(i === 0 ? "--from" : "--to", String((number - low) / (high - low)));
  });
}

/**
 * @param {HTMLElement} control
 * @returns {import("../numbers.js").Pair}
 */
function heldBy(control) {
  const [from, to] = inputsOf(control);
  return [Number(from.value), Number(to.value)];
}

/**
 * @param {HTMLElement} control
 * @param {import("../numbers.js").Pair} pair
 */
function put(control, pair) {
  inputsOf(control).forEach((input, i) => (input.value = String(pair[i])));
}

/**
 * @param {HTMLElement} control
 * @returns {[from: HTMLInputElement, to: HTMLInputElement]}
 */
function inputsOf(control) {
  const [from, to] = control.querySelectorAll("input");
  if (!from || !to) throw new Error(`[aeexplain] the range ${control.dataset["control"]} has not two inputs`);
  return [from, to];
}
