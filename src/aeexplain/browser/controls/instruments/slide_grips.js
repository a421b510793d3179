// @ts-check
import { boxOf, toData, toShares } from "./axis_data.js";
import { nearestOn, readPair } from "../numbers.js";
import { placeOfValue, shareOfValue, valueAtPlace, valueAtShare } from "./places.js";
import { followedShare, nearestShare, placeAt, readTrack } from "./track.js";

/**
 * How a slider's handle stands on its view.
 *
 * @typedef {import("./axis_data.js").Reach} Reach
 * @typedef {import("../numbers.js").Data} Data
 * @typedef {import("../numbers.js").Pair} Pair
 *
 * @typedef {Object} SlideGrip
 * @property {boolean} [isHeldAnywhere]  it goes under the hand that grasps it, wherever that does
 * @property {(reach: Reach) => boolean} stands  whether it can stand on the picture
 * @property {(reach: Reach, value: number, data: Data) => Pair} shares  where it stands, as shares of the picture's width and height
 * @property {(reach: Reach, place: Pair, data: Data, from: number | null) => number} valueAt  the value for a place of the window;
 *   dragged there from a value, or brought there at once
 * @property {(element: HTMLElement, reach: Reach, value: number, data: Data) => void} put  bring the button there
 * @property {(away: Pair, data: Data) => number} distance  how far it is from a hand, in pixels
 * @property {(reach: Reach, right: number, up: number, data: Data) => number} steps  what arrow keys mean
 */

const LANES_APART = 1000; // one pixel beside a lane counts as so many along it
const ROOM = 22; // units of the drawing that the grip wants outside of the plot, or it stands on its edge

/** A place on one axis. */
const onAxis = {
  stands: () => true,
  /** @type {SlideGrip["shares"]} */
  shares(reach, value, data) {
    const place = placeOfValue(value, data);
    const [low, high] = laneOf(reach, data);
    return toShares(reach, isUpright(data) ? [(low + high) / 2, place] : [place, (low + high) / 2]);
  },
  /** @type {SlideGrip["valueAt"]} */
  valueAt(reach, [x, y], data) {
    const [across, up] = toData(reach, x, y);
    return valueAtPlace(isUpright(data) ? up : across, data);
  },
  /** The nearest lane wins, however far along it the handle stands. @type {SlideGrip["distance"]} */
  distance([across, down], data) {
    const [along, beside] = isUpright(data) ? [down, across] : [across, down];
    return Math.abs(along) + (data["lane"] ? LANES_APART * Math.abs(beside) : 0);
  },
  /** Towards where the key points on the screen, whichever way the axis runs; across it, up and right are more. @type {SlideGrip["steps"]} */
  steps({ x, y }, right, up, data) {
    return isUpright(data) ? right - up * Math.sign(y.to - y.from) : right * Math.sign(x.to - x.from) + up;
  },
};

/** A line across the plot, with a grip at its lower or right edge. @type {SlideGrip} */
const rule = {
  ...onAxis,
  put(element, reach, value, data) {
    const [across, down] = onAxis.shares(reach, value, data);
    const [left, top] = toShares(reach, [reach.x.low, reach.y.high]);
    const [right, bottom] = toShares(reach, [reach.x.high, reach.y.low]);
    if (isUpright(data)) inset(element, [left, right], [down, down]);
    else inset(element, [across, across], [top, bottom]);
    element.classList.toggle("outside", hasRoom(reach, isUpright(data)));
  },
};

/** A frame around a cell. @type {SlideGrip} */
const ring = {
  ...onAxis,
  put(element, reach, value, data) {
    const place = placeOfValue(value, data);
    const half = Number(data["cell"]) / 2;
    const [lane, cell] = [laneOf(reach, data), [place - half, place + half]];
    const [x, y] = isUpright(data) ? [lane, cell] : [cell, lane];
    const [left, top] = toShares(reach, [x[0] ?? 0, y[0] ?? 0]);
    const [right, bottom] = toShares(reach, [x[1] ?? 0, y[1] ?? 0]);
    inset(element, [left, right], [top, bottom]);
  },
};

