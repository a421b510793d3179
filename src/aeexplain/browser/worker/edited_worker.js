// @ts-check
import { Failure, asFailure } from "../loading/failure.js";
import { isolate } from "./isolation.js";
import { byteReporter, draw } from "./requests.js";
import { copyFrame, copyFrameOrNull, lookBeside, startStage } from "./runtime.js";
import { OUT_OF_MEMORY } from "../language/words.js";

/**
 * The worker of one figure whose module a reader edits. It starts as the worker of the page's figures does; then it lets go of all
 * that leads out of it, and only after that runs what it is sent. Replies are those of that worker, in order; what Python raises is
 * a frame whose header has `fault`.
 *
 * @typedef {{kind: "edit", demo: string, figure: string, source: string, values: Record<string, unknown>, options: Record<string, string>}} EditRequest
 * @typedef {{kind: "cell", source: string, check: string, solution: string, begins: boolean}} CellRequest  a piece of an article's code
 * @typedef {EditRequest | CellRequest | import("./worker.js").WorkerRequest} EditedRequest
 * @typedef {Object} EditStage  our Python's door, see edits/stage.py
 * @property {(text: string) => void} addDemos
 * @property {(name: string, text: string) => void} load
 * @property {(demo: string, figure: string, source: string, values: string, options: string) => Packed} edit
 * @property {(source: string, check: string, solution: string, begins: boolean) => Packed} cell
 * @property {(demo: string, values: string, views?: string) => Packed} frame
 * @property {(demo: string, values: string) => Packed} check
 * @property {(demo: string, values: string, views?: string, figure?: string) => Packed | null} begin
 * @property {(figure: string, views?: string) => Packed | null} advance
 * @property {(figure: string) => void} end
 * @typedef {import("./runtime.js").Packed} Packed
 */

// What is kept of the globals, for us alone.
const send = /** @type {(message: object, transfer?: Transferable[]) => void} */ (self.postMessage.bind(self));

/** @type {Promise<EditStage> | undefined} */
let stage;

self.addEventListener("message", ({ data }) => {
  // It starts once: what is started here comes from the page, and nothing that runs here is the page.
  if (data.kind === "start" && !stage) start(data.runtime);
  else void reply(data);
});

/** @param {import("../page/page_data.js").Runtime} runtime */
function start(runtime) {
  const watcher = {
    onBytes: byteReporter(send),
    onFailure: fail,
    onInstalled: () => send({ kind: "installed" }),
    onFallback: (/** @type {number} */ bytes) => send({ kind: "fallback", bytes }),
  };
  stage = startStage(runtime, watcher, openStage).then((opened) => {
    isolate(self);
    return opened;
  });
  stage.then(() => send({ kind: "ready", from: "snapshot" }), fail);
}

/**
 * @param {import("pyodide").PyodideAPI} python
 * @param {import("../page/page_data.js").Runtime} runtime
 * @returns {EditStage}
 */
function openStage(python, runtime) {
  const fetched = lookBeside(python, runtime);
  const door = python.pyimport("aeexplain.edits.stage");
  const stage = door.EditStage();
  door.destroy();
  const { load, edit, frame, check, begin, advance, end } = stage;
  const runCell = cellRunner(python);
  return {
    addDemos: fetched.add_demos,
    load,
    end,
    edit: (...asked) => copyFrame(edit(...asked)),
    cell: (...asked) => copyFrame(runCell()(...asked)),
    frame: (...asked) => copyFrame(frame(...asked)),
    check: (...asked) => copyFrame(check(...asked)),
    begin: (...asked) => copyFrameOrNull(begin(...asked)),
    advance: (...asked) => copyFrameOrNull(advance(...asked)),
  };
}

/**
 * Return what finds the door of an article's code, which figures that are edited do not need.
 * @param {import("pyodide").PyodideAPI} python
 */
function cellRunner(python) {
  /** @type {((...asked: unknown[]) => import("pyodide/ffi").PyProxy) | undefined} */
  let run;
  return () => (run ??= python.pyimport("aeexplain.edits.cell_stage").CellStage().run);
}

/** @param {EditedRequest & {id: number}} request */
async function reply(request) {
  const { id } = request;
  const python = await stage?.catch(() => null);
  if (!python) return;
  try {
    if (request.kind === "weight" || request.kind === "demos") {
      const text = new TextDecoder().decode(request.bytes);
      if (request.kind === "demos") python.addDemos(text);
      else python.load(request.name, text);
      return send({ kind: "loaded", id });
    }
    const frame = drawEdited(python, request);
    if (frame) send({ kind: "frame", id, header: frame[0], pixels: frame[1].buffer }, [frame[1].buffer]);
    else send({ kind: "over", id });
  } catch (error) {
    // Only what breaks Python itself comes here: no memory, or too deep a recursion.
    const { message, detail } = asFailure(error);
    fail(new Failure(/MemoryError/.test(message) ? OUT_OF_MEMORY : lastLine(message), detail));
  }
}

/**
 * @param {EditStage} python
 * @param {Exclude<EditedRequest, import("./worker.js").WeightRequest | import("./worker.js").DemosRequest>} request
 */
function drawEdited(python, request) {
  if (request.kind === "cell") return python.cell(request.source, request.check, request.solution, request.begins);
  if (request.kind !== "edit") return draw(python, request);
  const { demo, figure, source, values, options } = request;
  return python.edit(demo, figure, source, JSON.stringify(values), JSON.stringify(options));
}

/** @param {unknown} error */
function fail(error) {
  const { message, detail } = asFailure(error);
  send({ kind: "failed", message, detail });
}

/** @param {string} text */
function lastLine(text) {
  return text.trim().split("\n").at(-1) ?? text;
}
