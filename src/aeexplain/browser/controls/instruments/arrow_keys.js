// @ts-check

const STRIDES = 5;

/** @type {Record<string, [right: number, up: number]>} */
const DIRECTIONS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

/** @typedef {"first" | "last" | "back" | "on"} Jump  to an end, or a long step */

/** @type {Record<string, Jump>} */
const JUMPS = { Home: "first", End: "last", PageDown: "back", PageUp: "on" };

/**
 * Call `go` with the steps to the right and up for each arrow key on an element; Shift makes five of one.
 * @param {HTMLElement} element
 * @param {(right: number, up: number) => void} go
 * @param {AbortSignal} signal
 */
export function onArrows(element, go, signal) {
  element.addEventListener("keydown", (event) => {
    const direction = DIRECTIONS[event.key];
    if (!direction || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault(); // or the page scrolls
    const steps = event.shiftKey ? STRIDES : 1;
    go(direction[0] * steps, direction[1] * steps);
  }, { signal });
}

/**
 * Call `jump` for the keys that go far on a slider: Home and End, PageDown and PageUp.
 * @param {HTMLElement} element
 * @param {(jump: Jump) => void} jump
 * @param {AbortSignal} signal
 */
export function onJumps(element, jump, signal) {
  element.addEventListener("keydown", (event) => {
    const found = JUMPS[event.key];
    if (!found || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault(); // or the page scrolls
    jump(found);
  }, { signal });
}