/** A point that rides along the drawing's track. @type {SlideGrip} */
const knob = {
  stands: (reach) => trackOf(reach).length > 0,
  shares(reach, value, data) {
    return placeAt(trackOf(reach), shareOfValue(value, data));
  },
  valueAt(reach, [x, y], data, from) {
    const box = reach.picture.getBoundingClientRect();
    const [width, height] = [box.width, box.height];
    // Both in pixels, so that near means near on the screen.
    const track = trackOf(reach).map(([across, down]) => /** @type {Pair} */ ([across * width, down * height]));
    const place = /** @type {Pair} */ ([x - box.left, y - box.top]);
    const share = from === null ? nearestShare(track, place) : followedShare(track, place, shareOfValue(from, data));
    return valueAtShare(share, data);
  },
  put(element, reach, value, data) {
    const [left, top] = knob.shares(reach, value, data);
    inset(element, [left, left], [top, top]);
  },
  distance: ([across, down]) => Math.hypot(across, down),
  steps: (_reach, right, up) => right + up,
};

/** A line through the point (0, 0) of the data, at so many degrees: turned by any of its parts. @type {SlideGrip} */
const line = {
  isHeldAnywhere: true,
  stands: () => true,
  shares: (reach) => toShares(reach, [0, 0]),
  valueAt(reach, [x, y], data) {
    const box = reach.picture.getBoundingClientRect();
    const [across, down] = toShares(reach, [0, 0]);
    const degrees = (Math.atan2(box.top + down * box.height - y, x - box.left - across * box.width) * 180) / Math.PI;
    return nearestOn((degrees + 180) % 180, data);
  },
  put(element, reach, value, data) {
    const [left, top] = line.shares(reach, value, data);
    inset(element, [left, left], [top, top]);
    const { width } = boxOf(reach.picture);
    const half = Math.min(...[reach.x, reach.y].map(({ from, to }) => Math.abs(to - from) / 2));
    element.style.width = percent((2 * half) / width);
    element.style.rotate = `${-value}deg`;
  },
  distance: ([across, down]) => Math.hypot(across, down),
  steps: (_reach, right, up) => right + up,
};

/** A word on the track that is pressed, and goes one step on; it is not dragged. @type {SlideGrip} */
const button = {
  ...knob,
  valueAt: () => NaN,
  distance: () => Infinity,
};

const GRIPS = { rule, ring, circle: ring, knob, line, button };

/**
 * Return how a handle stands that Python calls by a name; one that there is not: an Error.
 * @param {string} name
 * @returns {SlideGrip}
 */
export function slideGrip(name) {
  if (!Object.hasOwn(GRIPS, name)) throw new Error(`[aeexplain] there is no grip "${name}"; there are ${Object.keys(GRIPS).join(", ")}`);
  return GRIPS[/** @type {keyof typeof GRIPS} */ (name)];
}

/** @param {Data} data */
function isUpright(data) {
  return data["along"] === "y";
}

/**
 * Return from where to where a handle stands on the axis across its own: on its lane, else all over the plot.
 * @param {Reach} reach
 * @param {Data} data
 * @returns {Pair}
 */
function laneOf({ x, y }, data) {
  const { low, high } = isUpright(data) ? x : y;
  return readPair(data["lane"] ?? "") ?? [low, high];
}

/**
 * Return a drawing's track as shares of its width and height; nothing where it has none.
 * @param {Reach} reach
 */
function trackOf(reach) {
  return (readTrack(reach.picture.dataset["track"]) ?? []).map((place) => toShares(reach, place));
}

/**
 * Whether the picture has room for a grip beside the plot.
 * @param {Reach} reach
 * @param {boolean} isBeside  at its right edge, else under it
 */
function hasRoom(reach, isBeside) {
  const box = boxOf(reach.picture);
  const corners = [toShares(reach, [reach.x.high, reach.y.low]), toShares(reach, [reach.x.low, reach.y.high])];
  const edge = Math.max(...corners.map(([across, down]) => (isBeside ? across : down)));
  return (1 - edge) * (isBeside ? box.width : box.height) >= ROOM;
}

/**
 * @param {HTMLElement} element
 * @param {Pair} across  from and to, as shares of the picture
 * @param {Pair} down
 */
function inset(element, across, down) {
  const [left, right] = [Math.min(...across), Math.max(...across)];
  const [top, bottom] = [Math.min(...down), Math.max(...down)];
  Object.assign(element.style, { left: percent(left), width: percent(right - left), top: percent(top), height: percent(bottom - top) });
}

/** @param {number} share */
function percent(share) {
  return `${(share * 100).toFixed(3)}%`;
}
