// @ts-check
import { FORMULA } from "../language/words.js";

/**
 * What of a formula is wider than its line scrolls; as long as it is, it can be reached by keyboard. (A display always can.)
 * @param {ParentNode} root
 */
export function watchScrollers(root) {
  const observer = new ResizeObserver((entries) => {
    // All are measured before any is changed, so that the page is laid out once.
    const wide = entries.map(({ target }) => target.scrollWidth > target.clientWidth);
    entries.forEach(({ target }, i) => (wide[i] ? open(target) : close(target)));
  });
  for (const each of root.querySelectorAll(".scroller")) observer.observe(each);
}

/** @param {Element} scroller */
function open(scroller) {
  scroller.setAttribute("tabindex", "0");
  scroller.setAttribute("role", "group");
  scroller.setAttribute("aria-label", FORMULA);
}

/** @param {Element} scroller */
function close(scroller) {
  for (const name of ["tabindex", "role", "aria-label"]) scroller.removeAttribute(name);
}
