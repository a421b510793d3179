// @ts-check

/**
 * When a figure gets what it needs. Its atlas is small and comes when the figure is a few screens away. The engine is not: it
 * comes for a figure that is in sight, or near while the reader scrolls; and only once the page has come to rest.
 *
 * @typedef {{near: () => void, start: () => void}} Startable
 */

/** How far around the window an atlas is fetched. */
const ATLAS_MARGIN = "200% 0px";
/** How far around the window a figure starts the engine while the reader scrolls. */
const SCROLLING_MARGIN = "600px 0px";
/** How far within the window a figure is in sight: not where it only peeps in at the edge. */
const IN_SIGHT_MARGIN = "-25% 0px";
/** Milliseconds after which a page that never idles is taken for idle. */
const IDLE_TIMEOUT = 2000;

/**
 * Call figures' `near` and `start` when they are due.
 * @param {Map<Element, Startable>} figures
 */
export function startLazily(figures) {
  /** @type {Set<Element>} */
  const near = new Set();
  let scrolled = scrollY > 0;

  /** @param {Element} element */
  const start = async (element) => {
    await pageIdle();
    if (near.has(element)) figures.get(element)?.start();
  };
  observe(figures.keys(), ATLAS_MARGIN, (element) => figures.get(element)?.near(), () => {});
  observe(figures.keys(), SCROLLING_MARGIN, (element) => {
    near.add(element);
    if (scrolled) void start(element);
  }, (element) => near.delete(element));
  observe(figures.keys(), IN_SIGHT_MARGIN, start, () => {});
  addEventListener("scroll", () => {
    scrolled = true;
    near.forEach(start);
  }, { once: true, passive: true });
}

/** Whether the reader's browser asks to save data, or reports a slow connection. */
export function savesData() {
  const { saveData = false, effectiveType = "4g" } = /** @type {{connection?: {saveData?: boolean, effectiveType?: string}}} */ (
    navigator
  ).connection ?? {};
  return saveData || effectiveType !== "4g";
}

/** Wait until the page has everything that is its own, is in front, and has nothing to do. */
export async function pageIdle() {
  if (document.readyState !== "complete") await once(window, "load");
  await document.fonts.ready;
  if (document.hidden) await once(document, "visibilitychange");
  await new Promise((resolve) => {
    // Safari has no such callback.
    if ("requestIdleCallback" in globalThis) requestIdleCallback(resolve, { timeout: IDLE_TIMEOUT });
    else setTimeout(resolve);
  });
}

/**
 * @param {Iterable<Element>} elements
 * @param {string} rootMargin
 * @param {(element: Element) => void} onEnter
 * @param {(element: Element) => void} onLeave
 */
function observe(elements, rootMargin, onEnter, onLeave) {
  const observer = new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries) (isIntersecting ? onEnter : onLeave)(target);
  }, { rootMargin });
  for (const element of elements) observer.observe(element);
}

/**
 * @param {EventTarget} target
 * @param {string} name
 */
function once(target, name) {
  return new Promise((resolve) => target.addEventListener(name, resolve, { once: true }));
}
