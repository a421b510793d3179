// @ts-check

/** Marks a view that a run has not drawn, since its fold was closed: what stands in it is of another state. */
const UNDRAWN = "data-undrawn";

/**
 * Hide the views of a fold that a run's frame does not have; tell whether there are any. They come with a frame that has them.
 * @param {HTMLElement} fold
 * @param {ReadonlySet<string>} drawn  the views of that frame
 */
export function hideUndrawn(fold, drawn) {
  const views = Array.from(fold.querySelectorAll("[data-view]")).filter((view) => !drawn.has(view.getAttribute("data-view") ?? ""));
  for (const view of views) view.setAttribute(UNDRAWN, "");
  return views.length > 0;
}

/** @param {HTMLElement} view  that has been drawn */
export function showDrawn(view) {
  if (view.hasAttribute(UNDRAWN)) view.removeAttribute(UNDRAWN);
}
