// @ts-check
import { Failure } from "./failure.js";
import { fetchWhole } from "./verified_fetch.js";
import { SERVER_SENT_ELSE } from "../language/words.js";

/**
 * Editions of this article. The build marks each page with a digest of all that stands in it; so an open page can tell whether
 * the site has published another one meanwhile, whose files are not those that the open page asks for.
 *
 * @typedef {{mark: string, text: string, headers: Headers, document: Document}} Edition
 */

/** The address of the article's page, under which of its addresses it was opened. */
export const address = folderOf(location.href);

/** The attribute that holds the digest, as the build writes it. */
const MARK = "data-keep";
/** What a page ends with that has come whole. */
const END = "</html>";

/** What becomes of the question that is under way, or of the one that was answered with yes. @type {Promise<boolean> | null} */
let pendingAnswer = null;

/** Return the mark of the edition that is open; none on a page that is no article, or that is one file. */
export function ownMark() {
  return markOf(document);
}

/** Return whether the site has published another edition than the one that is open; false where that cannot be told. */
export function isOutdated() {
  pendingAnswer ??= compareWithPublished().then((outdated) => {
    if (!outdated) pendingAnswer = null;
    return outdated;
  });
  return pendingAnswer;
}

/**
 * Fetch the edition that the site has now, whatever the browser has in its cache; there it takes the former one's place, so
 * that to reload the page brings it. None, or not whole: a Failure.
 * @returns {Promise<Edition>}
 */
export async function newestEdition() {
  const { headers, bytes } = await fetchWhole(address, { cache: "reload" });
  const text = new TextDecoder().decode(bytes);
  const found = new DOMParser().parseFromString(text, "text/html");
  const mark = markOf(found);
  if (!mark || !text.includes(END)) throw new Failure(SERVER_SENT_ELSE);
  return { mark, text, headers, document: found };
}

async function compareWithPublished() {
  if (!ownMark()) return false;
  try {
    return filesOf((await newestEdition()).document) !== filesOf(document);
  } catch {
    return false;
  }
}

/** Return what tells an edition's files from another's: its mark, and where they are. @param {Document} document */
function filesOf(document) {
  const data = document.getElementById("aeexplain-page")?.textContent ?? "";
  return JSON.stringify([markOf(document), data, document.querySelector("script[type=module]")?.getAttribute("src")]);
}

/** @param {Document} document */
function markOf(document) {
  return document.querySelector(`[${MARK}]`)?.getAttribute(MARK) ?? "";
}

/**
 * Return the address of a folder that a page was opened from: as itself, as its index.html, or without its last slash.
 * @param {string} href
 */
function folderOf(href) {
  const url = new URL(href);
  return url.origin + url.pathname.replace(/\/index\.html$/, "/").replace(/([^/])$/, "$1/");
}
