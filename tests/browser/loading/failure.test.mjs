import assert from "node:assert/strict";
import { test } from "node:test";
import { DrawingFailure, Failure, asFailure } from "../../../src/aeexplain/browser/loading/failure.js";

test("a failure stays itself, whatever kind it is", () => {
  const failure = new DrawingFailure("could not be drawn", "Traceback");
  assert.equal(asFailure(failure), failure);
  assert.ok(failure instanceof Failure);
  assert.equal(failure.detail, "Traceback");
});

test("any thrown thing has a sentence, and an error its stack for the console", () => {
  const error = new TypeError("no network");
  const { message, detail } = asFailure(error);
  assert.deepEqual([message, detail], ["no network", error.stack]);
  assert.equal(asFailure("text").message, "text");
  assert.equal(asFailure(undefined).message, "undefined");
});
