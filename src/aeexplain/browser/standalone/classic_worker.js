// The worker where the engine is inside the page. Before it stand `inside`, the engine's files by name; after it the worker's own
// script, which asks for them as if they were elsewhere.

const ENGINE = "https://inside.invalid/";
const outside = self.fetch.bind(self);

// Pyodide asks by it whether this worker is a module; what runs here is one.
self.importScripts = () => { throw new TypeError("all that runs here are modules"); };
self.aeexplainInside = (url) => `data:text/javascript;base64,${inside[url.slice(ENGINE.length)].base64}`;
self.fetch = async (input, init) => {
  const url = input instanceof Request ? input.url : String(input);
  const file = url.startsWith(ENGINE) ? inside[url.slice(ENGINE.length)] : undefined;
  if (!file) return outside(input, init);
  const bytes = Uint8Array.from(atob(file.base64), (letter) => letter.charCodeAt(0));
  const { body } = new Response(bytes);
  const plain = file.packed ? body.pipeThrough(new DecompressionStream("gzip")) : body;
  return new Response(plain, { headers: { "Content-Type": file.type } });
};
