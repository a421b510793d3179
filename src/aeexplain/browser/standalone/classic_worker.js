// The worker where the engine is inside the page. Before it stand `inside`, the engine's files by name, and `modules`, the
// worker's code by name, each after those that it imports, itself last. What is asked meanwhile waits until that listens.

const ENGINE = "https://inside.invalid/";
const outside = self.fetch.bind(self);
const asked = [];
const keepWaiting = ({ data }) => asked.push(data);

self.addEventListener("message", keepWaiting);
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

/** The worker's address, where each module is at the address that `at` gives its code. */
function workerAddress(at) {
  const addresses = {};
  let last = "";
  for (const [name, code] of Object.entries(modules)) {
    last = addresses[name] = at(code.replace(/(["'])aeexplain\/([\w./-]+)\1/g, (_, quote, other) => quote + addresses[other] + quote));
  }
  return last;
}

const asData = (code) => `data:text/javascript,${encodeURIComponent(code)}`;
const asBlob = (code) => URL.createObjectURL(new Blob([code], { type: "text/javascript" }));

// From the disk, Safari imports no blob, and Firefox nothing that such data imports.
import(workerAddress(asData)).catch(() => import(workerAddress(asBlob))).then(
  () => {
    self.removeEventListener("message", keepWaiting);
    for (const data of asked) self.dispatchEvent(new MessageEvent("message", { data }));
  },
  // Thrown so, the page hears of it.
  (error) => setTimeout(() => { throw error; }),
);
