// @ts-check
import { addressIfMoved } from "../../figure/address.js";
import { pressButton } from "../../figure/press_button.js";
import { asFailure } from "../../loading/failure.js";
import { COPIED, COPY, COPY_NOT_ALLOWED, EDIT_DISMISS, EMBED, EMBED_LABEL, EMBED_NOT_MADE } from "../../language/words.js";
import { withValues } from "../../language/with_values.js";

/** "Embed" in a figure's menu shows the HTML by which another page shows the figure. What makes it is fetched then. */

/** @param {import("../../page/page_data.js").Page} page */
export function offerEmbeds({ runtime, figures }) {
  if (!runtime?.editor || !figures) return;
  const { editor } = runtime;
  for (const menu of document.querySelectorAll("figure.demo .menu")) {
    const figure = menu.closest("figure");
    if (figure) menu.append(pressButton(EMBED, () => void show(figure, `${figures}${encodeURIComponent(figure.id)}/`, editor.url)));
  }
}

/**
 * @param {HTMLElement} figure
 * @param {string} address  of the figure's own page
 * @param {string} editor  of the module that makes the HTML
 */
async function show(figure, address, editor) {
  const box = document.createElement("div");
  const says = document.createElement("span");
  says.setAttribute("aria-live", "polite");
  box.className = "edit-code embed-offer";
  figure.querySelector(":scope > .embed-offer")?.remove();
  figure.querySelector(":scope > figcaption")?.before(box);
  const dismiss = pressButton(EDIT_DISMISS, () => {
    box.remove();
    figure.querySelector("summary")?.focus();
  });
  box.append(says, dismiss);
  try {
    /** @type {typeof import("../editing.js")} */
    const { snippetOf } = await import(editor);
    const html = fieldOf(figure.id, await snippetOf(address, addressIfMoved(figure) ?? ""));
    const label = document.createElement("label");
    label.htmlFor = html.id;
    label.textContent = EMBED_LABEL;
    box.prepend(label, html, pressButton(COPY, async () => void (says.textContent = await copied(html))));
    html.focus();
    html.select();
  } catch (error) {
    const { message } = asFailure(error);
    console.error(`[aeexplain] ${figure.id}: its frame: ${message}`);
    says.textContent = withValues(EMBED_NOT_MADE, { reason: message });
  }
}

/**
 * @param {string} figure
 * @param {string} text
 */
function fieldOf(figure, text) {
  const field = document.createElement("textarea");
  field.id = `${figure}-embed`;
  field.readOnly = true;
  field.rows = 4;
  field.spellcheck = false;
  field.value = text;
  return field;
}

/**
 * Put a field's text into the clipboard, or select it where that is not allowed; return how it went.
 * @param {HTMLTextAreaElement} field
 */
async function copied(field) {
  try {
    await navigator.clipboard.writeText(field.value);
    return COPIED;
  } catch {
    field.focus();
    field.select();
    return COPY_NOT_ALLOWED;
  }
}
