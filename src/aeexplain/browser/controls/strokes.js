// @ts-check

/**
 * What a hand draws on a pad, and its text "x,y x,y;x,y": whole numbers from 0 to 99, across and down.
 *
 * @typedef {[x: number, y: number]} Dot
 * @typedef {Dot[][]} Strokes
 */

const WHOLE = /^[0-9]{1,2},[0-9]{1,2}(?:[ ;][0-9]{1,2},[0-9]{1,2})*$/;
const MOST_DOTS = 600;
const NEAREST = 2;

/**
 * Return the strokes of a text; null where it is none of a pad's.
 * @param {string} text
 * @returns {Strokes | null}
 */
export function readStrokes(text) {
  if (text === "") return [];
  if (!WHOLE.test(text)) return null;
  const strokes = text.split(";").map((stroke) => stroke.split(" ").map(readDot));
  return count(strokes) > MOST_DOTS ? null : strokes;
}

/** @param {Strokes} strokes */
export function showStrokes(strokes) {
  return strokes.map((stroke) => stroke.join(" ")).join(";"); // a dot's own text is "x,y"
}

/**
 * Return the strokes with one dot more: in a new stroke or at the end of the last. A full pad takes no more, and a dot
 * next to the last one tells nothing; then they come back as they were.
 * @param {Strokes} strokes
 * @param {Dot} dot
 * @param {boolean} begins
 * @returns {Strokes}
 */
export function withDot(strokes, dot, begins) {
  if (count(strokes) >= MOST_DOTS) return strokes;
  if (begins) return [...strokes, [dot]];
  const stroke = strokes.at(-1) ?? [];
  const last = stroke.at(-1);
  if (last && Math.hypot(dot[0] - last[0], dot[1] - last[1]) < NEAREST) return strokes;
  return [...strokes.slice(0, -1), [...stroke, dot]];
}

/** @param {Strokes} strokes */
function count(strokes) {
  return strokes.reduce((total, stroke) => total + stroke.length, 0);
}

/**
 * @param {string} text
 * @returns {Dot}
 */
function readDot(text) {
  const [x, y] = text.split(",");
  return [Number(x), Number(y)];
}
