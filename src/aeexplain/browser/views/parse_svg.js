// @ts-check

/**
 * Return SVG as an element. Our own Python escapes what it writes; in a template nothing runs all the same.
 * @param {string} svg
 */
export function parseSvg(svg) {
  const template = document.createElement("template");
  template.innerHTML = svg;
  const root = template.content.firstElementChild;
  if (!root) throw new Error("a drawing is empty");
  return root;
}
