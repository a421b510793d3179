import assert from "node:assert/strict";
import { test } from "node:test";
import { followedShare, nearestShare, placeAt, readTrack } from "../../../../src/aeexplain/browser/controls/instruments/track.js";

const CORNER = [[0, 0], [10, 0], [10, 10]];
const SPIRAL = Array.from({ length: 241 }, (_, i) => {
  const turn = (i / 240) * 3 * 2 * Math.PI;
  return [(20 + 5 * turn) * Math.cos(turn), (20 + 5 * turn) * Math.sin(turn)];
});

test("a track is two places or more, and anything else is none", () => {
  assert.deepEqual(readTrack("0,0 10,0 10,1e1"), CORNER);
  for (const text of [undefined, "", "1,2", "1,2 3", "1,2 x,4", "1,2 3,4,5"]) assert.equal(readTrack(text), null, text);
});

test("a share is a place, straight between those that were given", () => {
  assert.deepEqual([0, 0.25, 0.5, 0.75, 1, 7, -1].map((share) => placeAt(CORNER, share)),
    [[0, 0], [5, 0], [10, 0], [10, 5], [10, 10], [10, 10], [0, 0]]);
});

test("the nearest share leads back to the place", () => {
  for (const track of [CORNER, SPIRAL]) {
    for (let i = 0; i <= 40; i++) assert.ok(Math.abs(nearestShare(track, placeAt(track, i / 40)) - i / 40) < 1e-9);
  }
});

test("a place off the line is brought to the line", () => {
  assert.deepEqual([[5, 3], [-9, -9], [99, 5], [12, -4]].map((place) => nearestShare(CORNER, place)), [0.25, 0, 0.75, 0.5]);
});

test("two places in one are no trouble", () => {
  assert.equal(nearestShare([[1, 1], [1, 1], [2, 1]], [2, 2]), 1);
  assert.equal(nearestShare([[1, 1], [1, 1]], [5, 5]), 0);
});

test("a knob that is dragged across to another turn of its line stays on its own", () => {
  const [x, y] = placeAt(SPIRAL, 0.5);
  const outwards = [x * 1.35, y * 1.35]; // nearer to the next turn
  assert.ok(nearestShare(SPIRAL, outwards) > 0.7);
  assert.ok(Math.abs(followedShare(SPIRAL, outwards, 0.5) - 0.5) < 0.05);
});

test("a knob follows a hand that is faster than it looks, to the end of the line", () => {
  const line = [[0, 0], [100, 0]];
  assert.deepEqual([followedShare(line, [100, 9], 0), followedShare(line, [-5, 0], 1), followedShare(line, [30, 0], 0.3)], [1, 0, 0.3]);
});
