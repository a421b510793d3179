// @ts-check

/**
 * Number the lines of a figure's code, and let it begin, to a reader, with the function that draws the figure.
 * @param {Element} fold  that holds the code, which has come
 */
export function dressListing(fold) {
  const code = fold.querySelector(".listing code");
  const box = code?.parentElement;
  if (!code || !box || box.querySelector(".line-numbers") || code.hasAttribute("data-empty")) return;
  const lines = (code.textContent ?? "").split("\n");
  const numbers = document.createElement("span");
  numbers.className = "line-numbers";
  numbers.setAttribute("aria-hidden", "true");
  numbers.textContent = lines.map((_, i) => i + 1).join("\n");
  box.prepend(numbers);
  const first = lines.findIndex((line) => line.startsWith("def compute("));
  const show = () => void (box.scrollTop = (first / lines.length) * numbers.offsetHeight);
  // A box in a closed fold has no height, and cannot be scrolled.
  if (first > 0) fold.addEventListener("toggle", show, { once: true });
  if (first > 0 && fold instanceof HTMLDetailsElement && fold.open) show();
}
