// @ts-check
import { address, newestEdition } from "../../loading/edition.js";
import { Failure, OutdatedFailure } from "../../loading/failure.js";
import { fetchWhole, verify } from "../../loading/verified_fetch.js";
import { isReadable, wantedBy } from "./offline_files.js";
import { KEEP_OTHER_EDITION, KEEP_STORAGE_CLEARED } from "../../language/words.js";

/**
 * The files of this article that a reader keeps for offline: one cache, named by the article and its edition's mark, in which
 * the page itself comes last, so that a cache with the page is whole.
 */

const PREFIX = "aeexplain";
/** The sentence by which a page says that it is the kept copy: hidden in the page that comes from the site. */
const HIDDEN = /(<p class="kept-copy" data-kept-copy) hidden>/;

/** @param {string} mark */
const cacheNameOf = (mark) => `${PREFIX} ${address} ${mark}`;

/** Whether an edition is kept whole; any, where none is named. @param {string} [mark] */
export async function isKept(mark) {
  const names = await completeCaches();
  return mark ? names.includes(cacheNameOf(mark)) : names.length > 0;
}

/** Whether anything is kept, of this article or another. */
export async function isAnythingKept() {
  return (await caches.keys()).some((name) => name.startsWith(`${PREFIX} `));
}

/**
 * Keep the edition that the site has now, and no other one; return its mark. One that these modules cannot read: an
 * OutdatedFailure. What is kept already is not fetched again; on any
 * failure what was kept before is as it was. Let nobody else keep anything meanwhile.
 * @param {(done: number, all: number) => void} onProgress  files
 */
export async function keep(onProgress) {
  const edition = await newestEdition();
  if (!isReadable(edition.document)) throw new OutdatedFailure(KEEP_OTHER_EDITION);
  const name = cacheNameOf(edition.mark);
  if (!(await isKept(edition.mark))) {
    try {
      await fillCache(await caches.open(name), edition, onProgress);
      if (!(await isKept(edition.mark))) throw new Failure(KEEP_STORAGE_CLEARED);
    } catch (error) {
      await caches.delete(name);
      throw error;
    }
  }
  await tidy();
  return edition.mark;
}

/** Delete what an interrupted keeping has left, and of whole editions all but the one that was kept last. */
export async function tidy() {
  const last = (await completeCaches()).at(-1);
  for (const name of await ownCaches()) if (name !== last) await caches.delete(name);
}

/** Keep nothing of this article. */
export async function remove() {
  for (const name of await ownCaches()) await caches.delete(name);
}

/**
 * @param {Cache} cache
 * @param {import("../../loading/edition.js").Edition} edition
 * @param {(done: number, all: number) => void} onProgress
 */
async function fillCache(cache, { document, text, headers }, onProgress) {
  const files = wantedBy(document);
  for (const [done, file] of files.entries()) {
    onProgress(done + 1, files.length + 1);
    await cache.put(file.url, (await caches.match(file.url, { ignoreVary: true })) ?? (await fetched(file)));
  }
  await cache.put(address, stored(text.replace(HIDDEN, "$1>"), headers));
}

/** @param {import("../../loading/verified_fetch.js").RemoteFile} file */
async function fetched(file) {
  const received = await fetchWhole(file.url);
  await verify(file, received);
  return stored(received.bytes, received.headers);
}

/**
 * Return an answer to be kept: the body is unpacked by now.
 * @param {BodyInit} body
 * @param {Headers} headers
 */
function stored(body, headers) {
  const copied = new Headers(headers);
  for (const name of ["Content-Encoding", "Content-Length"]) copied.delete(name);
  return new Response(body, { headers: copied });
}

/** Return the names of this article's caches, the oldest first. */
async function ownCaches() {
  return (await caches.keys()).filter((name) => name.startsWith(`${PREFIX} ${address} `));
}

/** Return those that have the page. */
async function completeCaches() {
  const names = await ownCaches();
  const pages = await Promise.all(names.map((cacheName) => caches.match(address, { cacheName, ignoreVary: true })));
  return names.filter((_, i) => pages[i]);
}
