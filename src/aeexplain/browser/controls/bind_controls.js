// @ts-check
import { controlsOf, nameOf } from "./control_element.js";
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
  const place = { figure, busy, viewOf: viewFinder(figure), boards: new Map(), signal };
  const instruments = controlsOf(figure).flatMap((control) => controlKind(control.dataset["kind"]).bind?.(control, place) ?? []);
  return {
    refresh: () => instruments.forEach((instrument) => instrument.refresh?.()),
    rest: () => instruments.forEach((instrument) => instrument.rest?.()),
  };
}

/** @param {HTMLElement} figure */
function viewFinder(figure) {
  return (/** @type {HTMLElement} */ control) => {
    const name = control.dataset["on"];
    const view = figure.querySelector(`[data-view="${name}"]`);
    if (view instanceof HTMLElement) return view;
    throw new Error(`[aeexplain] ${figure.id}: there is no view ${name} for the control ${nameOf(control)} to lie on`);
  };
}
