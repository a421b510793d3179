import assert from "node:assert/strict";
import { test } from "node:test";

import { MOST_CHARACTERS, decodeEdit, encodeEdit, through } from "../../../src/aeexplain/browser/editor/edit_code.js";

const ORIGINAL = Array.from({ length: 400 }, (_, i) => `line ${i} = ${i * i}`).join("\n");

const packed = async (value) => {
  const bytes = await through(new TextEncoder().encode(JSON.stringify(value)), new CompressionStream("deflate-raw"));
  return Buffer.from(bytes).toString("base64url");
};

test("an edit comes back as it was, whatever letters are in it", async () => {
  const text = ORIGINAL.replace("line 7 ", "größer = \"→ 𝑧\"\n");
  assert.equal(await decodeEdit(ORIGINAL, await encodeEdit(ORIGINAL, text)), text);
});

test("a small edit of a long text is short and can stand in an address", async () => {
  const code = await encodeEdit(ORIGINAL, ORIGINAL.replace("line 7 ", "LINE 7 "));
  assert.ok(code.length < 100, code);
  assert.match(code, /^[\w-]+$/);
  assert.ok(code.length < MOST_CHARACTERS);
});

test("an edit of other code is refused by that reason", async () => {
  const code = await encodeEdit(ORIGINAL, `${ORIGINAL}\nmore`);
  await assert.rejects(decodeEdit(`${ORIGINAL} `, code), /another edition/);
});

test("what is no edit is refused", async () => {
  const good = await encodeEdit(ORIGINAL, `${ORIGINAL}\nmore`);
  const mark = JSON.parse(new TextDecoder().decode(await through(Buffer.from(good, "base64url"), new DecompressionStream("deflate-raw"))))[0];
  const bad = ["", "%%%", "AAAA", good.slice(0, -8), await packed([mark]), await packed([mark, 3]), await packed([mark, [[0, -1, []]]]),
    await packed([mark, [[0, 1, [3]]]]), await packed([mark, [[9999, 1, []]]]), await packed({ mark })];
  for (const code of bad) await assert.rejects(decodeEdit(ORIGINAL, code), /it is not whole|another edition/, code);
});

test("an edit that unpacks to more than a figure's code is refused", async () => {
  await assert.rejects(decodeEdit(ORIGINAL, await packed(["x", "y".repeat(400_000)])), /not whole/);
});
