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

let last = scrollY;
/** Until when scrolling is a jump's, in milliseconds of the page's time. */
let jumping = 0;

/** @param {boolean} shown */
function show(shown) {
  strip?.toggleAttribute("data-shown", shown);
}

function follow() {
  if (list?.open) return;
  const moved = scrollY - last;
  if (Math.abs(moved) < DISTANCE && scrollY > AT_THE_TOP) return;
  last = scrollY;
  if (scrollY <= AT_THE_TOP) show(false);
  else if (performance.now() > jumping) show(moved < 0);
}

/** Whoever jumped wants to know where to. */
function jump() {
  jumping = performance.now() + 600;
  requestAnimationFrame(() => {
    last = scrollY;
    show(scrollY > AT_THE_TOP);
  });
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
