// @ts-check
import { pressButton } from "../figure/press_button.js";
import { isOutdated } from "../loading/edition.js";
import { Failure, asFailure } from "../loading/failure.js";
import { fetchWhole } from "../loading/verified_fetch.js";
import {
  DID_NOT_LOAD, FOLD_GONE, FOLD_LACKS, FOLD_LACKS_CODE, PICTURES_AND_THE_CODE, PUBLISHED_ANEW, RELOAD, THE_CODE,
  TRY_AGAIN,
} from "../language/words.js";
import { withValues } from "../language/with_values.js";

/**
 * The pictures and the code of a figure's fold are in a page of their own, to which the fold links. They come into the fold when it
 * is opened, and into all folds before the article is printed. A place that the engine has drawn meanwhile keeps what it has.
 */

/** Marks a place whose content is yet to come. */
const EMPTY = "data-empty";

/** The pages that came or are on their way, by address: two figures may have one. @type {Map<string, Promise<Document>>} */
const pages = new Map();

const folds = Array.from(document.querySelectorAll("a[data-fold]")).flatMap((link) => {
  const fold = link.closest("details");
  return fold && link instanceof HTMLAnchorElement ? [bind(fold, link)] : [];
});
const fillAll = () => folds.forEach(({ fill }) => void fill());
addEventListener("beforeprint", () => folds.forEach(({ fillAtOnce }) => fillAtOnce()));
matchMedia("print").addEventListener("change", ({ matches }) => matches && fillAll());

/**
 * Let a fold be filled when it is opened; return what fills it, when its page has come or at once.
 * @param {HTMLDetailsElement} fold
 * @param {HTMLAnchorElement} link  to its page; without scripts, or where the page does not come, it is there for readers
 */
function bind(fold, link) {
  /** @type {"empty" | "loading" | "filled" | "failed"} */
  let state = "empty";
  const failure = document.createElement("span");
  const isFilled = () => state === "filled"; // by a printing meanwhile
  const fill = async () => {
    if (state === "loading" || state === "filled") return;
    state = "loading";
    failure.remove();
    link.hidden = true;
    try {
      fillFrom(await pageOf(link), fold);
      state = "filled";
    } catch (error) {
      if (isFilled()) return;
      state = "failed";
      link.hidden = false;
      explain(failure, link, asFailure(error), fill);
      if (await isOutdated()) explainOutdated(failure);
    }
  };
  const fillAtOnce = () => {
    if (isFilled()) return;
    const page = pageAtOnce(link);
    if (!page) return void fill();
    state = "filled";
    failure.remove();
    fillFrom(page, fold);
  };
  link.hidden = true;
  fold.addEventListener("toggle", () => void (fold.open && fill()));
  if (fold.open) void fill();
  return { fill, fillAtOnce };
}

/**
 * Return the page that a link leads to. One that does not come, or is not what the build wrote: a Failure, and it can be tried again.
 * @param {HTMLAnchorElement} link
 */
function pageOf({ href, dataset }) {
  const page = pages.get(href) ?? fetchPage(href, dataset["integrity"] ?? "");
  pages.set(href, page);
  page.catch(() => pages.delete(href));
  return page;
}

/**
 * Return the page that a link leads to; null where it does not come as long as the build wrote it. A browser prints what is there
 * once `beforeprint` has been heard, and waits for nothing: only a request that blocks is in time.
 * @param {HTMLAnchorElement} link
 */
function pageAtOnce({ href, dataset }) {
  const request = new XMLHttpRequest();
  try {
    request.open("GET", href, false);
    request.send();
  } catch {
    return null;
  }
  const text = request.responseText;
  const whole = request.status === 200 && new TextEncoder().encode(text).length === Number(dataset["bytes"]);
  return whole ? new DOMParser().parseFromString(text, "text/html") : null;
}

/**
 * The browser compares the digest, as it does on hosts without HTTPS too, where scripts cannot.
 * @param {string} url
 * @param {string} integrity
 */
async function fetchPage(url, integrity) {
  const { bytes } = await fetchWhole(url, { integrity });
  return new DOMParser().parseFromString(new TextDecoder().decode(bytes), "text/html");
}

/**
 * Put into every empty place of a fold what the page has for it; instruments that lie there stay. A place that the page lacks: a Failure.
 * @param {Document} page
 * @param {HTMLElement} fold
 */
function fillFrom(page, fold) {
  for (const place of fold.querySelectorAll(`[${EMPTY}]`)) {
    const view = place.getAttribute("data-view");
    const inCode = place.localName === "dl" ? ".metrics" : ".listing code";
    const held = page.querySelector(view === null ? inCode : `[data-view="${CSS.escape(view)}"]`);
    if (!held) throw new Failure(withValues(FOLD_LACKS, { what: view ?? FOLD_LACKS_CODE }));
    place.prepend(...document.importNode(held, true).childNodes);
    place.removeAttribute(EMPTY);
  }
  fold.dispatchEvent(new CustomEvent("aeexplain:filled", { bubbles: true }));
}

/**
 * Say why a fold stays empty, before its link, and offer to try again.
 * @param {HTMLElement} place
 * @param {HTMLAnchorElement} link
 * @param {Failure} reason
 * @param {() => void} tryAgain
 */
function explain(place, link, reason, tryAgain) {
  const sentence = () => withValues(DID_NOT_LOAD, { what: lackIn(link), reason: reason.message });
  const what = document.createTextNode(sentence());
  // The engine may draw the pictures later, and then only the code is missing.
  const drawn = new MutationObserver(() => (what.data = sentence()));
  drawn.observe(link.closest("details") ?? link, { subtree: true, attributeFilter: [EMPTY] });
  const again = pressButton(TRY_AGAIN, () => {
    drawn.disconnect();
    tryAgain();
  });
  place.replaceChildren(what, " ", again, " ");
  link.before(place);
  console.error(`[aeexplain] ${link.closest("figure")?.id}: ${reason.message}\n${reason.detail}`);
}

/**
 * Name what a fold still lacks.
 * @param {HTMLAnchorElement} link
 */
function lackIn(link) {
  return link.closest("details")?.querySelector(`[data-view][${EMPTY}]`) ? PICTURES_AND_THE_CODE : THE_CODE;
}

/** @param {HTMLElement} place */
function explainOutdated(place) {
  place.replaceChildren(`${withValues(FOLD_GONE, { published_anew: PUBLISHED_ANEW })} `, pressButton(RELOAD, () => location.reload()), " ");
}
