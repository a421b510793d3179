// @ts-check
import { sizeOf, storedForm } from "./forms.js";
import { readPage } from "./page.js";
import { sum } from "./progress.js";

/**
 * The files of this article that a reader keeps for offline: one cache, named by the article and its version, in which the
 * page itself comes last, so that a cache with the page is whole.
 */

const PREFIX = "aeexplain";
const page = new URL(".", location.href).href;

/** @param {string} version */
const shelf = (version) => `${PREFIX} ${page} ${version}`;

/** Whether a version is kept; any, where none is named. @param {string} [version] */
export async function isKept(version) {
  const names = version ? [shelf(version)] : await shelves();
  const found = await Promise.all(names.map((name) => caches.has(name).then((has) => has && hasPage(name))));
  return found.includes(true);
}

/** Return what must come, in bytes as far as the build has told them. */
export function cost() {
  const { runtime, demos } = readPage(document);
  const files = Object.values(demos).flatMap(({ weights, atlas }) => [...Object.values(weights), ...(atlas ? [atlas] : [])]);
  const distinct = new Map(files.map(({ url, bytes }) => [url, bytes]));
  const engine = Object.values(filesOf(runtime)).map((sizes) => sizeOf(sizes, storedForm()));
  return sum([...distinct.values(), ...engine]);
}

/**
 * Keep a version, and no other one. What an older one has is not fetched again; on any failure all is as it was.
 * @param {string} version
 * @param {(done: number, all: number) => void} onProgress  files
 */
export async function keep(version, onProgress) {
  const others = (await shelves()).filter((name) => name !== shelf(version));
  const cache = await caches.open(shelf(version));
  try {
    const urls = await needed();
    let done = 0;
    for (const url of urls) {
      const known = await caches.match(url, { ignoreVary: true });
      const answer = known ?? (await fetch(url));
      if (!answer.ok) throw new Error(`${url}: the server answered ${answer.status}`);
      await cache.put(url, answer);
      onProgress((done += 1), urls.length + 1);
    }
    const own = await fetch(page, { cache: "reload" });
    if (!own.ok) throw new Error(`the server answered ${own.status}`);
    await cache.put(page, own);
  } catch (error) {
    await caches.delete(shelf(version));
    throw error;
  }
  for (const name of others) await caches.delete(name);
}

/** Keep nothing of this article; return whether anything else is still kept. */
export async function remove() {
  for (const name of await shelves()) await caches.delete(name);
  return (await caches.keys()).some((name) => name.startsWith(`${PREFIX} `));
}

/** The caches of this article. */
async function shelves() {
  return (await caches.keys()).filter((name) => name.startsWith(`${PREFIX} ${page} `));
}

/** @param {string} name */
async function hasPage(name) {
  return Boolean(await (await caches.open(name)).match(page));
}

/** Return the address of every file that the page may want. */
async function needed() {
  const { runtime, demos } = readPage(document);
  const own = Array.from(document.querySelectorAll("link[href], script[src], main img[src]"), (element) => {
    const { href, src } = /** @type {{href?: string, src?: string}} */ (/** @type {unknown} */ (element));
    return href ?? src ?? "";
  });
  /** @type {string[]} */
  const modules = await (await fetch(new URL("modules.json", import.meta.url))).json();
  const engine = Object.entries(filesOf(runtime)).map(([name, sizes]) => {
    const form = storedForm();
    return `${runtime?.folder}${name}${form === "gz" && sizes.gz ? ".gz.bin" : ""}`;
  });
  const figures = Object.values(demos).flatMap(({ weights, atlas }) => [...Object.values(weights), ...(atlas ? [atlas] : [])]);
  const all = [
    ...own,
    ...modules.map((name) => new URL(name, import.meta.url).href),
    ...engine,
    ...figures.map(({ url }) => url),
  ];
  return [...new Set(all)].filter((url) => new URL(url).origin === location.origin && url.includes("/assets/"));
}

/**
 * Return the engine's files, those of its second way of starting too.
 * @param {import("./page.js").Runtime | null} runtime
 */
function filesOf(runtime) {
  const { files = {}, snapshot } = /** @type {{files?: import("./page.js").Runtime["files"], snapshot?: {library: import("./page.js").Runtime["files"]}}} */ (
    runtime ?? {}
  );
  return { ...files, ...snapshot?.library };
}
