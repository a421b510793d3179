import assert from "node:assert/strict";
import { test } from "node:test";
import { Description } from "../../../../src/aeexplain/browser/figure/words/description.js";
import { SETTLE_MILLISECONDS } from "../../../../src/aeexplain/browser/figure/words/settled.js";

test("the sentence waits until the state has settled, and is the last one", (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const place = { textContent: "at the start" };
  const figure = { dataset: {}, querySelector: () => place };
  const description = new Description(figure, new AbortController().signal);
  description.show("on the way");
  description.show("at the end");
  assert.equal(place.textContent, "at the start");
  t.mock.timers.tick(SETTLE_MILLISECONDS);
  assert.equal(place.textContent, "at the end");
});
