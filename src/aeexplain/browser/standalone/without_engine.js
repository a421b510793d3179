// @ts-check

/**
 * In a page that is one file and has no engine inside: stands in the place of its worker, since browsers give such a page no files.
 * Whoever starts it is told at once, and goes on with the frames that were drawn ahead.
 */
Object.assign(globalThis, {
  aeexplainWorker() {
    const online = document.querySelector("link[rel=canonical]")?.getAttribute("href") ?? "";
    const worker = { onmessage(/** @type {{data: object}} */ _) {}, postMessage() {}, terminate() {} };
    setTimeout(() => worker.onmessage?.({ data: { kind: "failed", message: "", detail: "", alone: online } }));
    return worker;
  },
});
