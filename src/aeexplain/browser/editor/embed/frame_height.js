// @ts-check

/**
 * How tall a frame has to be, as a rule of CSS: of its place's width alone, so that no script is needed where the frame stands.
 *
 * @typedef {[width: number, height: number]} Point  in pixels
 */

/** Pixels by which a frame may be taller than what is in it, twice. */
const TOLERANCE = 16;

/**
 * Return a few points whose line lies nowhere below what was measured, nor between two widths at which that was: a height that
 * jumps there is taken for the larger one.
 * @param {Point[]} measured  by their widths, two at least
 * @returns {Point[]}
 */
export function envelope(measured) {
  const raised = measured.map(([width], i) => /** @type {Point} */ ([
    width,
    Math.max(...measured.slice(Math.max(0, i - 1), i + 2).map(([, height]) => height)),
  ]));
  return thinned(raised).map(([width, height]) => [width, Math.ceil(height + TOLERANCE)]);
}

/**
 * Return the points without those from which the line through the others is near (Douglas and Peucker 1973).
 * @param {Point[]} points
 * @returns {Point[]}
 */
function thinned(points) {
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last || points.length < 3) return points;
  const away = points.map(([width, height]) => {
    const share = (width - first[0]) / (last[0] - first[0]);
    return Math.abs(height - first[1] - share * (last[1] - first[1]));
  });
  const farthest = away.indexOf(Math.max(...away));
  if ((away[farthest] ?? 0) <= TOLERANCE) return [first, last];
  return [...thinned(points.slice(0, farthest + 1)).slice(0, -1), ...thinned(points.slice(farthest))];
}

/**
 * Return the height of a box of 100cqw, as CSS: along the points, and beyond them as at the first and at the last.
 * @param {Point[]} points
 */
export function heightRule(points) {
  const [[, lowest] = [0, 0]] = points;
  const parts = points.slice(1).map(([width, height], i) => {
    const [before, from] = points[i] ?? [0, 0];
    const slope = Number(((height - from) / (width - before)).toFixed(4));
    return slope ? ` ${slope < 0 ? "-" : "+"} ${Math.abs(slope)} * clamp(0px, 100cqw - ${before}px, ${width - before}px)` : "";
  });
  return `calc(${lowest}px${parts.join("")})`;
}
