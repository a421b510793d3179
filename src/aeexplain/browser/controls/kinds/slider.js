// @ts-check
import { buttonOf, inputOf } from "../control_element.js";
import { showFill } from "../fill.js";
import { nearestOn, readNumber } from "../numbers.js";
import { player } from "../instruments/play.js";
import { Slide } from "../instruments/slide.js";
import { onSwipe } from "../instruments/swipe.js";

/** A number on a native track, perhaps with a button that plays it and with handles on views. @type {import("../control_kind.js").ControlKind} */
export const slider = {
  readText(text, data) {
    const number = readNumber(text);
    return number === null ? null : nearestOn(number, data);
  },
  read: (control) => Number(inputOf(control).value),
  write: (control, value) => void (inputOf(control).value = String(value)),
  bind(control, { figure, busy, boardOf, viewsOf, signal }) {
    const input = inputOf(control);
    onSwipe(input, signal);
    const play = buttonOf(control, "[data-play]");
    const grips = control.dataset["grip"]?.split(" ") ?? []; // one for all views, or one for each
    const handles = viewsOf(control).map((view, place) => boardOf(view).add(new Slide(control, view, grips[place] ?? grips[0] ?? "", signal)));
    const instruments = [{ refresh: () => showFill(input) }, ...handles];
    return play ? [player(figure, input, play, busy, signal), ...instruments] : instruments;
  },
};
