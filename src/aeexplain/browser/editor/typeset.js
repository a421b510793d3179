// @ts-check

/**
 * Formulas in the form of an edited figure: Python has no KaTeX here, but the page has many formulas that were typeset when it was
 * built. One that it has nowhere stays as it is written.
 *
 * @param {HTMLElement} figure
 */
export function typeset(figure) {
  const places = Array.from(figure.querySelectorAll("[data-tex]"));
  if (!places.length) return;
  const known = knownFormulas();
  for (const place of places) {
    const formula = known.get(place.getAttribute("data-tex") ?? "");
    if (formula) place.replaceChildren(formula.cloneNode(true));
  }
}

/** Return the page's formulas in a line by their TeX. */
function knownFormulas() {
  /** @type {Map<string, Element>} */
  const known = new Map();
  for (const source of document.querySelectorAll('.katex annotation[encoding="application/x-tex"]')) {
    const formula = source.closest(".katex");
    if (formula && !formula.closest(".katex-display")) known.set(source.textContent ?? "", formula);
  }
  return known;
}
