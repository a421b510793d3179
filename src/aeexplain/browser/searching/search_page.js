// @ts-check
import { openIndex } from "./search_index.js";
import { marked } from "./excerpt.js";
import { withValues } from "../language/with_values.js";
import {
  SEARCH_FIRST, SEARCH_NONE, SEARCH_NOT_LOADED, SEARCH_ONE, SEARCH_RUNNING, SEARCH_SEVERAL,
} from "../language/words.js";

/** The page that searches: the index is fetched with the first word that a reader asks for, and not before. */

/** How many articles are shown, and how many places in each. */
const MOST_ARTICLES = 20;
const MOST_PLACES = 3;
/** Milliseconds after the last letter. */
const PAUSE = 200;

const form = /** @type {HTMLFormElement} */ (document.querySelector("form.search"));
const input = /** @type {HTMLInputElement} */ (form.querySelector("input"));
const status = /** @type {HTMLElement} */ (document.querySelector(".search-status"));
const list = /** @type {HTMLElement} */ (document.querySelector(".search-results"));

/** @type {ReturnType<typeof openIndex> | undefined} */
let index;
let asked = 0;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;

input.disabled = false;
input.value = new URLSearchParams(location.search).get("q") ?? "";
input.focus({ preventScroll: true });
if (input.value.trim()) void search();
input.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(() => void search(), PAUSE);
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(timer);
  void search();
});

/** Look for what the input holds, and show what was found unless something else was asked for meanwhile. */
async function search() {
  const [words, number] = [input.value.trim(), ++asked];
  const query = words ? `?q=${encodeURIComponent(words)}` : "";
  history.replaceState(history.state, "", `${location.pathname}${query}`);
  if (!words) return show("", []);
  status.textContent = SEARCH_RUNNING;
  try {
    index ??= openIndex(form.dataset);
    const { count, articles } = await (await index).find(words, MOST_ARTICLES);
    if (number === asked) show(told(words, count), articles.map(entry));
  } catch (error) {
    console.error("[aeexplain] the search failed", error);
    index = undefined;
    if (number === asked) show(SEARCH_NOT_LOADED, []);
  }
}

/** @param {string} words @param {number} count */
function told(words, count) {
  const several = count > MOST_ARTICLES ? SEARCH_FIRST : SEARCH_SEVERAL;
  const word = count === 0 ? SEARCH_NONE : count === 1 ? SEARCH_ONE : several;
  return withValues(word, { words, count, shown: MOST_ARTICLES });
}

/** @param {string} text @param {HTMLElement[]} entries */
function show(text, entries) {
  status.textContent = text;
  list.replaceChildren(...entries);
}

/** @param {import("./search_index.js").Found} article */
function entry({ url, language, title, excerpt, places }) {
  const item = document.createElement("li");
  item.lang = language;
  const heading = document.createElement("h2");
  heading.append(link(url, title));
  item.append(heading, paragraph(excerpt));
  const within = places.filter((place) => place.url !== url).slice(0, MOST_PLACES);
  if (within.length > 0) {
    const inner = document.createElement("ul");
    inner.append(...within.map((place) => {
      const line = document.createElement("li");
      line.append(link(place.url, place.title), paragraph(place.excerpt));
      return line;
    }));
    item.append(inner);
  }
  return item;
}

/** @param {string} url @param {string} title */
function link(url, title) {
  const anchor = document.createElement("a");
  anchor.href = url;
  anchor.textContent = title;
  return anchor;
}

/** @param {string} excerpt */
function paragraph(excerpt) {
  const text = document.createElement("p");
  text.append(...marked(excerpt).map(({ words, found }) => {
    if (!found) return words;
    const mark = document.createElement("mark");
    mark.textContent = words;
    return mark;
  }));
  return text;
}
