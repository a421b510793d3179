// @ts-check
import { Handle } from "../instruments/handle.js";
import { clamp, readPair, rounded, showPair } from "../numbers.js";
import { typed } from "../typed_text.js";

const DECIMALS = 3;

const text = typed((text, data) => {
  const place = readPair(text);
  const x = readPair(data["x"] ?? "");
  const y = readPair(data["y"] ?? "");
  return place && x && y && showPair([rounded(clamp(place[0], x), DECIMALS), rounded(clamp(place[1], y), DECIMALS)]);
});

/** A place in a view, with a handle there. @type {import("../control_kind.js").ControlKind} */
export const point = {
  ...text,
  bind(control, { boardOf, viewsOf, signal }) {
    control.querySelector(".places")?.addEventListener("click", ({ target }) => {
      if (target instanceof HTMLElement) text.enter(control, target.dataset["place"] ?? "");
    }, { signal });
    return viewsOf(control).map((view) => boardOf(view).add(new Handle(control, text, view, signal)));
  },
};
