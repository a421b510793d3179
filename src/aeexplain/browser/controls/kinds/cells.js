// @ts-check
import { lattice } from "../instruments/cell_grid.js";
import { readCells, showCells } from "../cells.js";
import { typed } from "../typed_text.js";

const text = typed((text, data) => {
  const found = readCells(text);
  const count = Number(data["columns"]) * Number(data["rows"]);
  return found && showCells(found.filter((cell) => cell < count));
});

/** Cells of a grid that lies over a view. @type {import("../control_kind.js").ControlKind} */
export const cells = {
  ...text,
  bind: (control, { viewsOf, signal }) => viewsOf(control).map((view) => lattice(control, text, view, signal)),
};
