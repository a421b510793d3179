// @ts-check

/**
 * The service worker that a reader gets who keeps an article for offline, and nobody else. It stands at the site's root.
 *
 * A page comes from the network, and from what is kept only where there is no network: a new build is never masked by an
 * old one. A file under assets/ has its hash in its address, so what is kept is what the network would send.
 *
 * @typedef {Event & {waitUntil: (work: Promise<unknown>) => void}} Lasting
 * @typedef {Lasting & {request: Request, respondWith: (answer: Promise<Response>) => void}} Fetching
 */

const worker = /** @type {any} */ (self);

self.addEventListener("install", () => worker.skipWaiting());
self.addEventListener("activate", (event) => /** @type {Lasting} */ (event).waitUntil(worker.clients.claim()));
self.addEventListener("fetch", (event) => {
  const { request, respondWith } = /** @type {Fetching} */ (event);
  const assets = new URL("assets/", worker.registration.scope).href;
  if (request.method !== "GET") return;
  if (request.mode === "navigate") respondWith.call(event, fresh(request));
  else if (request.url.startsWith(assets)) respondWith.call(event, kept(request));
});

/** @param {Request} request */
async function fresh(request) {
  try {
    return await fetch(request);
  } catch (error) {
    const answer = await caches.match(request, { ignoreSearch: true, ignoreVary: true });
    if (answer) return answer;
    throw error;
  }
}

/** @param {Request} request */
async function kept(request) {
  return (await caches.match(request, { ignoreVary: true })) ?? fetch(request);
}
