// @ts-check
import { clamp } from "../numbers.js";

/**
 * A line along which a knob rides: places at even shares of the way, straight in between.
 *
 * @typedef {import("../numbers.js").Pair} Pair
 */

const REACH = 1 / 8; // of the way: how far from where it stands a knob looks for the hand that drags it
const MOST_LOOKS = 16;
/** @type {Pair} */
const ORIGIN = [0, 0];

/**
 * Return the places of a text "x,y x,y"; null where there are not two.
 * @param {string | undefined} text
 * @returns {Pair[] | null}
 */
export function readTrack(text) {
  const places = (text ?? "").split(" ").map((place) => place.split(",").map(Number));
  return places.length > 1 && places.every(isPair) ? /** @type {Pair[]} */ (places) : null;
}

/**
 * Return the place at a share of the way, from 0 to 1.
 * @param {Pair[]} track
 * @param {number} share
 * @returns {Pair}
 */
export function placeAt(track, share) {
  const at = clamp(share, [0, 1]) * (track.length - 1);
  const before = Math.min(Math.floor(at), track.length - 2);
  const from = track[before] ?? ORIGIN;
  const to = track[before + 1] ?? ORIGIN;
  const part = at - before;
  return [from[0] + part * (to[0] - from[0]), from[1] + part * (to[1] - from[1])];
}

/**
 * Return the share of the way that is nearest to a place.
 * @param {Pair[]} track
 * @param {Pair} place
 */
export function nearestShare(track, place) {
  return nearestBetween(track, place, 0, 1);
}

/**
 * Return where a knob that stands at a share goes as a hand drags it towards a place: along the line, not over to another turn of it.
 * @param {Pair[]} track
 * @param {Pair} place
 * @param {number} share
 */
export function followedShare(track, place, share) {
  let at = share;
  for (let look = 0; look < MOST_LOOKS; look++) {
    const next = nearestBetween(track, place, Math.max(at - REACH, 0), Math.min(at + REACH, 1));
    if (next === at) break;
    at = next;
  }
  return at;
}

/**
 * @param {Pair[]} track
 * @param {Pair} place
 * @param {number} low
 * @param {number} high
 */
function nearestBetween(track, place, low, high) {
  const pieces = track.length - 1;
  let best = { share: low, away: Infinity };
  for (let piece = Math.floor(low * pieces); piece < Math.min(Math.ceil(high * pieces), pieces); piece++) {
    const part = nearestPart(track[piece] ?? ORIGIN, track[piece + 1] ?? ORIGIN, place);
    const share = clamp((piece + part) / pieces, [low, high]);
    const [x, y] = placeAt(track, share);
    const away = Math.hypot(x - place[0], y - place[1]);
    if (away < best.away) best = { share, away };
  }
  return best.share;
}

/**
 * Return how far along a straight piece the place stands that is nearest, from 0 to 1.
 * @param {Pair} from
 * @param {Pair} to
 * @param {Pair} place
 */
function nearestPart(from, to, place) {
  const [across, up] = [to[0] - from[0], to[1] - from[1]];
  const length = across * across + up * up;
  if (length === 0) return 0;
  return clamp(((place[0] - from[0]) * across + (place[1] - from[1]) * up) / length, [0, 1]);
}

/** @param {number[]} numbers */
function isPair(numbers) {
  return numbers.length === 2 && numbers.every(Number.isFinite);
}
