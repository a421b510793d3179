import assert from "node:assert/strict";
import { test } from "node:test";
import {
  cellAt, cellBeside, longStep, middleOfCell, placeOfValue, shareOfValue, valueAfter, valueAtPlace, valueAtShare,
} from "../../../../src/aeexplain/browser/controls/instruments/places.js";

const TENTHS = { low: "-0.3", high: "0.7", step: "0.1", steps: "10", decimals: "1" };
const UNEVEN = { low: "0", high: "10", step: "4", steps: "2", decimals: "0" };

test("a value stands at its place on the axis, and the place is that value again", () => {
  const data = { ...TENTHS, offset: "0.5" };
  assert.equal(placeOfValue(0.1, data), 0.6);
  for (const value of [-0.3, -0.2, 0, 0.1, 0.3, 0.6, 0.7]) assert.equal(valueAtPlace(placeOfValue(value, data), data), value);
  assert.equal(placeOfValue(3, UNEVEN), 3);
});

test("a place between two values is the nearer, and one past the end the last on which the slider can stand", () => {
  assert.deepEqual([1.9, 2, 5, 99, -99].map((place) => valueAtPlace(place, UNEVEN)), [0, 4, 4, 8, 0]);
});

test("a value stands at its share of the track, and the share is that value again", () => {
  assert.equal(shareOfValue(0.2, TENTHS), 0.5);
  for (const value of [-0.3, 0, 0.3, 0.7]) assert.equal(valueAtShare(shareOfValue(value, TENTHS), TENTHS), value);
  assert.equal(valueAtShare(1, UNEVEN), 8);
});

test("steps lead on from a value as far as the slider goes", () => {
  assert.deepEqual([1, -1, 99, -99].map((steps) => valueAfter(0.2, steps, TENTHS)), [0.3, 0.1, 0.7, -0.3]);
});

test("a long step is a tenth of the slider, and five steps at least", () => {
  assert.deepEqual(["4", "20", "270"].map((steps) => longStep({ steps })), [5, 5, 27]);
});

test("each cell is what stands at its own middle", () => {
  for (const [columns, count] of [[4, 7], [1, 3], [5, 5], [3, 9]]) {
    for (let cell = 0; cell < count; cell++) assert.equal(cellAt(middleOfCell(cell, columns, count), columns, count), cell);
  }
});

test("a place outside, or where a short last row has no cell, is the nearest cell's", () => {
  assert.deepEqual([[-1, -1], [2, 0.2], [0.99, 0.99], [0.1, 5]].map((place) => cellAt(place, 4, 7)), [0, 3, 6, 4]);
});

test("arrow keys go to the cell beside, above and below, and nowhere from the edge", () => {
  const go = (cell, ...way) => cellBeside(cell, way, 4, 7);
  assert.deepEqual([go(0, 1, 0), go(3, 1, 0), go(1, 0, 1), go(5, 0, -1)], [1, 4, 5, 1]);
  assert.deepEqual([go(0, -1, 0), go(6, 1, 0), go(3, 0, 1), go(2, 0, -1), go(2, 99, 0)], [0, 6, 3, 2, 6]);
});
