// @ts-check

/**
 * In a page that is one file and has no engine inside: stands in the place of its worker, since browsers give such a page no files.
 * Whoever starts it is told at once, and goes on with the frames that were drawn ahead.
 */
Object.assign(globalThis, {
  aeexplainWorker() {
    const online = document.querySelector("link[rel=canonical]")?.getAttribute("href") ?? "the site itself";
    const message = `this page is a single file, without Python; the live one is at ${online}`;
    const worker = { onmessage(/** @type {{data: object}} */ _) {}, postMessage() {}, terminate() {} };
    setTimeout(() => worker.onmessage?.({ data: { kind: "failed", message, detail: "" } }));
    return worker;
  },
});
