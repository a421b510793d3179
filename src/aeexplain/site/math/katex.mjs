// Renders formulas with KaTeX: reads lines of [{tex, display, macros}, ...], writes for each a line of [{html} | {error, position}, ...].
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const { default: katex } = await import(pathToFileURL(process.argv[2]).href);

// KaTeX shows the name of a command that it does not carry out, such as \href, in the colour of errors, and says nothing. This colour
// no author can write: names of colours hold no spaces.
const REFUSED = "not supported";
const NAMED = new RegExp(`<mstyle mathcolor="${REFUSED}"><mtext>([^<]*)`);

/** @param {string} html @param {string} tex */
function supported(html, tex) {
  const command = NAMED.exec(html)?.[1];
  if (command === undefined) return { html };
  const before = Array.from(tex.slice(0, Math.max(tex.indexOf(command), 0)));
  return { error: `${command} is not supported`, position: before.length };
}

// What a formula may say is the model's, or its rival's, and has its colour in figures.
const CLASSES = ["of-model", "of-rival"];
const macros = { "\\model": "\\htmlClass{of-model}{#1}", "\\rival": "\\htmlClass{of-rival}{#1}" };

/** @param {{command: string, class?: string}} context */
const trust = (context) => context.command === "\\htmlClass" && CLASSES.includes(context.class ?? "");

/** @param {string} code */
const strict = (code) => (code === "htmlExtension" ? "ignore" : "error");

/** @param {{tex: string, display: boolean, macros?: Record<string, string>}} formula */
function render({ tex, display, macros: own }) {
  try {
    const refusals = { throwOnError: true, strict, trust, macros: { ...macros, ...own }, errorColor: REFUSED };
    const options = { displayMode: display, maxExpand: 1000, ...refusals };
    return supported(katex.renderToString(tex, options).toWellFormed(), tex);
  } catch (error) {
    if (error instanceof RangeError) return { error: "nested too deeply, or expanded too far", position: 0 };
    if (!(error instanceof katex.ParseError)) throw error;
    // Characters beyond the first 65,536 count as two for KaTeX, which cuts them in half in its messages.
    // Within a macro the position counts from its beginning, and says nothing of the formula.
    const before = own ? [] : Array.from(tex.slice(0, error.position ?? 0));
    return { error: error.rawMessage.toWellFormed(), position: before.length };
  }
}

for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
  process.stdout.write(`${JSON.stringify(JSON.parse(line).map(render))}\n`);
}
