import assert from "node:assert/strict";
import { test } from "node:test";
import { onDrag } from "../../../../src/aeexplain/browser/controls/instruments/dragging.js";

class Handle extends EventTarget {
  captured = [];
  setPointerCapture(pointer) {
    this.captured.push(pointer);
  }
}

function dragged() {
  const [handle, seen] = [new Handle(), []];
  onDrag(handle, { press: () => seen.push("press"), move: () => seen.push("move") }, new AbortController().signal);
  const fire = (kind, pointerId, more = { isPrimary: true, button: 0 }) =>
    handle.dispatchEvent(Object.assign(new Event(kind), { pointerId, ...more }));
  return { handle, seen, fire };
}

test("one pointer is followed from its press until it is lifted", () => {
  const { handle, seen, fire } = dragged();
  for (const kind of ["pointermove", "pointerdown", "pointermove", "lostpointercapture", "pointermove"]) fire(kind, 7);
  assert.deepEqual(seen, ["press", "move"]);
  assert.deepEqual(handle.captured, [7]);
});

test("a second pointer and another button are not heard", () => {
  const { seen, fire } = dragged();
  fire("pointerdown", 1, { isPrimary: true, button: 2 });
  fire("pointerdown", 2, { isPrimary: false, button: 0 });
  fire("pointerdown", 3);
  fire("pointerdown", 4);
  fire("pointermove", 4);
  fire("lostpointercapture", 4);
  fire("pointermove", 3);
  assert.deepEqual(seen, ["press", "move"]);
});
