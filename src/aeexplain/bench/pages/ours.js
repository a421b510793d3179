// @ts-check
import { readPage } from "./browser/page/page_data.js";
import { reportPainted } from "./report.js";

/** Our engine's worker, asked as the page's engine asks it: start, the figure's weights, its first frame. */
const { runtime, demos } = readPage(document);
const [[demo, { weights }]] = Object.entries(demos);
const worker = new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
worker.onmessage = ({ data }) => {
  if (data.kind === "failed" || data.kind === "raised") throw new Error(`${data.message}\n${data.detail}`);
  if (data.kind === "frame") reportPainted(JSON.parse(data.header).describe);
};
worker.postMessage({ kind: "start", runtime });
const code = await (await fetch(/** @type {import("./browser/page/page_data.js").Weight} */ (runtime?.code).url)).arrayBuffer();
worker.postMessage({ kind: "demos", id: 0, bytes: code }, [code]);
for (const [name, { url }] of Object.entries(weights)) {
  const bytes = await (await fetch(url)).arrayBuffer();
  worker.postMessage({ kind: "weight", id: 1, name, bytes }, [bytes]);
}
worker.postMessage({ kind: "frame", id: 2, demo, values: {} });
