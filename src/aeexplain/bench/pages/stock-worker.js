// @ts-check

/** Pyodide as its manual says: load it, load the packages, import. */
self.addEventListener("message", async ({ data: { folder, demo, weight, address } }) => {
  const indexURL = new URL(folder, self.location.href).href;
  const { loadPyodide } = await import(`${indexURL}pyodide.mjs`);
  const python = await loadPyodide({ indexURL });
  await python.loadPackage(["numpy", "aeexplain"], { messageCallback: () => {} });
  const stage = python.pyimport("aeexplain.bridge").Stage();
  stage.load(weight, await (await fetch(new URL(address, self.location.href))).text());
  self.postMessage(JSON.parse(stage.frame(demo, "{}").toJs()[0]).describe);
});
