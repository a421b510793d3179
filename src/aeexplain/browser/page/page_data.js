// @ts-check
import { bestForm } from "../loading/compressed_forms.js";
import { connectionIsSlow } from "../loading/connection_speed.js";

/**
 * @typedef {{url: string, bytes: number, integrity?: string}} Weight  a file of weights or code: absolute address, size before compression
 * @typedef {{url: string, bytes: number, integrity?: string}} AtlasFile  a figure's frames drawn ahead; integrity: its digest
 * @typedef {Pick<Worker, "onmessage" | "onmessageerror" | "onerror" | "postMessage" | "terminate">} WorkerLike
 * @typedef {Object} Runtime
 * @property {string} folder  absolute address of the folder that holds the runtime
 * @property {Record<string, import("../loading/compressed_forms.js").Sizes>} files  its files by name
 * @property {import("../loading/verified_fetch.js").RemoteFile} worker  the script that runs it
 * @property {Weight} [code]  of the article's demos
 * @property {string} index  SHA-256, in hex, of the list of modules that come when they are imported
 * @property {object} lock  Pyodide's lock file: which Pyodide this is, and that it installs no package by itself
 * @property {import("../loading/compressed_forms.js").Form} form  in which they are fetched where they have it
 * @property {SnapshotPlan} [snapshot]
 * @property {import("../loading/verified_fetch.js").RemoteFile} [editor]  the module by which a reader edits a figure's code
 * @property {import("../loading/verified_fetch.js").RemoteFile} [codeEditor]  CodeMirror, which that needs
 * @property {import("../loading/verified_fetch.js").RemoteFile} [editedWorker]  the script of a worker that runs such an edit
 * @property {import("../loading/verified_fetch.js").RemoteFile} [editArticle]  the module by which a reader edits the article's own code
 * @property {() => WorkerLike} [startWorker]  where it is no script of this page
 * @property {string} [liveMessage]  what a live figure says of who computes it, where that is not the reader's browser
 * @property {boolean} [slow]  whether fewer bytes are sooner here than less work
 *
 * @typedef {Object} SnapshotPlan  how Python starts from its snapshot, with the files
 * @property {string} image  the name of the snapshot among them
 * @property {Array<[place: string, name: string]>} libraries  shared libraries: where Python looks for them, name
 * @property {number} table  the function table's length before these are loaded
 * @property {string} header  what Pyodide remembers of the snapshot beside its memory, in base64
 * @property {Record<string, import("../loading/compressed_forms.js").Sizes>} library  what is fetched in the place of both to start without
 *
 * @typedef {Object} Page
 * @property {Runtime | null} runtime  null on a page whose figures are only pictures
 * @property {Record<string, {weights: Record<string, Weight>, checks?: number}>} demos  by their names; checks: how many each declares
 * @property {Record<string, AtlasFile>} atlases  by the ids of figures, of those that have one
 * @property {string} [figures]  absolute address of the folder with the pages of figures, where there is one
 */

/**
 * Return what the build wrote into the page, with absolute addresses (a worker has another base than its page).
 * @param {Document} document
 * @returns {Page}
 */
export function readPage(document) {
  const data = JSON.parse(document.getElementById("aeexplain-page")?.textContent ?? "{}");
  /** @param {string} url */
  const absolute = (url) => new URL(url, document.baseURI).href;
  const { demos = {}, atlases = {}, figures, worker = { url: "" }, editor, codeEditor, editedWorker, editArticle, code } = data;
  const weights = Object.values(demos).flatMap((demo) => Object.values(demo.weights));
  for (const file of [...weights, ...Object.values(atlases), worker, ...[editor, codeEditor, editedWorker, editArticle, code].filter((file) => file)]) file.url = absolute(file.url);
  const { pyodide, files, lock, index, snapshot } = data.engine ?? {};
  const here = { form: bestForm(import.meta.url), slow: connectionIsSlow() };
  const runtime = pyodide ? { folder: absolute(pyodide), files, worker, editor, codeEditor, editedWorker, editArticle, code, lock, index, snapshot, ...here } : null;
  return { runtime, demos, atlases, ...(figures ? { figures: absolute(figures) } : {}) };
}
