// The worker where the engine is inside the page. Before it stands `inside`, the engine's files by name, and `worker`, the address
// of the worker's module. What is asked meanwhile waits until that listens.

const ENGINE = "https://inside.invalid/";
const outside = self.fetch.bind(self);
const asked = [];
const wait = ({ data }) => asked.push(data);

self.addEventListener("message", wait);
self.importScripts = () => { throw new TypeError("all that runs here are modules"); }; // as in a worker that is a module: Pyodide asks
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

import(worker).then(
  () => {
    self.removeEventListener("message", wait);
    for (const data of asked) self.dispatchEvent(new MessageEvent("message", { data }));
  },
  (error) => setTimeout(() => { throw error; }), // which the page hears
);
