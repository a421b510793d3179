// @ts-check
import { controlsOf, nameOf } from "./control_element.js";
import { Board } from "./instruments/point_board.js";
import { controlKind } from "./registry.js";

/** @typedef {import("./control_kind.js").Instrument} Instrument */

/**
 * Give a figure's controls their instruments. A control of an unknown kind, or on a view that there is not: an Error.
 * @param {HTMLElement} figure
 * @param {() => boolean} busy  whether the figure is still drawing
 * @param {AbortSignal} signal
 * @returns {Required<Instrument>}  all of them as one
 */
export function instrumentsOf(figure, busy, signal) {
  const place = { figure, busy, viewsOf: viewFinder(figure), boardOf: boardFinder(figure, signal), signal };
  const instruments = controlsOf(figure).flatMap((control) => controlKind(control.dataset["kind"]).bind?.(control, place) ?? []);
  return {
    refresh: () => instruments.forEach((instrument) => instrument.refresh?.()),
    rest: () => instruments.forEach((instrument) => instrument.rest?.()),
  };
}

/** @param {HTMLElement} figure */
function viewFinder(figure) {
  return (/** @type {HTMLElement} */ control) => {
    const names = control.dataset["on"]?.split(" ") ?? [];
    return names.map((name) => {
      const view = figure.querySelector(`[data-view="${name}"]`);
      if (view instanceof HTMLElement) return view;
      throw new Error(`[aeexplain] ${figure.id}: there is no view ${name} for the control ${nameOf(control)} to lie on`);
    });
  };
}

/**
 * @param {HTMLElement} figure
 * @param {AbortSignal} signal
 */
function boardFinder(figure, signal) {
  /** @type {Map<HTMLElement, Board>} */
  const boards = new Map();
  return (/** @type {HTMLElement} */ view) => {
    const board = boards.get(view) ?? new Board(figure, view, signal);
    boards.set(view, board);
    return board;
  };
}
