// @ts-check
import { enter } from "../enter.js";
import { PAUSE } from "../../language/words.js";

const SECONDS = 5; // from one end of the slider to the other
const JUMPS = 6; // instead, for a reader who wants no motion
const LONGEST_STEP = 250; // milliseconds: what takes longer is a wait, not a pace

/**
 * Let a button run a slider to its end. Every step waits until the last one is drawn.
 * @param {HTMLElement} figure
 * @param {HTMLInputElement} slider
 * @param {HTMLElement} button
 * @param {() => boolean} busy  whether the figure is still drawing
 * @param {AbortSignal} signal
 * @returns {import("../control_kind.js").Instrument}
 */
export function player(figure, slider, button, busy, signal) {
  const [low, high] = [Number(slider.min), Number(slider.max)];
  const rest = button.textContent;
  let playing = false;
  let from = low;
  let elapsed = 0;
  let last = 0;
  let shown = "";

  function start() {
    playing = true;
    figure.dataset["playing"] = slider.name;
    from = Number(slider.value) < high ? Number(slider.value) : low;
    elapsed = 0;
    last = performance.now();
    button.textContent = PAUSE;
    move(from);
    requestAnimationFrame(step);
  }

  function stop() {
    playing = false;
    delete figure.dataset["playing"];
    button.textContent = rest;
  }

  /** @param {number} now */
  function step(now) {
    if (!playing) return;
    if (!busy()) {
      if (figure.dataset["state"] === "failed") return stop();
      elapsed += Math.min(Math.max(now - last, 0), LONGEST_STEP);
      last = now;
      const position = from + (high - low) * share(elapsed / 1000 / SECONDS);
      move(position);
      if (position >= high) return stop();
    }
    requestAnimationFrame(step);
  }

  /** @param {number} position */
  function move(position) {
    const before = slider.value;
    slider.value = String(Math.min(position, high));
    shown = slider.value;
    slider.value = before;
    enter(slider, shown);
  }

  button.addEventListener("click", () => (playing ? stop() : start()), { signal });
  slider.addEventListener("pointerdown", stop, { signal });
  return {
    rest: stop,
    /** Whoever else has moved the slider wants it there. */
    refresh: () => playing && slider.value !== shown && stop(),
  };
}

/**
 * Return how much of the way is behind us.
 * @param {number} share  of the time
 */
function share(share) {
  return matchMedia("(prefers-reduced-motion: reduce)").matches ? Math.floor(share * JUMPS) / JUMPS : share;
}
