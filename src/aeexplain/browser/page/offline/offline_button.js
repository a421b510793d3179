// @ts-check
import { isOutdated, ownMark } from "../../loading/edition.js";
import { Failure, OutdatedFailure, asFailure } from "../../loading/failure.js";
import { SILENCE_LIMIT_SECONDS } from "../../loading/timeouts.js";
import { isAnythingKept, isKept, keep, remove, tidy } from "./offline_cache.js";
import { downloadBytes } from "./offline_files.js";
import { megabytes } from "../../figure/words/messages.js";
import {
  KEEP_FAILED, KEEP_FORMER_STAYS, KEEP_KEEPING, KEEP_KEEPING_FILE, KEEP_KEPT, KEEP_KEPT_SHORT, KEEP_NOTHING,
  KEEP_NO_ROOM, KEEP_NO_SERVICE, KEEP_RELOAD_TO_READ, KEEP_REMOVE, KEEP_UPDATING, KEEP_WITH_SIZE, PUBLISHED_ANEW,
  RELOAD, RELOAD_TO_KEEP,
} from "../../language/words.js";
import { withValues } from "../../language/with_values.js";

/** The section in which a reader keeps the article for offline, or no longer. Before a press nothing is stored. */

const LOCK = "aeexplain keeping";

const section = document.querySelector("[data-keep]");
const button = section?.querySelector("button");
const line = section?.querySelector("[role=status]");
const service = section?.getAttribute("data-service") ?? "";

if (button && line) void open(button, line);

/**
 * @param {HTMLButtonElement} button
 * @param {Element} line
 */
async function open(button, line) {
  /** @type {() => unknown} */
  let action = async () => {};

  /**
   * @param {string} sentence
   * @param {string} label
   * @param {() => unknown} next
   */
  function offer(sentence, label, next) {
    line.textContent = sentence;
    button.textContent = label;
    button.disabled = false;
    action = next;
  }

  const offerToKeep = (/** @type {string} */ before) => offer(before, withValues(KEEP_WITH_SIZE, { size: megabytes(downloadBytes()) }), keepIt);
  const offerToRemove = (/** @type {string} */ before) => offer(before, KEEP_REMOVE, removeIt);
  const offerToReload = (/** @type {string} */ before) => offer(before, RELOAD, reload);

  /** @param {string} before */
  function begin(before) {
    button.disabled = true;
    line.textContent = before;
  }

  async function keepIt() {
    begin(KEEP_KEEPING);
    try {
      const kept = await underLock(async () => {
        await register();
        return keep((done, all) => begin(withValues(KEEP_KEEPING_FILE, { done, all })));
      });
      if (kept === ownMark()) offerToRemove(KEEP_KEPT);
      else offerToReload(withValues(KEEP_RELOAD_TO_READ, { kept: KEEP_KEPT, published_anew: PUBLISHED_ANEW }));
    } catch (error) {
      // The browser may refuse this too.
      await underLock(unregisterIfEmpty).catch(() => {});
      if (error instanceof OutdatedFailure) return offerToReload(withValues(RELOAD_TO_KEEP, { published_anew: PUBLISHED_ANEW }));
      const reason = reasonOf(error);
      console.error(`[aeexplain] the article was not kept: ${reason}\n${asFailure(error).detail}`);
      const before = (await isKept()) ? ` ${KEEP_FORMER_STAYS}` : "";
      offerToKeep(`${withValues(KEEP_FAILED, { reason })}${before}`);
    }
  }

  async function removeIt() {
    begin("");
    await underLock(async () => {
      await remove();
      await unregisterIfEmpty();
    });
    offerToKeep(KEEP_NOTHING);
  }

  /** Offer what fits what is kept now: another tab may have changed it, or the browser have cleared its storage. */
  async function refresh() {
    if (button.disabled || document.hidden) return;
    const kept = await isKept(ownMark());
    if (kept && action === keepIt) offerToRemove(KEEP_KEPT_SHORT);
    if (!kept && action === removeIt) offerToKeep("");
  }

  button.addEventListener("click", () => action());
  try {
    await underLock(cleanUp, { ifAvailable: true });
    const kept = await isKept(ownMark());
    if (kept) offerToRemove(KEEP_KEPT_SHORT);
    else offerToKeep("");
    button.hidden = false;
    if ((await isKept()) && (!kept || (isKeptCopy() && (await isOutdated())))) await update();
  } catch {
    // A private window may refuse storage: then there is nothing to offer.
    return;
  }
  document.addEventListener("visibilitychange", refresh);
  addEventListener("pageshow", ({ persisted }) => persisted && refresh());

  function update() {
    begin(KEEP_UPDATING);
    return keepIt();
  }
}

function reload() {
  location.reload();
}

/** Whether this page came from what is kept. */
function isKeptCopy() {
  return Boolean(document.querySelector("[data-kept-copy]:not([hidden])"));
}

/**
 * Work while no other tab keeps or removes anything: after it, or not at all where that is wanted.
 * @template T
 * @param {() => Promise<T>} work
 * @param {{ifAvailable?: boolean}} [options]
 * @returns {Promise<T | undefined>}
 */
async function underLock(work, options = {}) {
  return navigator.locks ? navigator.locks.request(LOCK, options, (lock) => (lock ? work() : undefined)) : work();
}

/** Clear away what an interrupted keeping has left, and see that what is kept can be opened. */
async function cleanUp() {
  await tidy();
  await unregisterIfEmpty();
  // Where that fails, the article is kept all the same, though it cannot be opened yet.
  if (await isKept()) await register().catch(() => {});
}

async function register() {
  const timeout = new Promise((_, reject) => setTimeout(reject, SILENCE_LIMIT_SECONDS * 1000));
  try {
    await Promise.race([navigator.serviceWorker.register(new URL(service, location.href)), timeout]);
  } catch (error) {
    throw new Failure(KEEP_NO_SERVICE, asFailure(error).detail);
  }
}

/** Where nothing is kept, the site has nobody to answer for it. */
async function unregisterIfEmpty() {
  if (await isAnythingKept()) return;
  const registration = await navigator.serviceWorker.getRegistration();
  await registration?.unregister();
}

/** @param {unknown} error */
function reasonOf(error) {
  const full = error instanceof DOMException && error.name === "QuotaExceededError";
  return full ? withValues(KEEP_NO_ROOM, { size: megabytes(downloadBytes()) }) : asFailure(error).message;
}
