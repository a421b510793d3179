// @ts-check
import { clamp, readPair, rounded, showPair } from "../numbers.js";
import { turn } from "../instruments/rotation.js";
import { typed } from "../typed_text.js";

const text = typed((text) => {
  const angles = readPair(text);
  if (!angles) return null;
  const past = (angles[0] + 180) % 360;
  const azimuth = rounded((past < 0 ? past + 360 : past) - 180, 1);
  return showPair([azimuth === 180 ? -180 : azimuth, rounded(clamp(angles[1], [-90, 90]), 1)]);
});

/** The side from which a view is seen, which is dragged itself. @type {import("../control_kind.js").ControlKind} */
export const rotation = {
  ...text,
  bind: (control, { viewsOf, signal }) => viewsOf(control).map((view) => turn(control, text, view, signal)),
};
