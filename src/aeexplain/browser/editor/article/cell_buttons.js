// @ts-check
import { pressButton } from "../../figure/press_button.js";
import { asFailure } from "../../loading/failure.js";
import { CODE_EXERCISE_INVITATION, CODE_INVITATION, CODE_TRY_IT, EDIT_CODE, EDIT_FETCHING, EDIT_NOT_LOADED } from "../../language/words.js";
import { withValues } from "../../language/with_values.js";

/**
 * Under each piece of an article's code that runs stands a button by which a reader edits it. All that it takes is fetched then. This
 * module is a page's own only where there is such code.
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
  line.append(pressButton(exercise ? CODE_TRY_IT : EDIT_CODE, () => void open(index, says, page)), says);
  cell.querySelector(".listing")?.after(line);
}

/**
 * @param {number} index
 * @param {HTMLElement} says  where it is told how that goes
 * @param {Page} page
 */
async function open(index, says, page) {
  const before = says.textContent ?? "";
  says.textContent = EDIT_FETCHING;
  try {
    editing ??= begin(page);
    await (await editing).open(index);
    says.textContent = before;
  } catch (error) {
    editing = null;
    const { message, detail } = asFailure(error);
    console.error(`[aeexplain] the code of this article: ${message}\n${detail}`);
    says.textContent = withValues(EDIT_NOT_LOADED, { reason: message });
  }
}

/** @param {Page} page */
async function begin({ runtime, demos }) {
  if (!runtime) throw new Error("the page has no engine");
  const { url } = runtime.editArticle ?? { url: "" };
  /** @type {typeof import("./edit_article.js")} */
  const { ArticleCode } = await import(url);
  return new ArticleCode(document, runtime, demos);
}
