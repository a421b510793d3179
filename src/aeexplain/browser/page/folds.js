// @ts-check

/**
 * Folds open when the address or a link leads to something inside them, and for printing. Browsers that open them for their own
 * search and for an address do so by themselves; this is for the others, and for links to where the page already is.
 */

const FOLD = "details.deeper";
/** The folds of the text and of figures. */
const PRINTED = `${FOLD}, details.demo-more`;

/** @param {Document} document */
export function openFolds(document) {
  const follow = () => reveal(document, location.hash);
  follow();
  window.addEventListener("hashchange", follow);
  document.addEventListener("click", ({ target }) => {
    const link = target instanceof Element ? target.closest('a[href^="#"]') : null;
    if (link instanceof HTMLAnchorElement) reveal(document, link.hash);
  });
  let closed = /** @type {HTMLDetailsElement[]} */ ([]);
  window.addEventListener("beforeprint", () => {
    closed = printedFolds(document).filter((fold) => !fold.open);
    for (const fold of closed) fold.open = true;
  });
  window.addEventListener("afterprint", () => {
    for (const fold of closed) fold.open = false;
    closed = [];
  });
}

/**
 * Open the fold around what a hash names, or the fold that it names, and go there if it was closed.
 * @param {Document} document
 * @param {string} hash
 */
function reveal(document, hash) {
  const target = document.getElementById(decoded(hash.slice(1).split("?")[0] ?? ""));
  const fold = target?.closest(FOLD);
  if (!target || !(fold instanceof HTMLDetailsElement) || fold.open) return;
  fold.open = true;
  target.scrollIntoView();
}

/** @param {Document} document */
function printedFolds(document) {
  return /** @type {HTMLDetailsElement[]} */ (Array.from(document.querySelectorAll(PRINTED)));
}

/** @param {string} text */
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
