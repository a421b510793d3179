// @ts-check

/** What a start with Pyodide's WebAssembly as it is published cannot do without: compile and instantiate it. Python never starts. */
self.addEventListener("message", async ({ data: { folder, lock } }) => {
  const indexURL = new URL(folder, self.location.href).href;
  const [{ loadPyodide }, { default: create }] = await Promise.all([
    import(`${indexURL}pyodide.mjs`),
    import(`${indexURL}pyodide.asm.mjs`),
  ]);
  await loadPyodide({
    indexURL,
    lockFileContents: lock,
    stdLibURL: new URL("empty.zip", self.location.href).href,
    /** @param {object} settings */
    async createPyodideModule(settings) {
      await create({ ...settings, noInitialRun: true });
      self.postMessage("instantiated");
      return new Promise(() => {});
    },
  });
});
