// @ts-check

/** What `about-…` names: the preview of one citation. */
let previews = 0;

/**
 * Give a citation a preview of its reference when a pointer or the keyboard first comes to it: the list of references has each text
 * already, and without scripts the link leads there.
 * @param {Document} document
 */
export function previewReferences(document) {
  for (const kind of ["pointerover", "focusin"]) {
    document.addEventListener(kind, ({ target }) => {
      const link = target instanceof Element ? target.closest(".citation > a") : null;
      if (link instanceof HTMLAnchorElement && !link.hasAttribute("aria-describedby")) addPreview(document, link);
    });
  }
}

/**
 * @param {Document} document
 * @param {HTMLAnchorElement} link
 */
function addPreview(document, link) {
  const reference = document.getElementById(decodeURIComponent(link.hash.slice(1)));
  if (!reference) return;
  const preview = document.createElement("span");
  preview.setAttribute("role", "tooltip");
  preview.id = `about-${(previews += 1)}`;
  preview.hidden = true; // the style shows it, over a hovered or focused citation
  preview.textContent = textOf(reference);
  link.after(preview);
  link.setAttribute("aria-describedby", preview.id);
}

/**
 * The text of a reference without the way back.
 * @param {Element} reference
 */
function textOf(reference) {
  const copy = /** @type {Element} */ (reference.cloneNode(true));
  copy.querySelector(".backlinks")?.remove();
  return (copy.textContent ?? "").trim();
}
