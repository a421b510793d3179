// @ts-check
import { fromCellFragment } from "./cell_address.js";
import { pressButton } from "../../figure/press_button.js";
import { asFailure } from "../../loading/failure.js";
import {
  CODE_EXERCISE_INVITATION, CODE_INVITATION, CODE_OF_READER, CODE_TRY_IT, EDIT_CODE, EDIT_DISMISS, EDIT_FETCHING, EDIT_NOT_LOADED,
  EDIT_NOT_SHOWN, EDIT_SHOW,
} from "../../language/words.js";
import { withValues } from "../../language/with_values.js";

/**
 * Under each piece of an article's code that runs stands a button by which a reader edits it. All that it takes is fetched then. A link
 * may carry edits: they are shown only when their reader has asked for them. A page without such code does without it all.
 *
 * @typedef {import("../../page/page_data.js").Page} Page
 */

/** What edits the article's code, once it was fetched. @type {Promise<import("./edit_article.js").ArticleCode> | null} */
let editing = null;

/**
 * Put a button under every piece of code that runs.
 * @param {Page} page
 */
export function offerCells(page) {
  const able = import.meta.url.startsWith("http") && "adoptedStyleSheets" in document;
  if (!page.runtime || !able) return;
  document.querySelectorAll("[data-code-cell]").forEach((cell, index) => addButton(cell, index, page));
  offerLinkedEdits(page);
  addEventListener("hashchange", () => offerLinkedEdits(page));
}

/**
 * Ask, above the first of them, whether the edits that the address carries are to be shown.
 * @param {Page} page
 */
function offerLinkedEdits(page) {
  const cells = Array.from(document.querySelectorAll("[data-code-cell]"));
  const edits = new Map(Array.from(fromCellFragment(location.hash)).filter(([index]) => index < cells.length));
  const first = cells[Math.min(...edits.keys())];
  document.querySelector(".edit-offer[data-of-code]")?.remove();
  // What a reader edits here is not thrown away for it.
  if (!first || cells.some((cell) => cell.querySelector(".edit-panel"))) return;
  const [line, says] = [document.createElement("p"), document.createElement("span")];
  line.className = "edit-code edit-offer";
  line.dataset["ofCode"] = "";
  says.setAttribute("aria-live", "polite");
  says.textContent = CODE_OF_READER;
  const show = async () => {
    if (await attempt(says, EDIT_NOT_SHOWN, async () => (await editorOf(page)).openEdits(edits))) line.remove();
  };
  line.append(pressButton(EDIT_SHOW, () => void show()), pressButton(EDIT_DISMISS, () => line.remove()), says);
  first.before(line);
  for (let fold = first.closest("details"); fold; fold = fold.parentElement?.closest("details") ?? null) fold.open = true;
  line.scrollIntoView({ block: "center" });
}

/**
 * @param {Element} cell
 * @param {number} index  among those of the article
 * @param {Page} page
 */
function addButton(cell, index, page) {
  const line = document.createElement("p");
  const says = document.createElement("span");
  const exercise = cell.getAttribute("data-code-cell") === "exercise";
  says.setAttribute("aria-live", "polite");
  says.textContent = exercise ? CODE_EXERCISE_INVITATION : CODE_INVITATION;
  line.className = "edit-code";
  const open = () => attempt(says, EDIT_NOT_LOADED, async () => (await editorOf(page)).open(index));
  line.append(pressButton(exercise ? CODE_TRY_IT : EDIT_CODE, () => void open()), says);
  cell.querySelector(".listing")?.after(line);
}

/**
 * Do what needs the editor, and say meanwhile that it is fetched; return whether it went well.
 * @param {HTMLElement} says  where it is told how that goes
 * @param {string} failed  the sentence for where it does not
 * @param {() => Promise<void>} work
 */
async function attempt(says, failed, work) {
  const before = says.textContent ?? "";
  says.textContent = EDIT_FETCHING;
  try {
    await work();
    says.textContent = before;
    return true;
  } catch (error) {
    const { message, detail } = asFailure(error);
    console.error(`[aeexplain] the code of this article: ${message}\n${detail}`);
    says.textContent = withValues(failed, { reason: message });
    return false;
  }
}

/**
 * Return what edits the article's code, fetched once; where it does not come, it can be tried again.
 * @param {Page} page
 */
function editorOf(page) {
  editing ??= begin(page).catch((error) => {
    editing = null;
    throw error;
  });
  return editing;
}

/** @param {Page} page */
async function begin({ runtime, demos }) {
  if (!runtime) throw new Error("the page has no engine");
  const { url } = runtime.editArticle ?? { url: "" };
  /** @type {typeof import("./edit_article.js")} */
  const { ArticleCode } = await import(url);
  return new ArticleCode(document, runtime, demos);
}
