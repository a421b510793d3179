import assert from "node:assert/strict";
import { test } from "node:test";

import { fromCellFragment, toCellFragment } from "../../../../src/aeexplain/browser/editor/article/cell_address.js";

test("an address holds the edits of several pieces by their numbers", () => {
  const edits = new Map([[0, "a-b_C"], [11, "d"]]);
  assert.equal(toCellFragment(edits), "#Code?Cell1=a-b_C&Cell12=d");
  assert.deepEqual(fromCellFragment(toCellFragment(edits)), edits);
});

test("what is no edit of a piece is passed over", () => {
  for (const fragment of ["", "#", "#code?Cell1=a", "#Code", "#Code?", "#Code?Cell0=a", "#Code?Cell-1=a", "#Code?Cell1=", "#Code?Cell99999=a", "#x?Edit=a", "#Code?%"]) {
    assert.deepEqual(fromCellFragment(fragment), new Map(), fragment);
  }
  assert.deepEqual(fromCellFragment("#Code?Other=a&Cell2=b"), new Map([[1, "b"]]));
});
