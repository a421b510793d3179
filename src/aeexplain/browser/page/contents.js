// @ts-check
import "./contents_strip.js";

/** The table of contents follows the reader: the section at the top of the window, or the one that a link led into, is the current one. */
const TOP_SHARE = 0.25;

const links = new Map(
  Array.from(document.querySelectorAll(".contents a[href^='#']"), (link) => [
    decodeURIComponent(link.getAttribute("href")?.slice(1) ?? ""),
    link,
  ]),
);
const headings = Array.from(links.keys(), (id) => document.getElementById(id)).filter((heading) => heading !== null);

const list = document.querySelector(".contents details");
const here = document.querySelector(".contents [data-here]");
/** What a link led to, until the reader goes on. @type {Element | null} */
let target = null;
let marked = false;

/** The section that a link led into while that is in sight, or else the last that begins in the upper part of the window. */
function mark() {
  marked = false;
  const current = (target && isInSight(target) && sectionOf(target)) || headings[count((heading) => isAbove(heading)) - 1];
  if (here) here.textContent = current ? `· ${nameOf(links.get(current.id))}` : "";
  for (const [id, link] of links) {
    if (id === current?.id) link.setAttribute("aria-current", "location");
    else link.removeAttribute("aria-current");
  }
}

/** Mark once before the next picture of the screen. */
function markSoon() {
  if (!marked) requestAnimationFrame(mark);
  marked = true;
}

/**
 * Return how many headings, from the first on, have something that those after them have not.
 * @param {(heading: HTMLElement) => boolean} has
 */
function count(has) {
  let [low, high] = [0, headings.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const heading = headings[middle];
    if (heading && has(heading)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** @param {Element} heading */
function isAbove(heading) {
  return heading.getBoundingClientRect().top <= innerHeight * TOP_SHARE;
}

/** @param {Element} element */
function isInSight(element) {
  const { top, bottom } = element.getBoundingClientRect();
  return bottom >= 0 && top <= innerHeight;
}

/** @param {Element} element */
function sectionOf(element) {
  const isBefore = (/** @type {Element} */ heading) =>
    heading === element || Boolean(heading.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING);
  return headings[count(isBefore) - 1];
}

/**
 * Return the words of a link. Of a formula only what is seen: its markup holds it a second time.
 * @param {Element | undefined} link
 */
function nameOf(link) {
  const copy = /** @type {Element | undefined} */ (link?.cloneNode(true));
  for (const hidden of copy?.querySelectorAll("annotation") ?? []) hidden.remove();
  return copy?.textContent?.trim() ?? "";
}

/** Follow the address, in which a figure's state may stand after its id. */
function follow() {
  const [id = ""] = location.hash.slice(1).split("?");
  try {
    target = document.getElementById(decodeURIComponent(id));
  } catch {
    // A link that somebody mistyped may hold a stray %.
    target = null;
  }
  markSoon();
}

function goOn() {
  target = null;
}

if (headings.length > 0) {
  follow();
  for (const event of ["hashchange", "pageshow"]) addEventListener(event, follow);
  // A link to where the address points already changes no address.
  addEventListener("click", ({ target }) => target instanceof Element && target.closest("a[href^='#']") && setTimeout(follow));
  for (const event of ["scroll", "resize"]) addEventListener(event, markSoon, { passive: true });
  for (const event of ["wheel", "touchmove", "keydown"]) addEventListener(event, goOn, { passive: true });
  // A figure that is laid out late may move the text.
  new ResizeObserver(markSoon).observe(document.body);
}

// A list that lies over the text closes when a section was chosen, or with Escape.
if (list instanceof HTMLDetailsElement) {
  list.addEventListener("click", ({ target }) => target instanceof Element && target.closest("a") && (list.open = false));
  list.addEventListener("keydown", ({ key }) => key === "Escape" && (list.open = false));
}
