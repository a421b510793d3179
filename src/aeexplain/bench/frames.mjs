// Time the frames of all demos in Pyodide under Node. Argument: a file of JSON {engine, weights, states}, where `engine` is
// what start.mjs is told; standard output: JSON {demo: [milliseconds, ...]}.
import fs from "node:fs";
import { start } from "../runtime/start.mjs";

const { engine, weights, states } = JSON.parse(fs.readFileSync(process.argv[2], "utf8"));
const python = await start(engine);

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
