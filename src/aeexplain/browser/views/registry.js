// @ts-check
import { drawing } from "./drawing.js";
import { pixels } from "./pixels.js";
import { readout } from "./readout.js";
import { table } from "./table.js";
import { words } from "./words.js";

/** Every kind of view, by the name that it has in Python. @type {Readonly<Record<string, import("./painter.js").Painter>>} */
export const PAINTERS = { drawing, pixels, readout, table, words };

/**
 * Return what paints a kind of view; one that the page does not know: an Error that names those it does.
 * @param {unknown} kind
 */
export function painterOf(kind) {
  const painter = typeof kind === "string" && Object.hasOwn(PAINTERS, kind) ? PAINTERS[kind] : undefined;
  if (!painter) throw new Error(`there is no kind of view "${kind}"; there are ${Object.keys(PAINTERS).join(", ")}`);
  return painter;
}
