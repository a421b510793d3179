import assert from "node:assert/strict";
import { test } from "node:test";
import { failureMessage, loadingMessage, megabytes, pictureMessage } from "../../../../src/aeexplain/browser/figure/words/messages.js";

const shown = (by, nearest = null, stale = false) => ({ by, nearest, stale });

test("a live picture needs no words, a precomputed one says so and where it was drawn", () => {
  assert.equal(pictureMessage(shown("engine")), "");
  assert.match(pictureMessage(shown("build")), /drawn when the page was built/);
  assert.match(pictureMessage(shown("atlas", "4")), /^Precomputed at 4, the nearest/);
});

test("a picture that is behind its controls says what it shows instead", () => {
  assert.match(pictureMessage(shown("build", null, true)), /waits for the live engine; the picture shows the state computed when/);
  assert.match(pictureMessage(shown("atlas", "4", true)), /a precomputed state, the nearest, 4\.$/);
  assert.match(pictureMessage(shown("engine", null, true)), /the last state that was drawn\.$/);
});

test("a failure says what is seen, and which control still answers", () => {
  const sentence = failureMessage("It broke", shown("engine"), "Units");
  assert.equal(sentence, "It broke; the picture shows the last state that was drawn. “Units” goes on with precomputed pictures.");
  assert.doesNotMatch(failureMessage("It broke", shown("engine"), ""), /goes on/);
});

test("loading says whether it is the first time, again, or another way", () => {
  const sentences = [loadingMessage(false, false), loadingMessage(true, false), loadingMessage(true, true)];
  assert.equal(new Set(sentences).size, 3);
  assert.match(sentences[2], /in another$/);
});

test("sizes are told in megabytes", () => assert.deepEqual([megabytes(7_140_000), megabytes(0)], ["7.1 MB", "0.0 MB"]));
