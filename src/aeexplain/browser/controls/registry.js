// @ts-check
import { cells } from "./kinds/cells.js";
import { choice } from "./kinds/choice.js";
import { pad } from "./kinds/pad.js";
import { point } from "./kinds/point.js";
import { range } from "./kinds/range.js";
import { rotation } from "./kinds/rotation.js";
import { seed } from "./kinds/seed.js";
import { slider } from "./kinds/slider.js";
import { toggle } from "./kinds/toggle.js";

/** Every kind of control, by the name that it has in Python. @type {Readonly<Record<string, import("./control_kind.js").ControlKind>>} */
export const CONTROL_KINDS = { cells, choice, pad, point, range, rotation, seed, slider, toggle };

/**
 * Return a kind of control; one that the page does not know: an Error that names those it does.
 * @param {string | undefined} name
 */
export function controlKind(name = "") {
  const kind = Object.hasOwn(CONTROL_KINDS, name) ? CONTROL_KINDS[name] : undefined;
  if (!kind) throw new Error(`[aeexplain] there is no kind of control "${name}"; there are ${Object.keys(CONTROL_KINDS).join(", ")}`);
  return kind;
}
