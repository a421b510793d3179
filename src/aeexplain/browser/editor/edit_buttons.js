// @ts-check
import { EDIT, fromFragment } from "../figure/address.js";
import { pressButton } from "../figure/press_button.js";
import { asFailure } from "../loading/failure.js";
import { dressListing } from "./listing.js";
import {
  CHECK, CHECK_NOT_LOADED, EDIT_CODE, EDIT_DISMISS, EDIT_FETCHING, EDIT_INVITATION, EDIT_NOT_LOADED, EDIT_NOT_SHOWN, EDIT_NO_CODE,
  EDIT_OF_READER, EDIT_SHOW, PICTURE, PICTURE_NOT_LOADED,
} from "../language/words.js";
import { withValues } from "../language/with_values.js";

/**
 * Beside each figure's code stands a button by which a reader edits it. All that it takes is fetched then. A link may carry an edit:
 * it is shown only when its reader has asked for it.
 *
 * @typedef {import("../page/page_data.js").Page} Page
 */

/** Figures that are edited now. @type {WeakSet<Element>} */
const edited = new WeakSet();

/**
 * Put a button beside the code of every figure that can be edited, and ask about an edit that the address carries.
 * @param {Page} page
 */
export function offerEdits(page) {
  const able = import.meta.url.startsWith("http") && "adoptedStyleSheets" in document && "CompressionStream" in globalThis;
  if (!page.runtime || !able) return;
  for (const fold of document.querySelectorAll("figure.demo:has(form) .demo-code")) addButton(fold, page);
  for (const menu of document.querySelectorAll("figure.demo .menu")) {
    addPicture(menu, page.runtime);
    addCheck(menu, page);
  }
  offerLinkedEdit(page);
  addEventListener("hashchange", () => offerLinkedEdit(page));
}

/**
 * @param {Element} fold  that holds a figure's code
 * @param {Page} page
 */
function addButton(fold, page) {
  const figure = fold.closest("figure");
  const listing = fold.querySelector(".listing");
  if (!figure || !listing) return;
  const line = document.createElement("p");
  const button = pressButton(EDIT_CODE, () => void edit(figure, line, page));
  line.className = "edit-code";
  line.append(button, said(EDIT_INVITATION));
  listing.before(line);
  figure.addEventListener("aeexplain:filled", () => dressListing(fold));
}

/**
 * Put a button into a figure's menu that saves its pictures as a file.
 * @param {Element} menu
 * @param {import("../page/page_data.js").Runtime} runtime
 */
function addPicture(menu, { editor }) {
  const figure = menu.closest("figure");
  if (!figure) return;
  const save = async () => {
    try {
      /** @type {typeof import("./editing.js")} */
      const { savePicture } = await import(editor?.url ?? "");
      savePicture(figure);
    } catch (error) {
      console.error(`[aeexplain] ${figure.id}: its picture was not saved: ${asFailure(error).message}`);
      button.textContent = PICTURE_NOT_LOADED;
    }
  };
  const button = pressButton(PICTURE, () => void save());
  menu.append(button);
}

/**
 * Put a button into a figure's menu that shows what its author says must hold of it, where that is anything.
 * @param {Element} menu
 * @param {Page} page
 */
function addCheck(menu, { runtime, demos }) {
  const figure = menu.closest("figure");
  if (!figure || !demos[figure.dataset["demo"] ?? ""]?.checks) return;
  const show = async () => {
    try {
      /** @type {typeof import("./editing.js")} */
      const { showChecks } = await import(runtime?.editor?.url ?? "");
      showChecks(figure);
    } catch (error) {
      console.error(`[aeexplain] ${figure.id}: its checks did not load: ${asFailure(error).message}`);
      button.textContent = CHECK_NOT_LOADED;
    }
  };
  const button = pressButton(CHECK, () => void show());
  menu.append(button);
}

/**
 * Ask whether the edit that the address carries is to be shown.
 * @param {Page} page
 */
function offerLinkedEdit(page) {
  const link = fromFragment(location.hash);
  const code = link?.values[EDIT];
  const figure = document.getElementById(link?.name ?? "");
  if (!code || !figure?.matches("figure.demo") || edited.has(figure) || figure.querySelector(".edit-offer")) return;
  const line = document.createElement("p");
  line.className = "edit-code edit-offer";
  const show = pressButton(EDIT_SHOW, () => void edit(figure, line, page, code));
  line.append(show, pressButton(EDIT_DISMISS, () => line.remove()), said(EDIT_OF_READER));
  figure.prepend(line);
}

/**
 * @param {HTMLElement} figure
 * @param {HTMLElement} line  where it is told how that goes
 * @param {Page} page
 * @param {string} [code]  the edit, as an address carries it
 */
async function edit(figure, line, { runtime, demos }, code) {
  if (edited.has(figure) || !runtime) return;
  edited.add(figure);
  const says = line.querySelector("span");
  const before = says?.textContent ?? "";
  if (says) says.textContent = EDIT_FETCHING;
  try {
    /** @type {[string, typeof import("./editing.js")]} */
    const [original, { Editing, decodeEdit }] = await Promise.all([codeOf(figure), import(runtime.editor?.url ?? "")]);
    const text = code === undefined ? original : await decodeEdit(original, code);
    const over = () => {
      edited.delete(figure);
      figure.scrollIntoView();
    };
    await new Editing({ figure, runtime, demos, original, text, onOver: over }).open();
    if (code !== undefined) line.remove();
    else if (says) says.textContent = before;
  } catch (error) {
    edited.delete(figure);
    const { message, detail } = asFailure(error);
    console.error(`[aeexplain] ${figure.id}: ${message}\n${detail}`);
    if (says) says.textContent = withValues(code === undefined ? EDIT_NOT_LOADED : EDIT_NOT_SHOWN, { reason: message });
  }
}

/**
 * Return a figure's own code, which comes when the fold that holds it is opened.
 * @param {HTMLElement} figure
 * @returns {Promise<string>}
 */
function codeOf(figure) {
  const code = figure.querySelector(".demo-code .listing code");
  if (!code) return Promise.reject(new Error(EDIT_NO_CODE));
  return new Promise((resolve) => {
    const found = () => !code.hasAttribute("data-empty") && resolve(`${code.textContent}\n`);
    figure.addEventListener("aeexplain:filled", found, { once: true });
    const more = figure.querySelector("details[data-more]");
    if (more instanceof HTMLDetailsElement) more.open = true;
    found();
  });
}

/** @param {string} words */
function said(words) {
  const element = document.createElement("span");
  element.setAttribute("aria-live", "polite");
  element.textContent = words;
  return element;
}
