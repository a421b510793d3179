// @ts-check
import { address } from "../../loading/edition.js";
import { sizeInForm, storedForm } from "../../loading/compressed_forms.js";
import { readPage } from "../page_data.js";
import { sum } from "../../loading/progress.js";

/**
 * What an article's page may ever want of the site, with all that the build wrote down of it.
 *
 * @typedef {import("../page_data.js").Runtime} Runtime
 * @typedef {import("../../loading/verified_fetch.js").RemoteFile} RemoteFile
 */

/** Return what the open page may want of figures and engine, in bytes as far as the build wrote them down. */
export function downloadBytes() {
  const files = [...figuresOf(document), ...engineOf(document)];
  return sum([...new Map(files.map(({ url, bytes }) => [url, bytes ?? 0])).values()]);
}

/** Whether this script can read what a page wants: the one that it was built with can. @param {Document} page */
export function isReadable(page) {
  return scriptsOf(page).some(({ url }) => url === import.meta.url);
}

/**
 * Return every file under assets/ that a readable page may want, each once.
 * @param {Document} page
 * @returns {RemoteFile[]}
 */
export function wantedBy(page) {
  const named = Array.from(page.querySelectorAll("link[href], script[src], main img[src]"), (element) => ({
    url: addressIn(element, element.matches("link") ? "href" : "src"),
    integrity: element.getAttribute("integrity") ?? "",
  }));
  const all = [...named, ...scriptsOf(page), ...engineOf(page), ...figuresOf(page)];
  const assets = new URL("assets/", new URL(page.querySelector("[data-service]")?.getAttribute("data-service") ?? "", address));
  return [...new Map(all.map((file) => [file.url, file])).values()].filter(({ url }) => url.startsWith(assets.href));
}

/** Return the scripts that come when they are wanted: this one. @param {Document} page @returns {RemoteFile[]} */
function scriptsOf(page) {
  return Array.from(page.querySelectorAll("[data-script]"), (section) => ({
    url: addressIn(section, "data-script"),
    integrity: section.getAttribute("data-integrity") ?? "",
  }));
}

/** @param {Document} page @returns {RemoteFile[]} */
function figuresOf(page) {
  const { runtime, demos, atlases } = readPage(page);
  return [...(runtime?.code ? [runtime.code] : []), ...Object.values(demos).flatMap(({ weights }) => Object.values(weights)), ...Object.values(atlases), ...foldsOf(page)];
}

/** @param {Document} page @returns {RemoteFile[]} */
function foldsOf(page) {
  return Array.from(page.querySelectorAll("a[data-fold]"), (link) => ({
    url: addressIn(link, "href"),
    bytes: Number(link.getAttribute("data-bytes")),
    integrity: link.getAttribute("data-integrity") ?? "",
  }));
}

/** Return the engine's files, those of its second mode of starting too, and the worker's script. @param {Document} page @returns {RemoteFile[]} */
function engineOf(page) {
  const { runtime } = readPage(page);
  if (!runtime) return [];
  const form = storedForm();
  const files = Object.entries({ ...runtime.files, ...runtime.snapshot?.library }).map(([name, sizes]) => ({
    url: `${runtime.folder}${name}${form === "gz" && sizes.gz ? ".gz.bin" : ""}`,
    bytes: sizeInForm(sizes, form),
  }));
  return [runtime.worker, ...[runtime.editor, runtime.codeEditor, runtime.editedWorker, runtime.editArticle].flatMap((file) => file ?? []), ...files];
}

/**
 * @param {Element} element
 * @param {string} attribute
 */
function addressIn(element, attribute) {
  return new URL(element.getAttribute(attribute) ?? "", address).href;
}
