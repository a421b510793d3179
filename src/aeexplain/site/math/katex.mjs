// Renders formulas with KaTeX: reads lines of [{tex, display}, ...], writes for each a line of [{html} | {error, position}, ...].
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const { default: katex } = await import(pathToFileURL(process.argv[2]).href);

/** @param {{tex: string, display: boolean}} formula */
function render({ tex, display }) {
  try {
    const options = { displayMode: display, throwOnError: true, strict: "error", trust: false, maxExpand: 1000 };
    return { html: katex.renderToString(tex, options).toWellFormed() };
  } catch (error) {
    if (error instanceof RangeError) return { error: "nested too deeply, or expanded too far", position: 0 };
    if (!(error instanceof katex.ParseError)) throw error;
    // Characters beyond the first 65,536 count as two for KaTeX, which cuts them in half in its messages.
    const before = Array.from(tex.slice(0, error.position ?? 0));
    return { error: error.rawMessage.toWellFormed(), position: before.length };
  }
}

for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
  process.stdout.write(`${JSON.stringify(JSON.parse(line).map(render))}\n`);
}
