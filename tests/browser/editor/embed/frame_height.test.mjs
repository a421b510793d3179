import assert from "node:assert/strict";
import { test } from "node:test";

import { envelope, heightRule } from "../../../../src/aeexplain/browser/editor/embed/frame_height.js";

/** The height that a rule gives to a box of a width. */
function heightAt(rule, width) {
  const [, lowest, rest] = /^calc\((-?[\d.]+)px(.*)\)$/.exec(rule);
  const parts = [...rest.matchAll(/ ([+-]) ([\d.]+) \* clamp\(0px, 100cqw - (\d+)px, (\d+)px\)/g)];
  assert.equal(parts.map(([text]) => text).join(""), rest);
  return parts.reduce((sum, [, sign, slope, from, most]) => {
    return sum + Number(`${sign}${slope}`) * Math.min(Math.max(width - from, 0), most);
  }, Number(lowest));
}

/** What a figure takes that has its pictures above each other in a narrow frame, and words that break anew. */
const tall = (width) => (width < 640 ? 300 + width : 200 + 0.4 * width) + 22 * Math.ceil(3000 / width);
const measured = Array.from({ length: 71 }, (_, i) => [300 + 10 * i, tall(300 + 10 * i)]);

test("a frame is as tall as what is in it at every width, and little taller", () => {
  const rule = heightRule(envelope(measured));
  for (let width = 300; width <= 1000; width += 1) {
    const spare = heightAt(rule, width) - tall(width);
    assert.ok(spare >= 0, `${width}: ${spare}`);
    assert.ok(spare < (Math.abs(width - 640) < 20 ? 500 : 70), `${width}: ${spare}`);
  }
});

test("few places tell the height of many widths", () => {
  assert.ok(envelope(measured).length < 14);
  assert.equal(envelope(measured.map(([width]) => [width, 500])).length, 2);
});

test("a narrower or a wider frame is as tall as the first and the last", () => {
  const rule = heightRule([[300, 700], [400, 600], [1000, 600]]);
  assert.equal(rule, "calc(700px - 1 * clamp(0px, 100cqw - 300px, 100px))");
  assert.equal(heightAt(rule, 100), 700);
  assert.equal(heightAt(rule, 2000), 600);
});
