// Reads one unpacked atlas a line, in base64, and answers each with all its frames, or with why it is refused.
import { createInterface } from "node:readline";

const { Atlas } = await import(process.argv[2]);

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(JSON.stringify(frames(new Uint8Array(Buffer.from(JSON.parse(line), "base64")).buffer)) + "\n");
}

/** @param {ArrayBuffer} file */
function frames(file) {
  try {
    const atlas = new Atlas(file);
    const found = [0, 1, 2, 1e9, -1e9, "one", "0.5, 0.5", "", true, false].map((value) => atlas.find(value));
    const numbers = [0, 1, 2, ...found.filter(Boolean).map(({ number }) => number)];
    return { frames: numbers.map((number) => ({ ...atlas.frame(number), bytes: atlas.frame(number).pixels.byteLength })) };
  } catch (error) {
    return { refused: `${error.name}: ${error.message}` };
  }
}
