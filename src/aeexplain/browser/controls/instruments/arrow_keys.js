// @ts-check

const STRIDES = 5;

/** @type {Record<string, [right: number, up: number]>} */
const DIRECTIONS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

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
