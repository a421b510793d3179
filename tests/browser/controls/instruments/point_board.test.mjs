import assert from "node:assert/strict";
import { test } from "node:test";
import { Board } from "../../../../src/aeexplain/browser/controls/instruments/point_board.js";

/** A view with handles at these distances from wherever one clicks, and what was done to each. */
function board(...distances) {
  const view = Object.assign(new EventTarget(), { classList: { add() {} } });
  const figure = { dataset: {} };
  const made = new Board(figure, view, new AbortController().signal);
  const handles = distances.map((distance) => made.add({
    element: { focus: () => undefined }, hovers: false, moves: [], shown: 0,
    distance: () => distance, refresh() { this.shown += 1; }, moveTo(...to) { this.moves.push(to); },
  }));
  const fire = (kind, more) => view.dispatchEvent(Object.assign(new Event(kind), { clientX: 3, clientY: 4, buttons: 0, ...more }));
  return { handles, fire, figure };
}

test("a handle shows where it stands as it is added", () => {
  assert.deepEqual(board(1, 2).handles.map(({ shown }) => shown), [1, 1]);
});

test("a click brings the nearest handle, a key press none", () => {
  const { handles, fire } = board(9, 2, 5);
  fire("pointerdown", {});
  fire("click", { detail: 0 });
  assert.deepEqual(handles.map(({ moves }) => moves.length), [0, 0, 0]);
  fire("click", { detail: 1 });
  assert.deepEqual(handles.map(({ moves }) => moves), [[], [[3, 4]], []]);
});

test("a point that hovers follows the mouse, until a click holds it; not while the figure runs, and no finger", () => {
  const { handles: [handle], fire, figure } = board(1);
  handle.hovers = true;
  fire("pointermove", { pointerType: "mouse" });
  fire("pointermove", { pointerType: "touch" });
  figure.dataset.running = "";
  fire("pointermove", { pointerType: "mouse" });
  delete figure.dataset.running;
  assert.equal(handle.moves.length, 1);
  fire("pointerdown", {});
  fire("click", { detail: 1 });
  fire("pointermove", { pointerType: "mouse" });
  assert.equal(handle.moves.length, 2);
  fire("pointerleave", {});
  fire("pointermove", { pointerType: "mouse" });
  assert.equal(handle.moves.length, 3);
});
