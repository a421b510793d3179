// What forward.mjs (first argument: its address) computes of {layers, input, sides} on standard input.
import { readFileSync } from "node:fs";

const { forward, prepared } = await import(process.argv[2]);
const { layers, input, sides } = JSON.parse(readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(Array.from(forward(prepared(layers), Float32Array.from(input), sides))));
