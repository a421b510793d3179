// @ts-check

/**
 * The service worker that a reader gets who keeps an article for offline, and nobody else. It stands at the site's root.
 *
 * A page comes from the network, and from what is kept only where the site does not bring it: where there is no network, where
 * the site answers with an error, and where it says nothing for some seconds. So a new build is never masked by an old one. A
 * file under assets/ has its hash in its address, so what is kept is what the network would send.
 *
 * @typedef {Event & {waitUntil: (work: Promise<unknown>) => void}} ExtendableEvent
 * @typedef {ExtendableEvent & {request: Request, respondWith: (answer: Promise<Response>) => void}} FetchEvent
 */

/** Milliseconds for which the site may say nothing. */
const TIMEOUT = 4000;
/** The least status of an answer that is an error. */
const FIRST_ERROR_STATUS = 400;

const worker = /** @type {any} */ (self);

/**
 * The addresses of kept pages to which we have sent readers because the site did not bring the page, and when: it is not
 * asked again at once.
 */
const redirected = new Map();

self.addEventListener("install", () => worker.skipWaiting());
self.addEventListener("activate", (event) => /** @type {ExtendableEvent} */ (event).waitUntil(worker.clients.claim()));
self.addEventListener("fetch", (event) => {
  const { request, respondWith } = /** @type {FetchEvent} */ (event);
  const assets = new URL("assets/", worker.registration.scope).href;
  if (request.method !== "GET") return;
  if (request.mode === "navigate") respondWith.call(event, pageFor(request));
  else if (request.url.startsWith(assets)) respondWith.call(event, assetFor(request));
});

/** @param {Request} request */
async function pageFor(request) {
  const { origin, pathname, search } = new URL(request.url);
  const folder = origin + pathname.replace(/\/index\.html$/, "/").replace(/([^/])$/, "$1/");
  const copy = await keptLast(folder);
  if (!copy) return fetch(request);
  const since = Date.now() - (redirected.get(folder + search) ?? 0);
  redirected.delete(folder + search);
  if (since < TIMEOUT) return copy;
  const answer = await fromSite(request);
  if (answer) return answer;
  if (folder === origin + pathname) return copy;
  // The page's addresses are relative to its folder.
  redirected.set(folder + search, Date.now());
  return Response.redirect(folder + search);
}

/** @param {Request} request */
async function assetFor(request) {
  return (await kept(request)) ?? fetch(request);
}

/**
 * Return what is kept under an address; nothing, too, where the browser cannot read its storage.
 * @param {RequestInfo} address
 */
function kept(address) {
  return caches.match(address, { ignoreVary: true }).catch(() => undefined);
}

/**
 * Return a page from the newest of the editions that have it: an interrupted update leaves two.
 * @param {string} address
 */
async function keptLast(address) {
  const names = await caches.keys().catch(() => []);
  for (const cacheName of names.reverse()) {
    const page = await caches.match(address, { cacheName, ignoreVary: true }).catch(() => undefined);
    if (page) return page;
  }
  return undefined;
}

/**
 * Return what the site answers, whole; null where that is an error, breaks off, or comes too late: then it is not waited for any
 * more, or the browser would let the next request for the page wait for this one.
 * @param {Request} request
 */
async function fromSite(request) {
  const abort = new AbortController();
  let timer = setTimeout(() => abort.abort(), TIMEOUT);
  const heard = () => {
    clearTimeout(timer);
    timer = setTimeout(() => abort.abort(), TIMEOUT);
  };
  try {
    const answer = await fetch(request, { signal: abort.signal });
    return answer.status < FIRST_ERROR_STATUS ? await whole(answer, heard) : null;
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Return an answer whose body is there, too; `heard` is told of each piece that comes. A body that breaks off: an exception.
 * @param {Response} answer
 * @param {() => void} heard
 */
async function whole(answer, heard) {
  if (!answer.body) return answer; // a redirect, which the browser follows
  const reader = answer.body.getReader();
  const pieces = [];
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    heard();
    pieces.push(read.value);
  }
  const { status, statusText, headers } = answer;
  return new Response(new Blob(pieces), { status, statusText, headers });
}
