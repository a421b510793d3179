// @ts-check
import { Failure } from "../../loading/failure.js";
import { openViews } from "../open_views.js";
import { Run } from "./run.js";
import { RUN_WAITS } from "../../language/words.js";

/**
 * @typedef {Object} RunOwner  the figure whose run it is
 * @property {HTMLElement} element
 * @property {() => import("../../controls/form_values.js").Values} values  what its controls hold
 * @property {string} demo
 * @property {import("../../engine/figure_engine.js").FigureEngine} engine
 * @property {() => void} onBegin
 * @property {(frame: import("../paint.js").Frame, detail: Record<string, unknown>) => void} show  detail: for who listens for frames
 * @property {import("./run.js").RunCallbacks["say"]} say
 * @property {import("./run.js").RunCallbacks["fail"]} fail
 * @property {import("./run.js").RunCallbacks["showControls"]} showControls
 */

/**
 * Return a figure's run, whose frames the engine draws; null where its demo does not run.
 * @param {RunOwner} owner
 * @param {AbortSignal} signal
 */
export function runOf({ element, values, demo, engine, onBegin, show, say, fail, showControls }, signal) {
  const control = element.querySelector("[data-run-of]");
  if (!(control instanceof HTMLElement)) return null;
  let begunWith = values();
  let askedAt = 0;
  return new Run(element, control, {
    begin: async () => {
      onBegin();
      if (engine.needsPermission) throw new Failure(RUN_WAITS);
      await engine.ready(demo);
      askedAt = performance.now();
      begunWith = values();
      return engine.beginRun(demo, begunWith, element.id, openViews(element));
    },
    advance: () => {
      askedAt = performance.now();
      return engine.advanceRun(element.id, openViews(element));
    },
    end: () => engine.endRun(element.id),
    show: (frame, step) => show(frame, { values: begunWith, ms: performance.now() - askedAt, run: true, step }),
    say,
    fail,
    showControls,
  }, signal);
}
