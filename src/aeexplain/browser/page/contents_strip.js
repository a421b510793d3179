// @ts-check

/**
 * In a narrow window the contents are a strip at its top. It goes while one reads on, comes back on the way back and after a jump,
 * and the header's button opens it. In a wide window they stand beside the text, and the style sheet passes over all of this.
 */
const DISTANCE = 12;
/** Pixels from the page's top within which the header is in sight, and the strip is not needed. */
const AT_THE_TOP = 160;

const strip = document.querySelector(".contents");
const list = strip?.querySelector("details");
const button = document.querySelector("[data-contents-switch]");

/**
 * What stood in the middle of the window, and where. The page's own position tells less: the browser changes it too, to keep the
 * reader's place where a figure turns out to be taller than it was taken for.
 */
let middle = inTheMiddle();
/** Until when scrolling is a jump's, in milliseconds of the page's time. */
let jumping = 0;

/** @param {boolean} shown */
function show(shown) {
  strip?.toggleAttribute("data-shown", shown);
}

function follow() {
  if (list?.open) return;
  const moved = middle.top - topOf(middle.element);
  if (Math.abs(moved) < DISTANCE && scrollY > AT_THE_TOP) return;
  middle = inTheMiddle();
  if (scrollY <= AT_THE_TOP) show(false);
  else if (performance.now() > jumping) show(moved < 0);
}

/** Whoever jumped wants to know where to. */
function jump() {
  jumping = performance.now() + 600;
  requestAnimationFrame(() => {
    middle = inTheMiddle();
    show(scrollY > AT_THE_TOP);
  });
}

function inTheMiddle() {
  const element = document.elementFromPoint(innerWidth / 2, innerHeight / 2) ?? document.documentElement;
  return { element, top: topOf(element) };
}

/** @param {Element} element */
function topOf(element) {
  return element.getBoundingClientRect().top;
}

if (strip && list) {
  addEventListener("scroll", follow, { passive: true });
  addEventListener("hashchange", jump);
  if (location.hash) addEventListener("load", jump);
  list.addEventListener("toggle", () => {
    button?.setAttribute("aria-expanded", String(list.open));
    if (!list.open) show(scrollY > AT_THE_TOP);
  });
  document.addEventListener("click", ({ target }) => {
    if (list.open && target instanceof Node && !strip.contains(target) && !button?.contains(target)) list.open = false;
  });
}

if (button instanceof HTMLButtonElement && list) {
  button.hidden = false;
  button.addEventListener("click", () => {
    list.open = !list.open;
    show(list.open);
    if (list.open) list.querySelector("summary")?.focus({ preventScroll: true });
  });
}
