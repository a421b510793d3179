// @ts-check
import { fetchWhole, verify } from "../loading/verified_fetch.js";
import { through, toBase64 } from "./edit_code.js";

/**
 * A figure as one Python file, with its weights in comments at its end: `python build.py play figure.py` serves it.
 *
 * @typedef {import("../page/page_data.js").Weight} Weight
 */

const LINE = 100;

/**
 * Return the file's text. A weight file that does not come: a Failure.
 * @param {string} demo
 * @param {string} text
 * @param {Record<string, Weight>} weights
 */
export async function playFile(demo, text, weights) {
  const parts = await Promise.all(Object.entries(weights).map(([name, file]) => weightLines(name, file)));
  const head = ["", "# To see it: python build.py play THIS_FILE, in a checkout of aeexplain.", `# aeexplain figure: ${demo}`];
  return [text.trimEnd(), ...head, ...parts.flat(), ""].join("\n");
}

/**
 * @param {string} name
 * @param {Weight} file
 */
async function weightLines(name, file) {
  const received = await fetchWhole(file.url);
  await verify(file, received);
  const packed = toBase64(await through(new Uint8Array(received.bytes), new CompressionStream("gzip")));
  return [`# aeexplain weights: ${name}`, ...(packed.match(new RegExp(`.{1,${LINE}}`, "g")) ?? []).map((line) => `# ${line}`)];
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
