import assert from "node:assert/strict";
import { test } from "node:test";
import { dataOf, playFileName } from "../../../src/aeexplain/browser/editor/download.js";

const CODE = new TextEncoder().encode(JSON.stringify({
  "aeexplain/demos/articles/two_waves/fit.py": "",
  "aeexplain/demos/articles/two_waves/points.csv": "ä,y\n1,2\n",
  "aeexplain/demos/articles/two_waves/other.csv": "1,2\n",
  "aeexplain/demos/articles/two_waves/deep/points.csv": "3,4\n",
  "aeexplain/demos/shared.npy": [btoa("\x93NUMPY")],
  "aeexplain/demos/figure-words.json": "{}",
}));
const TEXT = 'DEMO = Demo(compute, describe, controls, views, data={"data": "points.csv", "more": "shared.npy"})';

test("a downloaded figure is called as its demo is, without the article", () => {
  assert.equal(playFileName("outliers.my-fit"), "my_fit.py");
  assert.equal(playFileName("swiss-roll"), "swiss_roll.py");
});

test("the data of a demo are the files beside it that its code names", () => {
  const found = dataOf("two-waves.fit", TEXT, CODE);
  assert.deepEqual(Object.keys(found), ["points.csv"]);
  assert.equal(new TextDecoder().decode(found["points.csv"]), "ä,y\n1,2\n");
});

test("data that are no text come as their bytes", () => {
  assert.deepEqual(dataOf("fit", TEXT, CODE), { "shared.npy": Uint8Array.from([0x93, ...new TextEncoder().encode("NUMPY")]) });
});

test("a demo without data has none", () => {
  assert.deepEqual(dataOf("two-waves.fit", "x = 1", CODE), {});
});
