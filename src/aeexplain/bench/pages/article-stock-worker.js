// @ts-check

/**
 * Answers an article's figures as our worker does, from Pyodide and NumPy as they come: load it, load the packages, import. The code of
 * the demos is in the package.
 */

/** @type {Promise<any> | undefined} */
let stage;

self.addEventListener("message", async ({ data }) => {
  if (data.kind === "start") {
    stage = started();
    await stage;
    self.postMessage({ kind: "ready", from: "library" });
    return;
  }
  const python = await stage;
  const { id } = data;
  if (data.kind === "weight") python.load(data.name, new TextDecoder().decode(data.bytes));
  if (data.kind !== "frame") return self.postMessage({ kind: "loaded", id });
  const [header, pixels] = python.frame(data.demo, JSON.stringify(data.values), data.views).toJs();
  self.postMessage({ kind: "frame", id, header, pixels: pixels.buffer }, { transfer: [pixels.buffer] });
});

async function started() {
  const indexURL = new URL("stock/", self.location.href).href;
  const { loadPyodide } = await import(`${indexURL}pyodide.mjs`);
  const python = await loadPyodide({ indexURL });
  await python.loadPackage(["numpy", "aeexplain"], { messageCallback: () => {} });
  return python.pyimport("aeexplain.bridge").Stage();
}
