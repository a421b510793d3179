// @ts-check
import { pad as drawingPad } from "../instruments/pad.js";
import { readStrokes } from "../strokes.js";
import { typed } from "../typed_text.js";

/** A pad to draw on, which types into a hidden input. @type {import("../control_kind.js").ControlKind} */
export const pad = {
  ...typed((text) => readStrokes(text) && text),
  bind: (control, { signal }) => drawingPad(control, signal),
};
