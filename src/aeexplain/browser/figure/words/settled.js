// @ts-check

/** Milliseconds without a change after which a state is told to assistive technology: sooner, each step of a slider would be read out. */
export const SETTLE_MILLISECONDS = 600;

/**
 * Return a function to be called at each change: `onSettled` is called once, when no other has followed for a while and the figure does
 * not move by itself.
 * @param {HTMLElement} figure
 * @param {() => void} onSettled
 * @param {AbortSignal} signal
 */
export function onceSettled(figure, onSettled, signal) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const wait = () => {
    clearTimeout(timer);
    if (!signal.aborted) timer = setTimeout(() => (movesByItself(figure) ? wait() : onSettled()), SETTLE_MILLISECONDS);
  };
  signal.addEventListener("abort", () => clearTimeout(timer));
  return wait;
}

/**
 * Whether a slider plays or a run goes on.
 * @param {HTMLElement} figure
 */
export function movesByItself(figure) {
  return figure.dataset["running"] === "true" || "playing" in figure.dataset;
}
