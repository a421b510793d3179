import assert from "node:assert/strict";
import { test } from "node:test";
import { readout } from "../../../src/aeexplain/browser/views/readout.js";

test("a number is written as a text, and as data for whoever reads the page by a program", () => {
  const place = { textContent: "", dataset: {} };
  readout.paint(place, { kind: "readout", value: 0.125, text: "0.13" });
  assert.deepEqual(place, { textContent: "0.13", dataset: { value: "0.125" } });
  readout.paint(place, { kind: "readout", value: null, text: "—" });
  assert.deepEqual(place, { textContent: "—", dataset: { value: "" } });
});

test("in a file it is a number, or none, and a text", () => {
  const headers = [{ value: 1, text: "1" }, { value: null, text: "—" }, { value: "1", text: "1" }, { value: 1 }, { text: "1" }];
  assert.deepEqual(headers.map((header) => readout.isSound(header)), [true, true, false, false, false]);
});
