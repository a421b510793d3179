// @ts-check
import { Failure, asFailure } from "../loading/failure.js";
import { byteReporter, draw } from "./requests.js";
import { startStage } from "./runtime.js";
import { OUT_OF_MEMORY } from "../language/words.js";

/**
 * The worker that runs Python: what the page asks of it and what it posts back. A reply carries its
 * request's id; exactly one comes for each request, in order. `start` comes first; a request that comes before Python is there
 * waits for it.
 *
 * @typedef {{kind: "start", runtime: import("../page/page_data.js").Runtime}} Start
 * @typedef {{kind: "weight", name: string, bytes: ArrayBuffer}} WeightRequest  a weight file's JSON, UTF-8
 * @typedef {{kind: "demos", bytes: ArrayBuffer}} DemosRequest  the code of demos, JSON, UTF-8
 * @typedef {import("./requests.js").DrawingRequest} DrawingRequest
 * @typedef {WeightRequest | DemosRequest | DrawingRequest} WorkerRequest
 *
 * @typedef {{kind: "loaded", id: number}} Loaded
 * @typedef {{kind: "frame", id: number, header: string, pixels: ArrayBuffer}} Drawn
 * @typedef {{kind: "over", id: number}} Over  the run has no more frames, or was ended
 * @typedef {{kind: "raised", id: number, message: string, detail: string}} Raised  Python raised an exception
 * @typedef {Loaded | Drawn | Over | Raised} Reply
 *
 * @typedef {{kind: "bytes", arrived: number}} Bytes  of the runtime's files, since the start
 * @typedef {{kind: "installed"}} Installed  every file has come; Python still has to import them
 * @typedef {{kind: "fallback", bytes: number}} Fallback  the first mode of starting failed, and the second one fetches so many bytes
 * @typedef {{kind: "ready", from: import("../engine/start_modes.js").StartMode}} Ready
 * @typedef {{kind: "failed", message: string, detail: string, alone?: string}} Failed  the worker is of no use any more
 * @typedef {Reply | Bytes | Installed | Fallback | Ready | Failed} WorkerMessage
 */

/** The names of Python's own exception and of NumPy's. */
const MEMORY_ERROR = /^(_Array)?MemoryError$/;

/** @type {Promise<import("./runtime.js").Stage> | undefined} */
let stage;

self.addEventListener("message", (/** @type {MessageEvent<Start | (WorkerRequest & {id: number})>} */ { data }) => {
  if (data.kind === "start") start(data.runtime);
  else void reply(data);
});

/** @param {import("../page/page_data.js").Runtime} runtime */
function start(runtime) {
  stage = startStage(runtime, {
    onBytes: byteReporter(post),
    onFailure: fail,
    onInstalled: () => post({ kind: "installed" }),
    onFallback: (bytes) => post({ kind: "fallback", bytes }),
  });
  stage.then(({ from }) => post({ kind: "ready", from }), fail);
}

/** @param {WorkerRequest & {id: number}} request */
async function reply(request) {
  const { id } = request;
  const python = await stage?.catch(() => null);
  // The page was told already that we failed.
  if (!python) return;
  try {
    if (request.kind === "weight" || request.kind === "demos") {
      const text = new TextDecoder().decode(request.bytes);
      if (request.kind === "demos") python.addDemos(text);
      else python.load(request.name, text);
      post({ kind: "loaded", id });
      return;
    }
    const frame = draw(python, request);
    if (frame) post({ kind: "frame", id, header: frame[0], pixels: frame[1].buffer }, [frame[1].buffer]);
    else post({ kind: "over", id });
  } catch (error) {
    if (!isPythonError(error)) fail(error);
    // What Python goes on with after that is garbage.
    else if (MEMORY_ERROR.test(error.type)) fail(new Failure(OUT_OF_MEMORY, error.message));
    else post({ kind: "raised", id, ...describeError(error) });
  }
}

/** @param {unknown} error */
function fail(error) {
  post({ kind: "failed", ...describeError(error) });
}

/**
 * @param {unknown} error
 * @returns {error is import("pyodide/ffi").PythonError}
 */
function isPythonError(error) {
  return error instanceof Error && error.name === "PythonError";
}

/**
 * Return what was thrown as a sentence and its traceback. What Python raises has the whole traceback for its message;
 * the sentence is the line that names the exception, and of our own exceptions only what they say.
 * @param {unknown} error
 */
function describeError(error) {
  const { message, detail } = asFailure(error);
  if (!isPythonError(error)) return { message, detail };
  const { type } = error;
  const line = message.split("\n").findLast((line) => /^[\w.]+/.exec(line)?.[0].split(".").pop() === type) ?? type;
  return { message: line.replace(/^[\w.]+\./, "").replace(/^ExplainError: /, ""), detail: message };
}

/**
 * @param {WorkerMessage} message
 * @param {Transferable[]} [transfer]
 */
function post(message, transfer = []) {
  self.postMessage(message, { transfer });
}
