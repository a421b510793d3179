// Time the frames of all demos in Pyodide under Node, and their networks' forward passes there and in JavaScript. Argument: a
// file of JSON {engine, weights, states, passes}, where `engine` is what start.mjs begins with, and `passes` the text of passes.py
// and its description of each demo's; standard output: JSON {frames: {demo: [milliseconds, ...]}, passes: {demo: [by NumPy, by
// JavaScript, how far that is from what was wanted]}}.
import fs from "node:fs";
import { start } from "../../runtime/start.mjs";
import { forward, prepared } from "./forward.mjs";

const WARM = 200;
const TIMES = 300;
const { engine, weights, states, passes } = JSON.parse(fs.readFileSync(process.argv[2], "utf8"));
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

/** The median of a pass's milliseconds, of several at a time: the clock is coarse. */
function scriptTime(layers, input, sides) {
  const together = 10;
  for (let i = 0; i < WARM; i += 1) forward(layers, input, sides);
  const times = Array.from({ length: TIMES }, () => {
    const began = performance.now();
    for (let i = 0; i < together; i += 1) forward(layers, input, sides);
    return (performance.now() - began) / together;
  });
  return times.sort((a, b) => a - b)[TIMES >> 1];
}

/** The largest difference between two lists of numbers; infinite where one is longer. */
function away(found, wanted) {
  return found.length === wanted.length ? Math.max(...wanted.map((value, i) => Math.abs(value - found[i]))) : Infinity;
}

const times = { frames: {}, passes: {} };
for (const [demo, texts] of Object.entries(states)) {
  frame(demo, "{}");
  for (const text of texts.slice(0, 8)) frame(demo, text); // imports and caches are warm after these
  times.frames[demo] = texts.map((text) => frame(demo, text));
}
python.runPython(passes.source);
const numpyTime = python.globals.get("numpy_time");
for (const [demo, { weight, layers, input, sides, wanted }] of Object.entries(passes.by_demo)) {
  const [own, x] = [prepared(layers), Float32Array.from(input)];
  const byNumpy = numpyTime(fs.readFileSync(weights[weight], "utf8"));
  times.passes[demo] = [byNumpy, scriptTime(own, x, sides), away(forward(own, x, sides), wanted)];
}
console.log(JSON.stringify(times));
process.exit(0);
