// Time the frames of all demos in Pyodide under Node. Argument: a file of JSON {engine, wheels, weights, states};
// standard output: JSON {demo: [milliseconds, ...]}.
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

const { engine, weights, states } = JSON.parse(fs.readFileSync(process.argv[2], "utf8"));
const { loadPyodide } = await import(pathToFileURL(path.join(engine, "pyodide.mjs")).href);
const python = await loadPyodide({ indexURL: engine, stdout: () => {}, stderr: (line) => console.error(line) });
await python.loadPackage(["numpy", "aeexplain"], { messageCallback: () => {} });

const bridge = python.pyimport("aeexplain.bridge");
const stage = bridge.Stage();
for (const [name, file] of Object.entries(weights)) stage.load(name, fs.readFileSync(file, "utf8"));

/** What the worker does for a frame, from the values' text to a copy of the pixels. */
function frame(demo, values) {
  const began = performance.now();
  const answer = stage.frame(demo, values);
  answer.toJs();
  answer.destroy();
  return performance.now() - began;
}

const told = {};
for (const [demo, texts] of Object.entries(states)) {
  frame(demo, "{}");
  for (const text of texts.slice(0, 8)) frame(demo, text); // imports and caches are warm after these
  told[demo] = texts.map((text) => frame(demo, text));
}
console.log(JSON.stringify(told));
process.exit(0);
