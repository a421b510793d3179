// @ts-check
import { applyHunks, hunksBetween } from "./line_diff.js";

/**
 * An edit as a link carries it: what differs from the figure's own code, compressed, with a mark of the code that it was made from.
 *
 * @typedef {import("./line_diff.js").Hunk} Hunk
 */

/** Characters of an edit that a link may carry; mail and chat cut longer ones. */
export const MOST_CHARACTERS = 4096;
/** Of an edit once it is unpacked: what a link makes the page do is bounded. */
const MOST_UNPACKED = 300_000;

/**
 * Return an edit as text for an address.
 * @param {string} original
 * @param {string} text
 */
export async function encodeEdit(original, text) {
  const bytes = new TextEncoder().encode(JSON.stringify([markOf(original), hunksBetween(original, text)]));
  return toBase64Url(await through(bytes, new CompressionStream("deflate-raw")));
}

/**
 * Return the text that an address holds. An Error says why it cannot be read.
 * @param {string} original
 * @param {string} code
 */
export async function decodeEdit(original, code) {
  const [mark, hunks] = await unpacked(code);
  if (mark !== markOf(original)) throw new Error("it was made of another edition of this code");
  const text = isHunks(hunks) ? applyHunks(original, hunks) : null;
  if (text === null) throw new Error("it is not whole");
  return text;
}

/** @param {string} code */
async function unpacked(code) {
  try {
    const bytes = await through(fromBase64Url(code), new DecompressionStream("deflate-raw"), MOST_UNPACKED);
    const found = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    if (Array.isArray(found) && found.length === 2) return found;
  } catch {
    // Said below.
  }
  throw new Error("it is not whole");
}

/**
 * @param {unknown} hunks
 * @returns {hunks is Hunk[]}
 */
function isHunks(hunks) {
  const isPlace = (/** @type {unknown} */ each) => Number.isInteger(each) && Number(each) >= 0;
  const isHunk = (/** @type {unknown} */ each) =>
    Array.isArray(each) && each.length === 3 && isPlace(each[0]) && isPlace(each[1]) &&
    Array.isArray(each[2]) && each[2].every((line) => typeof line === "string" && !line.includes("\n"));
  return Array.isArray(hunks) && hunks.every(isHunk);
}

/**
 * Return a mark by which code is known again (FNV-1a).
 * @param {string} text
 */
function markOf(text) {
  let mark = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) mark = Math.imul(mark ^ text.charCodeAt(i), 0x01000193);
  return (mark >>> 0).toString(36);
}

/**
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @param {CompressionStream | DecompressionStream} stream
 * @param {number} [most]  bytes that may come out; more: an Error
 */
export async function through(bytes, stream, most = Infinity) {
  const reader = new Blob([bytes]).stream().pipeThrough(stream).getReader();
  /** @type {Array<Uint8Array<ArrayBuffer>>} */
  const parts = [];
  let size = 0;
  for (let step = await reader.read(); !step.done; step = await reader.read()) {
    size += step.value.length;
    if (size > most) throw new Error("too much");
    parts.push(step.value);
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

/** @param {Uint8Array} bytes */
export function toBase64(bytes) {
  let text = "";
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text);
}

/** @param {Uint8Array} bytes */
function toBase64Url(bytes) {
  return toBase64(bytes).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** @param {string} text */
function fromBase64Url(text) {
  return Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
}
