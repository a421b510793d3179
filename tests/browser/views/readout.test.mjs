import assert from "node:assert/strict";
import { test } from "node:test";
import { readout } from "../../../src/aeexplain/browser/views/readout.js";

test("a readout is its text, and its number as data; one without a number has none", () => {
  const place = { textContent: "", dataset: {} };
  readout.paint(place, { kind: "readout", value: 0.123457, text: "0.12" }, new ArrayBuffer());
  assert.deepEqual(place, { textContent: "0.12", dataset: { value: "0.123457" } });
  readout.paint(place, { kind: "readout", value: null, text: "–" }, new ArrayBuffer());
  assert.deepEqual(place, { textContent: "–", dataset: { value: "" } });
});

test("a readout whose number is none is not sound", () => {
  assert.ok(readout.isSound({ text: "1", value: 1 }) && readout.isSound({ text: "–", value: null }));
  assert.ok(!readout.isSound({ text: "1", value: "1" }) && !readout.isSound({ text: 1, value: 1 }) && !readout.isSound({ text: "1" }));
});
