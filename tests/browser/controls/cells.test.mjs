import assert from "node:assert/strict";
import { test } from "node:test";
import { readCells, showCells } from "../../../src/aeexplain/browser/controls/cells.js";

test("numbers of cells may be parted by blanks, commas and semicolons", () => {
  assert.deepEqual(readCells(" 3 7,12;0 "), [3, 7, 12, 0]);
  assert.deepEqual(readCells(""), []);
});

test("what is no list of whole numbers is none of the control's", () => {
  for (const text of ["a", "1.5", "-1", "1234567", "1 two"]) assert.equal(readCells(text), null);
});

test("cells are shown once each, in rising order", () => assert.equal(showCells([12, 3, 3, 0]), "0 3 12"));
