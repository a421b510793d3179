import assert from "node:assert/strict";
import { test } from "node:test";
import { install, members } from "../../../src/aeexplain/browser/worker/archive.js";

/** Return a zip file of members that are stored as they are (or said to be packed by `method`), as far as it is read. */
function archive(files, method = 0) {
  const parts = Object.entries(files).map(([name, text]) => {
    const [nameBytes, data] = [name, text].map((each) => Buffer.from(each));
    const header = Buffer.alloc(30);
    header.writeUInt32LE(0x04034b50, 0);
    header.writeUInt16LE(method, 8);
    header.writeUInt32LE(data.length, 18);
    header.writeUInt16LE(nameBytes.length, 26);
    header.writeUInt16LE(2, 28);
    return Buffer.concat([header, nameBytes, Buffer.from("xx"), data]);
  });
  const all = Buffer.concat([...parts, Buffer.from("PK\x01\x02 and the directory")]);
  return all.buffer.slice(all.byteOffset, all.byteOffset + all.length);
}

test("members come in their order, with their own bytes", () => {
  const found = members(archive({ "numpy/a.py": "one", "é.txt": "", "b.so": "three" }));
  assert.deepEqual(found.map(({ name, data }) => [name, Buffer.from(data).toString()]), [
    ["numpy/a.py", "one"], ["é.txt", ""], ["b.so", "three"],
  ]);
});

test("a compressed member is refused", () => assert.throws(() => members(archive({ a: "x" }, 8)), /compressed/));

test("members are written into their folders, which are made first", () => {
  const done = [];
  const files = { mkdirTree: (path) => done.push(path), writeFile: (path, data) => done.push([path, Buffer.from(data).toString()]) };
  install(files, "/lib", members(archive({ "numpy/a.py": "one", "numpy/b.py": "two", "c.py": "three" })));
  assert.deepEqual(done, ["/lib/numpy/", "/lib/", ["/lib/numpy/a.py", "one"], ["/lib/numpy/b.py", "two"], ["/lib/c.py", "three"]]);
});
