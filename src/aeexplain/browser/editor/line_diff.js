// @ts-check

/**
 * What differs between two texts, line by line.
 *
 * @typedef {[at: number, removed: number, inserted: string[]]} Hunk  `removed` lines of the old text, from its line `at` on (the first
 *   is 0), have these lines in their place
 */

/** Of the table in which the longest common lines are sought; beyond it all between the ends counts as changed. */
const MOST_CELLS = 4_000_000;

/**
 * Return the hunks that lead from one text to another, in order.
 * @param {string} before
 * @param {string} after
 * @returns {Hunk[]}
 */
export function hunksBetween(before, after) {
  const [old, now] = [before.split("\n"), after.split("\n")];
  let start = 0;
  while (start < old.length && start < now.length && old[start] === now[start]) start++;
  let end = 0;
  while (end < old.length - start && end < now.length - start && old[old.length - 1 - end] === now[now.length - 1 - end]) end++;
  return hunksOf(old.slice(start, old.length - end), now.slice(start, now.length - end), start);
}

/**
 * Return a text with hunks applied; hunks that are none of this text: null.
 * @param {string} before
 * @param {Hunk[]} hunks
 */
export function applyHunks(before, hunks) {
  const old = before.split("\n");
  /** @type {string[]} */
  const now = [];
  let place = 0;
  for (const [at, removed, inserted] of hunks) {
    if (at < place || at + removed > old.length) return null;
    now.push(...old.slice(place, at), ...inserted);
    place = at + removed;
  }
  return [...now, ...old.slice(place)].join("\n");
}

/**
 * @param {string[]} old
 * @param {string[]} now
 * @param {number} start  the line of the old text at which these begin
 * @returns {Hunk[]}
 */
function hunksOf(old, now, start) {
  if (!old.length && !now.length) return [];
  if (!old.length || !now.length || old.length * now.length > MOST_CELLS) return [[start, old.length, now]];
  /** @type {Hunk[]} */
  const hunks = [];
  const common = commonLines(old, now);
  let [i, j] = [0, 0];
  for (const [a, b] of [...common, /** @type {const} */ ([old.length, now.length])]) {
    if (a > i || b > j) hunks.push([start + i, a - i, now.slice(j, b)]);
    [i, j] = [a + 1, b + 1];
  }
  return hunks;
}

/**
 * Return pairs of places at which the same line stands in both, as many as there can be, in order.
 * @param {string[]} old
 * @param {string[]} now
 * @returns {Array<[number, number]>}
 */
function commonLines(old, now) {
  const width = now.length + 1;
  const longest = new Uint16Array((old.length + 1) * width);
  /** @param {number} i @param {number} j */
  const at = (i, j) => longest[i * width + j] ?? 0;
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = now.length - 1; j >= 0; j--) {
      longest[i * width + j] = old[i] === now[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  /** @type {Array<[number, number]>} */
  const pairs = [];
  for (let [i, j] = [0, 0]; i < old.length && j < now.length; ) {
    if (old[i] === now[j]) pairs.push([i++, j++]);
    else if (at(i + 1, j) >= at(i, j + 1)) i++;
    else j++;
  }
  return pairs;
}
