import assert from "node:assert/strict";
import { test } from "node:test";
import { onSwipe } from "../../../../src/aeexplain/browser/controls/instruments/swipe.js";

/** A slider at 5 that a finger has touched at (0, 0), and what the figure hears of it. */
function touched(pointerType = "touch") {
  const slider = Object.assign(new EventTarget(), { value: "5" });
  const heard = [];
  onSwipe(slider, new AbortController().signal);
  slider.addEventListener("input", () => heard.push(slider.value));
  const fire = (kind, more = {}) => slider.dispatchEvent(Object.assign(new Event(kind), more));
  /** The browser moves the slider by itself. */
  const move = (value) => {
    slider.value = value;
    fire("input");
  };
  fire("pointerdown", { pointerType, isPrimary: true, clientX: 0, clientY: 0 });
  return { slider, heard, fire, move };
}

test("until a finger's aim is known nobody hears of the slider; drawn along it, all is heard", () => {
  const { heard, fire, move } = touched();
  move("6");
  assert.deepEqual(heard, []);
  fire("pointermove", { clientX: 7, clientY: 2 });
  assert.deepEqual(heard, ["6"]);
  move("7");
  assert.deepEqual(heard, ["6", "7"]);
});

test("a tap is heard when the finger is lifted", () => {
  const { heard, fire, move } = touched();
  move("8");
  fire("pointermove", { clientX: 5, clientY: 0 });
  fire("pointerup");
  assert.deepEqual(heard, ["8"]);
});

test("where the page scrolls the slider goes back, and nobody has heard of it", async () => {
  const { slider, heard, fire, move } = touched();
  move("8");
  fire("pointermove", { clientX: 2, clientY: 20 });
  fire("pointercancel");
  assert.equal(slider.value, "5");
  move("9");
  assert.equal(slider.value, "5");
  fire("touchend");
  assert.deepEqual(heard, []);
  await new Promise((resolve) => setTimeout(resolve));
  move("6");
  assert.deepEqual(heard, ["6"]);
});

test("a finger that slips a little does not know yet what it wants", () => {
  const { heard, fire, move } = touched();
  move("6");
  for (const [clientX, clientY] of [[5, 0], [8, 9]]) fire("pointermove", { clientX, clientY });
  assert.deepEqual(heard, []);
});

test("a mouse is heard at once", () => {
  const { heard, move } = touched("mouse");
  move("6");
  assert.deepEqual(heard, ["6"]);
});
