// @ts-check
import { inputOf } from "../control_element.js";
import { enter } from "../enter.js";
import { onDrag } from "./dragging.js";
import { clamp } from "../numbers.js";
import { readStrokes, showStrokes, withDot } from "../strokes.js";

const UNITS = 100; // across the pad and down
const PEN = 8;

/**
 * Let a reader draw on a pad; its hidden input holds the strokes. Who picks another sample means that one: it clears. The
 * pad lies folded, so that the pictures stand near the slider that moves them, until something is on it or is to be.
 * @param {HTMLElement} control
 * @param {AbortSignal} signal
 * @returns {import("../control_kind.js").Instrument}
 */
export function pad(control, signal) {
  const input = inputOf(control);
  const canvas = control.querySelector("canvas");
  if (!canvas) throw new Error(`[aeexplain] the pad ${input.name} has no canvas`);
  let drawn = ""; // nothing, as a canvas begins
  const draw = () => drawStrokes(canvas, readStrokes((drawn = input.value)) ?? []);
  control.addEventListener("toggle", draw, { signal }); // folded, it had no size

  onDrag(canvas, {
    press: (event) => add(input, canvas, [event], true),
    move: (event) => {
      const passed = event.getCoalescedEvents(); // between two frames; none where a script made the event
      add(input, canvas, passed.length > 0 ? passed : [event], false);
    },
  }, signal);
  control.querySelector("[data-clear]")?.addEventListener("click", () => enter(input, ""), { signal });
  input.form?.addEventListener("input", ({ target }) => {
    // Before the figure hears of it, so that both changes are one.
    if (target instanceof HTMLSelectElement || isRadio(target)) input.value = "";
  }, { signal, capture: true });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw, { signal });
  return {
    refresh() {
      if (input.value === drawn) return;
      if (input.value) control.setAttribute("open", "");
      draw();
    },
  };
}

/**
 * @param {HTMLInputElement} input
 * @param {HTMLCanvasElement} canvas
 * @param {PointerEvent[]} events
 * @param {boolean} begins
 */
function add(input, canvas, events, begins) {
  const box = canvas.getBoundingClientRect();
  /** @type {import("../strokes.js").Dot[]} */
  const dots = events.map(({ clientX, clientY }) => [
    unit((clientX - box.left) / box.width),
    unit((clientY - box.top) / box.height),
  ]);
  const before = readStrokes(input.value) ?? [];
  enter(input, showStrokes(dots.reduce((strokes, dot, i) => withDot(strokes, dot, begins && i === 0), before)));
}

/** @param {number} share */
function unit(share) {
  return Math.floor(clamp(share * UNITS, [0, UNITS - 1]));
}

/**
 * @param {HTMLCanvasElement} canvas
 * @param {import("../strokes.js").Strokes} strokes
 */
function drawStrokes(canvas, strokes) {
  const pen = canvas.getContext("2d");
  if (!pen) return;
  const side = Math.round(canvas.clientWidth * devicePixelRatio) || canvas.width;
  canvas.width = canvas.height = side; // which clears it
  pen.scale(side / UNITS, side / UNITS);
  pen.strokeStyle = getComputedStyle(canvas).color;
  pen.lineWidth = PEN;
  pen.lineCap = pen.lineJoin = "round";
  for (const stroke of strokes) {
    pen.beginPath();
    stroke.forEach(([x, y], i) => (i === 0 ? pen.moveTo(x + 0.5, y + 0.5) : pen.lineTo(x + 0.5, y + 0.5)));
    if (stroke.length === 1) pen.closePath(); // a dot has an end, too
    pen.stroke();
  }
}

/** @param {EventTarget | null} target */
function isRadio(target) {
  return target instanceof HTMLInputElement && target.type === "radio";
}
