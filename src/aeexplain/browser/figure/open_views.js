// @ts-check

/**
 * Tell whether a view can be seen: it lies in no fold that is closed.
 * @param {Element} view
 */
export function isOpen(view) {
  return view.closest("details:not([open])") === null;
}

/**
 * Return the names of a figure's views that can be seen, parted by blanks: no others need be drawn.
 * @param {HTMLElement} figure
 */
export function openViews(figure) {
  const views = Array.from(figure.querySelectorAll("[data-view]")).filter(isOpen);
  return views.map((view) => view.getAttribute("data-view")).join(" ");
}
