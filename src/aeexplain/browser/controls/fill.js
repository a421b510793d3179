// @ts-check

/**
 * Tell the style sheet how much of a native track lies before its knob, as a share from 0 to 1.
 * @param {HTMLInputElement} input
 */
export function showFill(input) {
  const [low, high] = [Number(input.min), Number(input.max)];
  const share = high > low ? (input.valueAsNumber - low) / (high - low) : 0;
  input.style.setProperty("--at", share.toFixed(4));
}
