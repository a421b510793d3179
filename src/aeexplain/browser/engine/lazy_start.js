// @ts-check
import { ATLAS_HEAD_START } from "../loading/timeouts.js";

/**
 * When a page gets what its figures need. Who reads the first window and leaves gives no sign of interest, and gets nothing of it. At
 * the first sign come the atlases of figures that are a few screens away, which are small, and then the engine, once the page has all
 * that is its own. A figure goes live when it is near.
 *
 * @typedef {{near: () => Promise<void>, start: () => void}} Startable  near: settles when the figure's atlas is there, or never will be
 */

/** How far around the window an atlas is fetched. */
const ATLAS_MARGIN = "200% 0px";
/** How far around the window a figure goes live. */
const LIVE_MARGIN = "600px 0px";
/** Milliseconds after which a page that never idles is taken for idle. */
const IDLE_TIMEOUT = 2000;
/** What shows that somebody wants more than what is in the first window. */
const SIGNS = ["scroll", "pointerdown", "keydown"];
/** What shows it where it happens to a figure. A pointer that only lies there, with the page moving under it, tells nothing. */
const SIGNS_ON_FIGURES = ["pointermove", "focusin"];

/**
 * Call figures' `near` and `start` when they are due, and `begin` when the engine is.
 * @param {Map<Element, Startable>} figures
 * @param {Promise<void>} interest  settles at its first sign
 * @param {() => void} begin
 */
export async function startLazily(figures, interest, begin) {
  await interest;
  const first = observe(figures, ATLAS_MARGIN, (figure) => figure.near());
  await pageLoaded();
  await Promise.race([first, pause(ATLAS_HEAD_START)]);
  begin();
  void observe(figures, LIVE_MARGIN, (figure) => figure.start());
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
  await pageLoaded();
  await new Promise((resolve) => {
    // Safari has no such callback.
    if ("requestIdleCallback" in globalThis) requestIdleCallback(resolve, { timeout: IDLE_TIMEOUT });
    else setTimeout(resolve);
  });
}

/** Wait until the page has everything that is its own, and is in front. */
async function pageLoaded() {
  if (document.readyState !== "complete") await once(window, "load");
  await document.fonts.ready;
  if (document.hidden) await once(document, "visibilitychange");
}

/**
 * Wait for a sign that the page is not only looked at.
 * @param {Iterable<Element>} figures
 * @returns {Promise<void>}
 */
export function firstInterest(figures) {
  // Who comes back, or by a link to a place in the text, is beyond the first window already.
  if (scrollY > 0) return Promise.resolve();
  const heard = new AbortController();
  return new Promise((resolve) => {
    /** @param {Event} event */
    const hear = (event) => {
      if (event instanceof KeyboardEvent && isForBrowser(event)) return;
      heard.abort();
      resolve();
    };
    const options = { capture: true, passive: true, signal: heard.signal };
    for (const sign of SIGNS) addEventListener(sign, hear, options);
    for (const figure of figures) for (const sign of SIGNS_ON_FIGURES) figure.addEventListener(sign, hear, options);
  });
}

/**
 * Whether a key is one that holds others down, or one of the browser's own, as what closes a tab is.
 * @param {KeyboardEvent} event
 */
function isForBrowser({ key, ctrlKey, metaKey, altKey }) {
  return ctrlKey || metaKey || altKey || ["Control", "Meta", "Alt", "Shift", "Escape"].includes(key);
}

/**
 * Call for each figure when it enters the window and so much around it; settles when that is done for those that are there at first.
 * @param {Map<Element, Startable>} figures
 * @param {string} rootMargin
 * @param {(figure: Startable) => Promise<void> | void} onEnter
 * @returns {Promise<unknown>}
 */
function observe(figures, rootMargin, onEnter) {
  return new Promise((resolve) => {
    const observer = new IntersectionObserver((entries) => {
      const entered = entries.filter(({ isIntersecting }) => isIntersecting).map(({ target }) => figures.get(target));
      resolve(Promise.all(entered.map((figure) => figure && onEnter(figure))));
    }, { rootMargin });
    for (const element of figures.keys()) observer.observe(element);
    if (figures.size === 0) resolve(null);
  });
}

/**
 * @param {EventTarget} target
 * @param {string} name
 */
function once(target, name) {
  return new Promise((resolve) => target.addEventListener(name, resolve, { once: true }));
}

/** @param {number} milliseconds */
function pause(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
