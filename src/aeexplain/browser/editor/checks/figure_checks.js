// @ts-check
import { CheckList } from "./check_list.js";
import { dressChecks } from "../panel_style.js";

/** The lists that are open, by their figures. @type {WeakMap<HTMLElement, CheckList>} */
const open = new WeakMap();

/**
 * Show, under a figure, what its author says must hold of it; it is there already: go there.
 * @param {HTMLElement} figure
 */
export function showChecks(figure) {
  dressChecks(document);
  const list = open.get(figure) ?? listUnder(figure);
  list.ask();
  list.element.focus();
  list.element.scrollIntoView({ block: "nearest" });
}

/** @param {HTMLElement} figure */
function listUnder(figure) {
  const list = new CheckList({
    figure: () => figure,
    onClose() {
      open.delete(figure);
      /** @type {HTMLElement | null} */ (figure.querySelector("[data-menu] summary"))?.focus();
    },
  });
  open.set(figure, list);
  const frame = figure.querySelector(":scope > .demo-frame");
  if (frame) frame.after(list.element);
  else figure.append(list.element);
  return list;
}
