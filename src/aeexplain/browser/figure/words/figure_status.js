// @ts-check
import { DrawingFailure, OutdatedFailure } from "../../loading/failure.js";
import { LIVE, failureMessage, loadingMessage, megabytes, pictureMessage } from "./messages.js";

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
    status.offer(picture, `Load the live engine (${size})`, () => engine.permit());
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
  else if (failure instanceof OutdatedFailure) status.offer(`${sentence} Reload it to go on.`, "Reload", reload);
  else status.offer(sentence, "Try again", tryAgain);
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
  if (bytes >= size) return status.say(`${before}Starting Python…`, "", picture !== "");
  const arrived = `: ${megabytes(bytes).replace(" MB", "")} of ${megabytes(size)}`;
  status.say(`${before}${loadingMessage(Boolean(replacedFailure), usesFallback)}`, arrived, picture !== "");
}

/** The address has the state of the figure that was moved last. */
function reload() {
  location.reload();
}
