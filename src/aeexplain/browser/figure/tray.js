// @ts-check

/**
 * Where the options of a choice do not fit into the bar, show the chosen one alone: pressed, it opens a tray of all of them
 * over the bar, which closes when one is chosen, by Escape, and by a press elsewhere. Arrow keys choose without it.
 * @param {HTMLElement} figure
 * @param {AbortSignal} signal
 */
export function bindTrays(figure, signal) {
  for (const choice of figure.querySelectorAll(".demo-bar > .choice")) {
    const options = choice.querySelector(".options");
    if (choice instanceof HTMLElement && options instanceof HTMLElement) bindTray(choice, options, signal);
  }
}

/**
 * @param {HTMLElement} choice
 * @param {HTMLElement} options
 * @param {AbortSignal} signal
 */
function bindTray(choice, options, signal) {
  const bar = /** @type {HTMLElement} */ (choice.parentElement);
  const close = () => choice.classList.remove("open");
  const fold = () => {
    if (choice.classList.contains("open")) return;
    choice.classList.remove("folded");
    const isHidden = (/** @type {Element} */ label) => getComputedStyle(label).position === "absolute";
    const overflows = options.scrollWidth > options.clientWidth + 1;
    choice.classList.toggle("folded", overflows || Array.from(options.children).some(isHidden));
  };
  const sizes = new ResizeObserver(fold); // it calls at once, too
  sizes.observe(bar);
  signal.addEventListener("abort", () => sizes.disconnect());
  /** Whether the press that is under way is to open the tray, on the chosen option of a closed one. */
  let opens = false;
  options.addEventListener("pointerdown", ({ target }) => {
    const pressed = target instanceof Element ? target.closest("label") : null;
    opens = choice.classList.contains("folded") && !choice.classList.contains("open") && pressed !== null;
  }, { signal });
  options.addEventListener("click", ({ target }) => {
    if (!(target instanceof HTMLInputElement)) return; // the label's own click: its input's follows
    if (opens) choice.classList.add("open");
    else if (choice.classList.contains("open")) close();
    opens = false;
  }, { signal });
  choice.addEventListener("keydown", ({ key }) => key === "Escape" && close(), { signal });
  document.addEventListener("pointerdown", ({ target }) => {
    if (!(target instanceof Node && choice.contains(target))) close();
  }, { signal });
}
