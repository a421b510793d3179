import assert from "node:assert/strict";
import { test } from "node:test";
import { imageWriter, sizeInBytes } from "../../../src/aeexplain/browser/atlas/image_planes.js";

const SIZE = { width: 2, height: 1 };

function rgba(header, packed, image = 0) {
  const bytes = new Uint8Array(4 * header.width * header.height);
  imageWriter(header, Uint8Array.from(packed))(image, bytes);
  return [...bytes];
}

test("an image of one colour is its opacity, in steps of three", () => {
  const header = { ...SIZE, which: [0], colours: [[1, 2, 3]], filters: ["none"] };
  assert.equal(sizeInBytes(header), 2);
  assert.deepEqual(rgba(header, [85, 0]), [1, 2, 3, 255, 1, 2, 3, 0]);
});

test("an image of several colours has their numbers in a second plane", () => {
  const header = { ...SIZE, which: [0], colours: [[1, 2, 3], [7, 8, 9]], filters: ["none", "none"] };
  assert.equal(sizeInBytes(header), 4);
  assert.deepEqual(rgba(header, [85, 85, 1, 0]), [7, 8, 9, 255, 1, 2, 3, 255]);
});

test("an image without a palette has four planes", () => {
  const header = { ...SIZE, which: [0], colours: null, filters: ["none", "none", "none", "none"] };
  assert.deepEqual(rgba(header, [85, 1, 10, 20, 30, 40, 50, 60]), [10, 30, 50, 255, 20, 40, 60, 3]);
});

test("differences along a row are added up, modulo 256, and begin anew in the next row", () => {
  const header = { width: 3, height: 2, which: [0], colours: [[0, 0, 0]], filters: ["row"] };
  const opacity = rgba(header, [2, 1, 254, 5, 0, 1]).filter((_, i) => i % 4 === 3);
  assert.deepEqual(opacity, [6, 9, 3, 15, 15, 18]);
});

test("differences over time are added to the image before", () => {
  const header = { ...SIZE, which: [0, 1, -1], colours: [[0, 0, 0]], filters: ["time"] };
  assert.equal(sizeInBytes(header), 4);
  assert.deepEqual(rgba(header, [1, 2, 3, 4], 1), [0, 0, 0, 12, 0, 0, 0, 18]);
});

test("differences in both ways are undone over time first", () => {
  const header = { ...SIZE, which: [0, 1], colours: [[0, 0, 0]], filters: ["both"] };
  assert.deepEqual(rgba(header, [1, 1, 1, 1], 1), [0, 0, 0, 6, 0, 0, 0, 12]);
});
