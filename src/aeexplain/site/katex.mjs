// Renders formulas with KaTeX: reads lines of [{tex, display}, ...], writes for each a line of [{html} | {error, position}, ...].
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const { default: katex } = await import(pathToFileURL(process.argv[2]).href);

/** @param {{tex: string, display: boolean}} formula */
function render({ tex, display }) {
  try {
    const options = { displayMode: display, throwOnError: true, strict: "error", trust: false, maxExpand: 1000 };
    return { html: katex.renderToString(tex, options) };
  } catch (error) {
    if (!(error instanceof katex.ParseError)) throw error;
    return { error: error.rawMessage, position: error.position ?? 0 };
  }
}

for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
  process.stdout.write(`${JSON.stringify(JSON.parse(line).map(render))}\n`);
}
