// @ts-check

/**
 * The index of the articles, one part for each language that articles are written in: each has its own instance of Pagefind, since
 * an instance knows the endings of one language's words.
 */

/** @typedef {{ url: string, title: string, excerpt: string }} Place */
/** @typedef {Place & { language: string, places: Place[] }} Found */
/** @typedef {{ url: string, excerpt: string, meta: { title?: string }, sub_results: Place[] }} Fragment */
/** @typedef {{ score: number, data: () => Promise<Fragment> }} Result */
/**
 * @typedef {{
 *   options: (options: object) => Promise<void>, init: () => Promise<void>,
 *   search: (words: string) => Promise<{ results: Result[] }>,
 * }} Pagefind
 */

/**
 * Fetch what is needed to search; what does not come is an error.
 * @param {DOMStringMap} told the site's root, Pagefind's script, its digest and the articles' languages
 */
export async function openIndex({ root = "", script = "", integrity = "", languages = "" }) {
  const base = new URL(root, location.href).pathname;
  const instances = await Promise.all(
    languages.split(" ").map(async (language) => {
      // A query makes it a module of its own, with a worker of its own.
      const url = new URL(`${script}?${language}`, location.href).href;
      await load(url, integrity);
      return { language, pagefind: await begun(/** @type {Pagefind} */ (await import(url)), language, base) };
    }),
  );
  return {
    /**
     * Return how many articles have all the words, and as many as are wanted, the best first.
     * @param {string} words
     * @param {number} most
     */
    async find(words, most) {
      const found = await Promise.all(
        instances.map(async ({ language, pagefind }) =>
          (await pagefind.search(words)).results.map((result) => ({ language, ...result }))),
      );
      const results = found.flat().sort((one, other) => other.score - one.score);
      const articles = await Promise.all(
        results.slice(0, most).map(async ({ language, data }) => article(await data(), language)),
      );
      return { count: results.length, articles };
    },
  };
}

/**
 * Have an instance begin with one language. It asks the page for its language, once, while it is called.
 * @param {Pagefind} pagefind
 * @param {string} language
 * @param {string} baseUrl
 */
async function begun(pagefind, language, baseUrl) {
  await pagefind.options({ baseUrl, excerptLength: 24, metaCacheTag: "kept" });
  const page = document.documentElement;
  const own = page.lang;
  page.lang = language;
  const beginning = pagefind.init();
  page.lang = own;
  await beginning;
  return pagefind;
}

/**
 * Load a module by an element, which has a place for the digest by which the browser knows the file; import() then has this one.
 * @param {string} url
 * @param {string} integrity
 */
function load(url, integrity) {
  return new Promise((resolve, reject) => {
    const element = document.createElement("script");
    element.type = "module";
    element.integrity = integrity;
    element.src = url;
    element.addEventListener("load", resolve);
    element.addEventListener("error", () => reject(new Error(`${url} did not load`)));
    document.head.append(element);
  });
}

/** @param {Fragment} fragment @param {string} language @returns {Found} */
function article({ url, excerpt, meta, sub_results: places }, language) {
  return { url, language, title: meta.title ?? url, excerpt, places };
}
