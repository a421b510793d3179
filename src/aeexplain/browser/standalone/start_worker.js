// @ts-check

/**
 * In a page that is one file and has the engine inside: starts its worker. From the disk, browsers give a page no worker but a
 * classic one of its own making, and that worker nothing to fetch: the engine's files go into its source, before its script.
 */
Object.assign(globalThis, {
  aeexplainWorker() {
    /** @param {string} id */
    const textOf = (id) => document.getElementById(id)?.textContent ?? "{}";
    const source = ["const inside = ", textOf("aeexplain-engine"), ";\n", JSON.parse(textOf("aeexplain-worker"))];
    const address = URL.createObjectURL(new Blob(source, { type: "text/javascript" }));
    return new Worker(address, { name: "aeexplain" });
  },
});
