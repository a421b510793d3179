// Sets formulas: reads lines of [{tex, display, macros}, ...], writes for each a line of [{html} | {error, position}, ...].
//
// KaTeX reads, and tells what is wrong with a place; Temml writes what KaTeX has found right, as MathML.
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

import { writeMathML } from "./mathml.mjs";

const [{ default: katex }, { default: temml }] = await Promise.all(
  process.argv.slice(2, 4).map((path) => import(pathToFileURL(path).href)),
);

// What \show prints is no answer.
console.log = () => {};

// KaTeX shows the name of a command that it does not carry out, such as \href, in the colour of errors, and says nothing. This colour
// no author can write: names of colours hold no spaces.
const REFUSED = "not supported";
const NAMED = new RegExp(`<mstyle mathcolor="${REFUSED}"><mtext>([^<]*)`);

// What a formula may say is the model's, or its rival's, and has its colour in figures.
const CLASSES = ["of-model", "of-rival"];

/** @typedef {{tex: string, display: boolean, macros?: Record<string, string>}} Formula  macros: an author's own, by their names */

/** @param {string} command */
const macros = (command) => ({ "\\model": `${command}{of-model}{#1}`, "\\rival": `${command}{of-rival}{#1}` });

/** @param {{class?: string}} context */
const isOurs = (context) => CLASSES.includes(context.class ?? "");

/** @param {string} code */
const strict = (code) => (code === "htmlExtension" ? "ignore" : "error");

/**
 * Return the first command that KaTeX only shows, if there is any; what it does not understand it throws.
 * @param {Formula} formula
 */
function refused({ tex, display, macros: own }) {
  const trust = (/** @type {{command: string, class?: string}} */ context) =>
    context.command === "\\htmlClass" && isOurs(context);
  const refusals = { throwOnError: true, strict, trust, macros: { ...macros("\\htmlClass"), ...own }, errorColor: REFUSED };
  const read = katex.renderToString(tex, { displayMode: display, maxExpand: 1000, output: "mathml", ...refusals });
  return NAMED.exec(read)?.[1];
}

/** @param {Formula} formula */
function written({ tex, display, macros: own }) {
  const trust = (/** @type {{command: string, class?: string}} */ context) => context.command === "\\class" && isOurs(context);
  const options = { displayMode: display, maxExpand: 1000, throwOnError: true, trust, macros: { ...macros("\\class"), ...own } };
  const html = writeMathML(temml.__renderToMathMLTree(tex, options), tex, display).toWellFormed();
  // A tag makes a table of all the width there is, and more; the page sets those that are written (see tex.py) beside the formula.
  if (html.includes("tml-tag")) throw new katex.ParseError("a tag is made by a macro: write \\tag{...} in the formula");
  return html;
}

/** @param {Formula} formula */
function render(formula) {
  try {
    const command = refused(formula);
    if (command === undefined) return { html: written(formula) };
    return fault(`${command} is not supported`, formula.tex.slice(0, Math.max(formula.tex.indexOf(command), 0)));
  } catch (error) {
    if (error instanceof RangeError) return fault("nested too deeply, or expanded too far", "");
    if (error instanceof katex.ParseError) return fault(error.rawMessage, before(formula, error.position));
    // What KaTeX understands and Temml does not.
    const [said] = String(/** @type {Error} */ (error).message).trim().split(/ at position | at end of input|\n/);
    return fault(`cannot be written as MathML (${said})`, before(formula, error.position));
  }
}

/**
 * Return the TeX before a place. Within an author's macro the place counts from its beginning, and says nothing of the formula.
 * @param {Formula} formula
 * @param {number | undefined} position
 */
function before({ tex, macros: own }, position) {
  return own ? "" : tex.slice(0, position ?? 0);
}

/**
 * Characters beyond the first 65,536 count as two in JavaScript, and messages may have cut them in half.
 * @param {string} said
 * @param {string} before  the TeX before its place
 */
function fault(said, before) {
  return { error: said.toWellFormed(), position: Array.from(before).length };
}

for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
  process.stdout.write(`${JSON.stringify(JSON.parse(line).map(render))}\n`);
}
