// @ts-check
import { DrawingFailure, OutdatedFailure } from "../../loading/failure.js";
import { failureMessage, loadingMessage, decimal, megabytes, pictureMessage } from "./messages.js";
import { ARRIVED_OF, LIVE, LOAD_ENGINE, RELOAD, RELOAD_TO_GO_ON, STARTING_PYTHON, TRY_AGAIN } from "../../language/words.js";
import { withValues } from "../../language/with_values.js";

/**
 * What a figure's status line says: of a failure, of the engine on its way, or of the picture.
 *
 * @typedef {import("./status.js").Status} Status
 * @typedef {import("../../engine/figure_engine.js").FigureEngine} Engine
 * @typedef {Object} FigureState
 * @property {import("./messages.js").Shown} shown
 * @property {import("../../loading/failure.js").Failure | null} failure
 * @property {boolean} isLive
 * @property {boolean} isLoading
 * @property {string} atlasControl  label of the control that an atlas still answers for; empty where none does
 * @property {() => void} tryAgain
 */

/**
 * Say how a figure is doing.
 * @param {Status} status
 * @param {FigureState} state
 * @param {Engine} engine
 * @param {string} demo
 */
export function sayState(status, state, engine, demo) {
  const picture = pictureMessage(state.shown);
  if (state.failure) sayFailure(status, state, state.failure);
  else if (state.isLive) status.whisper(engine.liveMessage ?? LIVE);
  else if (engine.needsPermission) {
    const size = megabytes(engine.downloadBytes(demo));
    status.offer(picture, withValues(LOAD_ENGINE, { size }), () => engine.permit());
  } else if (state.isLoading) sayProgress(status, isAsAsked(state.shown) ? "" : picture, engine, demo);
  else if (isAsAsked(state.shown)) status.whisper(picture, true);
  else status.say(picture, "", true);
}

/**
 * Whether the picture is of the state that the controls have.
 * @param {import("./messages.js").Shown} shown
 */
function isAsAsked({ stale, nearest }) {
  return !stale && nearest === null;
}

/**
 * @param {Status} status
 * @param {FigureState} state
 * @param {import("../../loading/failure.js").Failure} failure
 */
function sayFailure(status, { shown, atlasControl, tryAgain }, failure) {
  const ofOneState = failure instanceof DrawingFailure;
  const sentence = failureMessage(failure.message, shown, ofOneState ? "" : atlasControl);
  if (ofOneState) status.say(sentence);
  else if (failure instanceof OutdatedFailure) status.offer(withValues(RELOAD_TO_GO_ON, { sentence }), RELOAD, reload);
  else status.offer(sentence, TRY_AGAIN, tryAgain);
}

/**
 * @param {Status} status
 * @param {string} picture
 * @param {Engine} engine
 * @param {string} demo
 */
function sayProgress(status, picture, engine, demo) {
  const { bytes, size } = engine.progress(demo);
  const { replacedFailure, usesFallback } = engine;
  const before = picture && `${picture} `;
  if (bytes >= size) return status.say(`${before}${STARTING_PYTHON}`, "", picture !== "");
  const arrived = withValues(ARRIVED_OF, { bytes: decimal(bytes / 1e6), size: megabytes(size) });
  status.say(`${before}${loadingMessage(Boolean(replacedFailure), usesFallback)}`, arrived, picture !== "");
}

/** The address has the state of the figure that was moved last. */
function reload() {
  location.reload();
}
