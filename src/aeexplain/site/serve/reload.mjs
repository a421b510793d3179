// @ts-check
// When its site was rebuilt, the page takes up what changed of the text, or is loaded anew where that is not all, where it was
// and with its figures as they were. Shows what is wrong with what was saved since. `serve` adds it to what it sends; no
// published page has it. Its news come by an EventSource that all tabs share.
import { listen } from "./news.mjs";
import { fetchServedPage, servedAs, swap } from "./swap.mjs";

/**
 * @typedef {{where: string, what: string, hint: string}} ServeError
 * @typedef {{version: number, errors: ServeError[]}} News
 * @typedef {{path: string, scroll: [number, number], opened: number[], figures: string[]}} PageState
 */

const KEY = "aeexplain-serve";
let { version, stamp } = servedAs(import.meta.url);
/** What this page was made of; null where that cannot be had. @type {Promise<import("./swap.mjs").ServedPage | null>} */
let loadedPage = idle().then(fetchServedPage).catch(() => null);
let pending = Promise.resolve();

const listening = listen((data, earlier) => {
  pending = pending.then(() => onNews(JSON.parse(data), earlier));
});

/**
 * @param {News} news
 * @param {boolean} earlier  other tabs have heard it before this page asked: a page that is newer will hear of its own version
 */
async function onNews(news, earlier) {
  if (earlier && news.version < version) return;
  if (news.errors.length > 0) show(news.errors);
  else if (news.version === version || (await swapInChanges())) hide();
  else {
    listening.end();
    sessionStorage.setItem(KEY, JSON.stringify(currentState()));
    location.reload();
  }
}

/** Take up what changed of the text; tell whether that is all that did. */
async function swapInChanges() {
  const old = await loadedPage;
  const fresh = await fetchServedPage().catch(() => null);
  if (!old || !fresh || old.stamp !== stamp || !swap(old, fresh)) return false;
  ({ version, stamp } = fresh);
  loadedPage = Promise.resolve(fresh);
  document.documentElement.dataset["served"] = String(version);
  return true;
}

function idle() {
  return new Promise((resolve) => ("requestIdleCallback" in self ? requestIdleCallback(resolve) : setTimeout(resolve, 500)));
}

await restore();

/** Return where the reader is, and the state of every figure that was moved. */
function currentState() {
  /** @type {PageState} */
  const state = { path: location.pathname, scroll: [scrollX, scrollY], opened: [], figures: [] };
  document.querySelectorAll("details").forEach((details, place) => details.open && state.opened.push(place));
  // The page's own script writes there the state of every figure that was moved, as its address tells it.
  dispatchEvent(new CustomEvent("aeexplain:moved", { detail: state.figures }));
  return state;
}

/** Take up what the page before this one kept. */
async function restore() {
  const text = sessionStorage.getItem(KEY);
  sessionStorage.removeItem(KEY);
  /** @type {PageState | null} */
  const state = text ? JSON.parse(text) : null;
  if (!state || state.path !== location.pathname) return;
  const all = document.querySelectorAll("details");
  for (const place of state.opened) if (all[place]) all[place].open = true;
  const address = location.href;
  for (const fragment of state.figures) {
    history.replaceState(history.state, "", fragment);
    dispatchEvent(new HashChangeEvent("hashchange"));
  }
  history.replaceState(history.state, "", address);
  const [left, top] = state.scroll;
  const scroll = () => scrollTo({ left, top, behavior: "instant" });
  scroll();
  if (document.readyState !== "complete") addEventListener("load", scroll, { once: true });
  document.documentElement.dataset["served"] = String(version);
}

/** @param {ServeError[]} errors */
function show(errors) {
  hide();
  const box = document.body.appendChild(document.createElement("aside"));
  box.dataset["serveErrors"] = String(errors.length);
  box.setAttribute("role", "alert");
  box.style.cssText = `position: fixed; inset: auto 0 0 0; z-index: 1000; max-height: 60vh; overflow: auto; padding: 1rem 1.5rem;
    background: #2b0d0d; color: #fff; border-top: 4px solid #ff6b6b; font: 15px/1.5 system-ui, sans-serif; text-align: left`;
  const close = add(box, "button", "Hide", "float: right; font: inherit; cursor: pointer");
  close.addEventListener("click", hide);
  const count = errors.length === 1 ? "This is wrong" : `${errors.length} things are wrong`;
  add(box, "p", `${count}; the page shows the last site that could be built.`, "margin: 0 0 .5rem; font-weight: 600");
  for (const { where, what, hint } of errors) {
    const line = add(box, "p", "", "margin: .5rem 0; overflow-wrap: anywhere");
    add(line, "code", where, "color: #ffb3b3; background: none");
    add(line, "span", ` ${what}`, "");
    if (hint) add(line, "span", ` → ${hint}`, "color: #a5f3c4");
  }
}

function hide() {
  document.querySelector("[data-serve-errors]")?.remove();
}

/**
 * @param {HTMLElement} parent
 * @param {string} tag
 * @param {string} text
 * @param {string} style
 */
function add(parent, tag, text, style) {
  const element = parent.appendChild(document.createElement(tag));
  element.textContent = text;
  element.style.cssText = style;
  return element;
}
