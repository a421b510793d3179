import assert from "node:assert/strict";
import { test } from "node:test";
import { range } from "../../../../src/aeexplain/browser/controls/kinds/range.js";

const DATA = { low: "0", high: "10", step: "1", steps: "10", decimals: "0" };

/** A range from 2 to 8, and its two inputs. */
function made() {
  const inputs = ["2", "8"].map((value) => Object.assign(new EventTarget(), { value }));
  const style = { setProperty: (name, value) => (style[name] = value) };
  const control = Object.assign(new EventTarget(), { dataset: DATA, style, querySelectorAll: () => inputs });
  const { refresh } = range.bind(control, { signal: new AbortController().signal });
  const move = (which, value) => {
    inputs[which].value = String(value);
    inputs[which].dispatchEvent(new Event("input"));
    return range.read(control);
  };
  return { control, inputs, style, move, refresh };
}

test("two numbers are read in order, on the track", () => {
  const texts = ["2, 8", "8;2", "3.4 99", "-5,-6", "1", "1,2,3", "a,b"];
  assert.deepEqual(texts.map((text) => range.readText(text, DATA)), ["2, 8", "2, 8", "3, 10", "0, 0", null, null, null]);
});

test("neither handle passes the other", () => {
  const { move } = made();
  assert.equal(move(0, 9), "8, 8");
  assert.equal(move(0, 3), "3, 8");
  assert.equal(move(1, 1), "3, 3");
});

test("two that stand together part in the hand's direction, whichever was taken", () => {
  const { control, move } = made();
  range.write(control, "5, 5");
  control.dispatchEvent(new Event("pointerdown"));
  assert.equal(move(1, 3), "3, 5");
  assert.equal(move(1, 7), "5, 7");
  control.dispatchEvent(new Event("keydown"));
  assert.equal(move(0, 9), "7, 7");
});

test("the track between them is told in shares", () => {
  const { style, refresh } = made();
  refresh();
  assert.deepEqual([style["--from"], style["--to"]], ["0.2", "0.8"]);
});
