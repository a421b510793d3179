// @ts-check
import { asFailure } from "./failure.js";
import { cost, isKept, keep, remove } from "./shelf.js";
import { megabytes } from "./words.js";

/** The section in which a reader keeps the article for offline, or no longer. Before a press nothing is stored. */

const section = document.querySelector("[data-keep]");
const button = section?.querySelector("button");
const line = section?.querySelector("[role=status]");
const { keep: version = "", service = "" } = section instanceof HTMLElement ? section.dataset : {};

if (button && line) void open(button, line);

/**
 * @param {HTMLButtonElement} button
 * @param {Element} line
 */
async function open(button, line) {
  /** @type {() => Promise<unknown>} */
  let deed = async () => {};

  /**
   * @param {string} sentence
   * @param {string} label
   * @param {() => Promise<unknown>} next
   */
  function offer(sentence, label, next) {
    line.textContent = sentence;
    button.textContent = label;
    button.disabled = false;
    deed = next;
  }

  const offerToKeep = (/** @type {string} */ before) =>
    offer(before, `Keep for offline (${megabytes(cost())})`, keepIt);
  const offerToRemove = (/** @type {string} */ before) => offer(before, "Remove it", removeIt);

  async function keepIt() {
    try {
      await navigator.serviceWorker.register(new URL(service, location.href));
      await keep(version, (done, all) => (line.textContent = `Keeping file ${done} of ${all}…`));
      offerToRemove("The article is kept in this browser, with its figures, and opens without a network.");
    } catch (error) {
      const { message } = asFailure(error);
      console.error(`[aeexplain] the article was not kept: ${message}`);
      if (!(await isKept())) await unregister();
      offerToKeep(`The article could not be kept: ${message}.`);
    }
  }

  async function removeIt() {
    if (!(await remove())) await unregister();
    offerToKeep("Nothing of the article is kept any more.");
  }

  button.addEventListener("click", async () => {
    button.disabled = true;
    await deed();
  });
  try {
    if (await isKept(version)) offerToRemove("The article is kept in this browser.");
    else if (await isKept()) {
      button.disabled = true;
      line.textContent = "The article has changed since you kept it; bringing the kept one up to date…";
      button.hidden = false;
      await keepIt();
    } else offerToKeep("");
    button.hidden = false;
  } catch {
    // A private window may refuse storage: then there is nothing to offer.
  }
}

async function unregister() {
  const registration = await navigator.serviceWorker.getRegistration();
  await registration?.unregister();
}
