// Unpacks atlases as a reader's browser does. Arguments: our modules' folder, then atlas files; beside each it writes its
// positions and headers as JSON (.json), and the pixels of all frames (.rgba).
import { readFileSync, writeFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";

const [folder, ...files] = process.argv.slice(2);
const { Atlas } = await import(`${folder}/atlas/atlas.js`);

for (const file of files) {
  const unpacked = gunzipSync(readFileSync(file));
  const atlas = new Atlas(unpacked.buffer.slice(unpacked.byteOffset, unpacked.byteOffset + unpacked.length));
  const { positions } = JSON.parse(unpacked.subarray(4, 4 + unpacked.readUInt32LE(0)));
  const frames = positions.map((position) => {
    const found = atlas.find(position);
    return { exact: found.exact, ...atlas.frame(found.number) };
  });
  const headers = frames.map(({ pixels, ...header }) => ({ ...header, bytes: pixels.byteLength }));
  writeFileSync(`${file}.json`, JSON.stringify({ control: atlas.control, positions, frames: headers }));
  writeFileSync(`${file}.rgba`, Buffer.concat(frames.map(({ pixels }) => Buffer.from(pixels))));
}
