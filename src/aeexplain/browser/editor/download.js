// @ts-check
import { fetchWhole, verify } from "../loading/verified_fetch.js";
import { through, toBase64 } from "./edit_code.js";

/**
 * A figure as one Python file, with its weights and its data in comments at its end: `aeexplain play figure.py` serves it.
 *
 * @typedef {import("../page/page_data.js").Weight} Weight
 */

const LINE = 100;
const PACKAGE = "aeexplain/demos/";
const DATA = /\.(csv|json|npy|txt)$/;

/**
 * Return the file's name: the demo's, without the article that it belongs to.
 * @param {string} demo
 */
export function playFileName(demo) {
  return `${demo.slice(demo.lastIndexOf(".") + 1).replaceAll("-", "_")}.py`;
}

/**
 * Return the file's text. A file that does not come: a Failure.
 * @param {string} demo
 * @param {string} text
 * @param {Record<string, Weight>} weights
 * @param {Weight} [code]  of the page's demos, among which their data are
 */
export async function playFile(demo, text, weights, code) {
  const loaded = Object.entries(weights).map(async ([name, file]) => packedLines("weights", name, await fetchBytes(file)));
  const data = Object.entries(code ? dataOf(demo, text, await fetchBytes(code)) : {});
  const parts = await Promise.all([...loaded, ...data.map(([name, bytes]) => packedLines("data", name, bytes))]);
  const invitation = "# To see it: aeexplain play THIS_FILE; in a checkout of aeexplain: python build.py play THIS_FILE.";
  return [text.trimEnd(), "", invitation, `# aeexplain figure: ${demo}`, ...parts.flat(), ""].join("\n");
}

/**
 * Return the files of data beside a demo that a text names, by their names.
 * @param {string} demo
 * @param {string} text
 * @param {Uint8Array<ArrayBuffer>} code  JSON: paths to texts, or to lists of one in base64
 */
export function dataOf(demo, text, code) {
  const article = demo.includes(".") ? `articles/${demo.slice(0, demo.lastIndexOf(".")).replaceAll("-", "_")}/` : "";
  /** @type {Array<[string, string | [string]]>} */
  const files = Object.entries(JSON.parse(new TextDecoder().decode(code)));
  const beside = files.filter(([path]) => path.startsWith(PACKAGE + article)).map(([path, content]) => {
    const name = path.slice((PACKAGE + article).length);
    const bytes = typeof content === "string" ? new TextEncoder().encode(content) : Uint8Array.from(atob(content[0]), (each) => each.charCodeAt(0));
    return /** @type {const} */ ([name, bytes]);
  });
  return Object.fromEntries(beside.filter(([name]) => !name.includes("/") && DATA.test(name) && text.includes(name)));
}

/** @param {Weight} file */
async function fetchBytes(file) {
  const received = await fetchWhole(file.url);
  await verify(file, received);
  return new Uint8Array(received.bytes);
}

/**
 * @param {string} kind
 * @param {string} name
 * @param {Uint8Array<ArrayBuffer>} bytes
 */
async function packedLines(kind, name, bytes) {
  const packed = toBase64(await through(bytes, new CompressionStream("gzip")));
  return [`# aeexplain ${kind}: ${name}`, ...(packed.match(new RegExp(`.{1,${LINE}}`, "g")) ?? []).map((line) => `# ${line}`)];
}

/**
 * Offer a text to the reader as a file.
 * @param {string} name
 * @param {string} text
 * @param {string} [type]
 */
export function offerFile(name, text, type = "text/x-python") {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  // Some browsers fetch it only after this.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
