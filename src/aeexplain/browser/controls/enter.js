// @ts-check

/**
 * Put a text into an input as if the reader had, so that the figure follows.
 * @param {HTMLInputElement} input
 * @param {string} text
 */
export function enter(input, text) {
  if (input.value === text) return;
  input.value = text;
  input.dispatchEvent(new Event("input", { bubbles: true }));
}
