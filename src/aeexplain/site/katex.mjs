// Renders formulas with KaTeX: reads [{tex, display}, ...] from standard input, writes [{html} | {error, position}, ...].
import { readFileSync } from "node:fs";
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

process.stdout.write(JSON.stringify(JSON.parse(readFileSync(0, "utf8")).map(render)));
