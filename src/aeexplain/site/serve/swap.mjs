// @ts-check
// Takes what changed of an article's text into the page that is open, so that its figures stay as they are, and alive.

/**
 * @typedef {{version: number, stamp: string}} Edition  which version of the site a page is of, and what tells its file from others
 * @typedef {Edition & {article: Element | null, around: string}} ServedPage  a page as `serve` sends it: its edition, the article,
 *   and the text of all around that
 */

const ARTICLE = "main > article";
/** The attribute that holds the whole page's digest. */
const DIGEST_ATTRIBUTE = "data-keep";
/** What scripts hold on to: another in its place would be dead. */
const HELD_BY_SCRIPTS = `h2, h3, h4, nav, script, figure[data-demo], .listing, [data-code-cell], [${DIGEST_ATTRIBUTE}]`;

const FIGURE = /<figure class="demo".*?<\/figure>/gs;
/** Every figure that was ever sent, and its number. @type {Map<string, number>} */
const figures = new Map();

/**
 * Return the edition of a page, as `serve` tells it in the address of the script that it adds.
 * @param {string} address
 * @returns {Edition}
 */
export function servedAs(address) {
  const { searchParams } = new URL(address);
  return { version: Number(searchParams.get("version")), stamp: searchParams.get("page") ?? "" };
}

/** Return this page as it is sent now; in the place of its figures, which are most of it, stand their numbers. */
export async function fetchServedPage() {
  const answer = await fetch(location.href, { cache: "no-store" });
  const withoutFigures = (await answer.text()).replace(FIGURE, (figure) => {
    const number = figures.get(figure) ?? figures.size;
    figures.set(figure, number);
    return `<figure data-demo="${number}"></figure>`;
  });
  const page = new DOMParser().parseFromString(withoutFigures, "text/html");
  const script = page.querySelector("script[src*='/.serve/reload.mjs']");
  const edition = servedAs(new URL(script?.getAttribute("src") ?? "", location.href).href);
  const article = page.querySelector(ARTICLE);
  article?.remove();
  script?.remove();
  /** @type {ServedPage} */
  const served = { ...edition, article, around: page.documentElement.outerHTML };
  return served;
}

/**
 * Put what changed from one article to the next into the page, and tell whether that could be done: not where anything
 * around the article changed, or anything that scripts hold on to.
 * @param {ServedPage} before  what the page was made of
 * @param {ServedPage} after
 */
export function swap(before, after) {
  const here = document.querySelector(ARTICLE);
  if (!here || !before.article || !after.article || before.around !== after.around) return false;
  const digest = after.article.querySelector(`[${DIGEST_ATTRIBUTE}]`)?.getAttribute(DIGEST_ATTRIBUTE);
  const [live, old, fresh] = /** @type {const} */ ([blocks(here), blocks(before.article), blocks(after.article)]);
  if (live.length !== old.length) return false;
  for (const each of digest ? [here, before.article] : []) {
    each.querySelector(`[${DIGEST_ATTRIBUTE}]`)?.setAttribute(DIGEST_ATTRIBUTE, digest ?? "");
  }
  const [was, is] = /** @type {const} */ ([old.map((child) => child.outerHTML), fresh.map((child) => child.outerHTML)]);
  let [start, end] = [0, 0];
  while (start < Math.min(was.length, is.length) && was[start] === is[start]) start += 1;
  while (end < Math.min(was.length, is.length) - start && was.at(-1 - end) === is.at(-1 - end)) end += 1;
  /** @param {Element[]} children */
  const middle = (children) => children.slice(start, children.length - end);
  const sameLength = was.length === is.length;
  const changes = (/** @type {Element} */ _, /** @type {number} */ i) => !sameLength || was[start + i] !== is[start + i];
  const [removed, added] = [middle(live).filter(changes), middle(fresh).filter(changes)];
  const held = (/** @type {Element} */ each) => each.matches(HELD_BY_SCRIPTS) || each.querySelector(HELD_BY_SCRIPTS);
  if ([...middle(old).filter(changes), ...added].some(held)) return false;
  if (sameLength) removed.forEach((each, i) => each.replaceWith(document.importNode(/** @type {Element} */ (added[i]), true)));
  else {
    live[start - 1]?.after(...added.map((each) => document.importNode(each, true)));
    for (const each of removed) each.remove();
  }
  return true;
}

/**
 * Return an article's blocks, in the order of the text.
 * @param {Element} article
 */
function blocks(article) {
  return Array.from(article.children).flatMap((child) => (child.matches(".prose") ? Array.from(child.children) : [child]));
}
