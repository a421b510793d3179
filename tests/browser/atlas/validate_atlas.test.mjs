import assert from "node:assert/strict";
import { test } from "node:test";
import { soundAtlas, soundFrame } from "../../../src/aeexplain/browser/atlas/validate_atlas.js";

const IMAGE = { view: "dot", width: 2, height: 3, which: [0, -1], colours: [[0, 0, 255]], filters: ["none"] };
const ATLAS = { control: "k", positions: [1, 2], first: "{}", patches: [[1, "a", ["b"]]], images: [IMAGE] };
const PIXELS = { kind: "pixels", width: 2, height: 3, offset: 0, says: "dots", reach: null };

test("what the build writes is believed", () => assert.equal(soundAtlas(ATLAS), ATLAS));

const DAMAGED = {
  "no object": null,
  "a list": [],
  "no control": { ...ATLAS, control: undefined },
  "no position": { ...ATLAS, positions: [], patches: [] },
  "a position of another type": { ...ATLAS, positions: [1, {}] },
  "too many positions": { ...ATLAS, positions: Array(41).fill(1), patches: Array(40).fill([]) },
  "a patch too few": { ...ATLAS, patches: [] },
  "half a token kept": { ...ATLAS, patches: [[1.5]] },
  "two texts put between": { ...ATLAS, patches: [[["a", "b"]]] },
  "an image without end": { ...ATLAS, images: [{ ...IMAGE, width: 5000 }] },
  "an image that is not there": { ...ATLAS, images: [{ ...IMAGE, which: [0, 2] }] },
  "an unknown filter": { ...ATLAS, images: [{ ...IMAGE, filters: ["diagonal"] }] },
  "a plane too many": { ...ATLAS, images: [{ ...IMAGE, filters: ["none", "none"] }] },
  "no colour": { ...ATLAS, images: [{ ...IMAGE, colours: [[0, 0, 256]] }] },
};

for (const [damage, atlas] of Object.entries(DAMAGED)) {
  test(`an atlas with ${damage} is refused`, () => assert.throws(() => soundAtlas(atlas), /an atlas is damaged/));
}

test("a frame's images stand one after the other, as large as the atlas has them", () => {
  const header = { describe: "Dots.", views: { a: PIXELS, b: { ...PIXELS, offset: 24 } } };
  assert.equal(soundFrame(header, () => IMAGE).bytes, 48);
  assert.throws(() => soundFrame({ ...header, views: { a: { ...PIXELS, offset: 4 } } }, () => IMAGE), /damaged/);
  assert.throws(() => soundFrame(header, () => ({ ...IMAGE, width: 1 })), /damaged/);
  assert.throws(() => soundFrame(header, () => undefined), /damaged/);
});

test("a frame with a view of another type, or without its description, is refused", () => {
  const readout = { kind: "readout", value: 1, text: "1" };
  assert.equal(soundFrame({ describe: "One.", views: { n: readout } }, () => undefined).bytes, 0);
  for (const view of [{ ...readout, value: "1" }, { kind: "drawing" }, { kind: "sound", text: "" }]) {
    assert.throws(() => soundFrame({ describe: "One.", views: { n: view } }, () => undefined), /damaged/);
  }
  assert.throws(() => soundFrame({ views: { n: readout } }, () => undefined), /damaged/);
});
