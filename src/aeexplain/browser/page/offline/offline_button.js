// @ts-check
import { PUBLISHED_ANEW, isOutdated, ownMark } from "../../loading/edition.js";
import { Failure, OutdatedFailure, asFailure } from "../../loading/failure.js";
import { SILENCE_LIMIT_SECONDS } from "../../loading/timeouts.js";
import { isAnythingKept, isKept, keep, remove, tidy } from "./offline_cache.js";
import { downloadBytes } from "./offline_files.js";
import { megabytes } from "../../figure/words/messages.js";

/** The section in which a reader keeps the article for offline, or no longer. Before a press nothing is stored. */

const KEPT = "The article is kept in this browser, with its figures, and opens without a network.";
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

  const offerToKeep = (/** @type {string} */ before) => offer(before, `Keep for offline (${megabytes(downloadBytes())})`, keepIt);
  const offerToRemove = (/** @type {string} */ before) => offer(before, "Remove it", removeIt);
  const offerToReload = (/** @type {string} */ before) => offer(before, "Reload", reload);

  /** @param {string} before */
  function begin(before) {
    button.disabled = true;
    line.textContent = before;
  }

  async function keepIt() {
    begin("Keeping…");
    try {
      const kept = await underLock(async () => {
        await register();
        return keep((done, all) => begin(`Keeping file ${done} of ${all}…`));
      });
      if (kept === ownMark()) offerToRemove(KEPT);
      else offerToReload(`${KEPT} ${PUBLISHED_ANEW}: reload it to read what is kept.`);
    } catch (error) {
      // The browser may refuse this too.
      await underLock(unregisterIfEmpty).catch(() => {});
      if (error instanceof OutdatedFailure) return offerToReload(`${PUBLISHED_ANEW}; reload it to keep it for offline.`);
      const reason = reasonOf(error);
      console.error(`[aeexplain] the article was not kept: ${reason}\n${asFailure(error).detail}`);
      const before = (await isKept()) ? " What was kept before is still there." : "";
      offerToKeep(`The article could not be kept: ${reason}.${before}`);
    }
  }

  async function removeIt() {
    begin("");
    await underLock(async () => {
      await remove();
      await unregisterIfEmpty();
    });
    offerToKeep("Nothing of the article is kept any more.");
  }

  /** Offer what fits what is kept now: another tab may have changed it, or the browser have cleared its storage. */
  async function refresh() {
    if (button.disabled || document.hidden) return;
    const kept = await isKept(ownMark());
    if (kept && action === keepIt) offerToRemove("The article is kept in this browser.");
    if (!kept && action === removeIt) offerToKeep("");
  }

  button.addEventListener("click", () => action());
  try {
    await underLock(cleanUp, { ifAvailable: true });
    const kept = await isKept(ownMark());
    if (kept) offerToRemove("The article is kept in this browser.");
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
    begin("The article has changed since you kept it; bringing the kept one up to date…");
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
    throw new Failure("the script that answers without a network did not start", asFailure(error).detail);
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
  return full ? `the browser has too little room for it, it wants ${megabytes(downloadBytes())}` : asFailure(error).message;
}
