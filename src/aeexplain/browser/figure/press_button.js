// @ts-check

/**
 * Return a button that does something where it is pressed.
 * @param {string} words
 * @param {() => void} onPress
 */
export function pressButton(words, onPress) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = words;
  button.addEventListener("click", onPress);
  return button;
}
