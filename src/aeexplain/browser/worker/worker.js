// @ts-check
import { Failure, asFailure } from "../loading/failure.js";
import { startStage } from "./runtime.js";

/**
 * The worker that runs Python: what it is asked and what it answers. A reply carries its question's id; exactly one
 * comes for each question, in order. `start` comes first; a question asked before Python is there waits for it.
 *
 * @typedef {{kind: "start", runtime: import("../page/page_data.js").Runtime}} Start
 * @typedef {{kind: "weight", name: string, bytes: ArrayBuffer}} WeightQuestion  a weight file's JSON, UTF-8
 * @typedef {{kind: "frame", demo: string, values: import("../controls/form_values.js").Values}} FrameQuestion
 * @typedef {{kind: "begin", demo: string, values: import("../controls/form_values.js").Values}} BeginQuestion  of a run
 * @typedef {{kind: "advance" | "end", demo: string}} RunQuestion
 * @typedef {FrameQuestion | BeginQuestion | RunQuestion} DrawingQuestion
 * @typedef {WeightQuestion | DrawingQuestion} Question
 *
 * @typedef {{kind: "loaded", id: number}} Loaded
 * @typedef {{kind: "frame", id: number, header: string, pixels: ArrayBuffer}} Drawn
 * @typedef {{kind: "over", id: number}} Over  the run has no more frames, or was ended
 * @typedef {{kind: "raised", id: number, message: string, detail: string}} Raised  Python raised an exception
 * @typedef {Loaded | Drawn | Over | Raised} Reply
 *
 * @typedef {{kind: "bytes", arrived: number}} Bytes  of the runtime's files, since the start
 * @typedef {{kind: "installed"}} Installed  every file has come; Python still has to import them
 * @typedef {{kind: "again", bytes: number}} Again  the first way to start failed, and the second one fetches so many bytes
 * @typedef {{kind: "ready", from: import("../engine/start_modes.js").Way}} Ready
 * @typedef {{kind: "failed", message: string, detail: string}} Failed  the worker is of no use any more
 * @typedef {Reply | Bytes | Installed | Again | Ready | Failed} Answer
 */

const MILLISECONDS_BETWEEN_REPORTS = 100;
const MEMORY = /^(_Array)?MemoryError$/; // Python's own, and NumPy's

/** @type {Promise<import("./runtime.js").Stage> | undefined} */
let stage;

self.addEventListener("message", (/** @type {MessageEvent<Start | (Question & {id: number})>} */ { data }) => {
  if (data.kind === "start") start(data.runtime);
  else void answer(data);
});

/** @param {import("../page/page_data.js").Runtime} runtime */
function start(runtime) {
  stage = startStage(runtime, {
    onBytes: byteReport(),
    onFailure: fail,
    onInstalled: () => tell({ kind: "installed" }),
    onAgain: (bytes) => tell({ kind: "again", bytes }),
  });
  stage.then(({ from }) => tell({ kind: "ready", from }), fail);
}

/** @param {Question & {id: number}} question */
async function answer(question) {
  const { id } = question;
  const python = await stage?.catch(() => null);
  if (!python) return; // the page was told that we failed
  try {
    if (question.kind === "weight") {
      python.load(question.name, new TextDecoder().decode(question.bytes));
      tell({ kind: "loaded", id });
      return;
    }
    const frame = draw(python, question);
    if (frame) tell({ kind: "frame", id, header: frame[0], pixels: frame[1].buffer }, [frame[1].buffer]);
    else tell({ kind: "over", id });
  } catch (error) {
    if (!isPythons(error)) fail(error);
    else if (MEMORY.test(error.type)) fail(new Failure("Python ran out of memory", error.message)); // what it goes on with is garbage
    else tell({ kind: "raised", id, ...inWords(error) });
  }
}

/**
 * Return the frame that is asked for; null where a run has none.
 * @param {import("./runtime.js").Stage} python
 * @param {DrawingQuestion} question
 */
function draw(python, question) {
  switch (question.kind) {
    case "frame":
      return python.frame(question.demo, JSON.stringify(question.values));
    case "begin":
      return python.begin(question.demo, JSON.stringify(question.values));
    case "advance":
      return python.advance(question.demo);
    case "end":
      python.end(question.demo);
      return null;
  }
}

/** Return a counter of bytes that reports its sum now and then, and always when a pause follows. */
function byteReport() {
  let arrived = 0;
  let waiting = false;
  return (/** @type {number} */ bytes) => {
    arrived += bytes;
    if (waiting) return;
    waiting = true;
    setTimeout(() => {
      waiting = false;
      tell({ kind: "bytes", arrived });
    }, MILLISECONDS_BETWEEN_REPORTS);
  };
}

/** @param {unknown} error */
function fail(error) {
  tell({ kind: "failed", ...inWords(error) });
}

/**
 * @param {unknown} error
 * @returns {error is import("pyodide/ffi").PythonError}
 */
function isPythons(error) {
  return error instanceof Error && error.name === "PythonError";
}

/**
 * Return what was thrown as a sentence and its traceback. What Python raises has the whole traceback for its message;
 * the sentence is the line that names the exception, and of our own exceptions only what they say.
 * @param {unknown} error
 */
function inWords(error) {
  const { message, detail } = asFailure(error);
  if (!isPythons(error)) return { message, detail };
  const { type } = error;
  const line = message.split("\n").findLast((line) => /^[\w.]+/.exec(line)?.[0].split(".").pop() === type) ?? type;
  return { message: line.replace(/^[\w.]+\./, "").replace(/^ExplainError: /, ""), detail: message };
}

/**
 * @param {Answer} message
 * @param {Transferable[]} [transfer]
 */
function tell(message, transfer = []) {
  self.postMessage(message, { transfer });
}
