// @ts-check
import { WorkerChannel } from "../engine/worker_channel.js";
import { fetchWeight } from "../engine/weights.js";
import { DrawingFailure, Failure, asFailure } from "../loading/failure.js";
import { Progress } from "../loading/progress.js";
import { SILENCE_LIMIT_SECONDS, watchdog } from "../loading/timeouts.js";
import { bytesOfMode, startModes } from "../engine/start_modes.js";
import { safeHeader } from "./safe_html.js";
import {
  EDIT_AT_LINE, EDIT_BROKE, EDIT_DRAW_LESS, EDIT_ENDED, EDIT_LINE_IN, EDIT_NOT_STARTED, EDIT_NO_WEIGHTS, EDIT_OVER,
  EDIT_PYTHON_NOT_STARTED, EDIT_TOO_MUCH, EDIT_WEIGHTS_KNOWN, NO_FRAME, NO_PROGRESS,
} from "../language/words.js";
import { withValues } from "../language/with_values.js";

/**
 * The page's side of the worker that one edited figure has to itself. It asks for one thing at a time. A worker that has not drawn
 * within five seconds, or that breaks, is ended, and a fresh one takes up the last version that was good.
 *
 * @typedef {import("../controls/form_values.js").Values} Values
 * @typedef {import("../figure/paint.js").Frame} Frame
 * @typedef {{what: string, line: number, column: number, hint: string, calls: Array<[line: number, name: string]>}} Fault
 *   as edits/faults.py has it
 * @typedef {{form: string, main: string, weights: string[], frame: Frame}} Version  of a module, that ran
 * @typedef {{demo: string, figure: string, options: Record<string, string>}} Edited  which figure it is, as the article has it
 * @typedef {{source: string, check: string, solution: string, begins: boolean}} CellRequest  see edits/cell_stage.py
 * @typedef {{html: string, holds?: boolean, unmet?: string}} CellResult
 * @typedef {import("../page/page_data.js").Page} Page
 */

const RUNTIME = "the runtime";
export const SECONDS_WITHOUT_FRAME = 5;
/** Of a frame's words and numbers, beyond which no page could show it. */
const MOST_CHARACTERS = 8_000_000;
export const ENDED = withValues(EDIT_ENDED, { seconds: SECONDS_WITHOUT_FRAME });

/** What an edited module does wrong, at its line. */
export class EditFailure extends DrawingFailure {
  /**
   * @param {Fault} fault
   * @param {boolean} [ofText]  it is the text that is wrong; else Python itself is gone, and a fresh one comes
   */
  constructor(fault, ofText = true) {
    const calls = fault.calls.map(([line, name]) => withValues(EDIT_LINE_IN, { line, name }));
    super(fault.line ? withValues(EDIT_AT_LINE, { what: fault.what, line: fault.line }) : fault.what, calls.join("\n"));
    this.fault = fault;
    this.ofText = ofText;
  }
}

/** @typedef {import("../engine/figure_engine.js").FigureEngine} FigureEngine */

/** @implements {FigureEngine} */
export class EditedEngine extends EventTarget {
  /** @type {"idle" | "loading" | "live" | "failed"} */
  state = "idle";
  /** @type {Failure | null} */
  failure = null;
  replacedFailure = null;
  usesFallback = false;
  needsPermission = false;
  /** @type {string | undefined} */
  liveMessage;

  #runtime;
  #files;
  #edited;
  #onFault;
  #progress = new Progress(() => this.#changed());
  #silence = watchdog(() => this.#fail(new Failure(withValues(NO_PROGRESS, { seconds: SILENCE_LIMIT_SECONDS }))));
  /** @type {WorkerChannel | null} */
  #channel = null;
  #whenLive = Promise.resolve();
  /** @type {{resolve: () => void, reject: (failure: Failure) => void} | null} */
  #settlers = null;
  /** The last thing that was asked, which the next waits for. @type {Promise<unknown>} */
  #turn = Promise.resolve();
  /** The weight files' bytes, kept for the next worker. @type {Map<string, Promise<ArrayBuffer>>} */
  #weights = new Map();
  /** The code of the article's demos. @type {Promise<ArrayBuffer> | null} */
  #code = null;
  /** The last version that was good, and the values that it was drawn with. @type {{source: string, values: Values} | null} */
  #good = null;
  #closed = false;

  /**
   * @param {import("../page/page_data.js").Runtime} runtime
   * @param {Page["demos"]} demos  whose weight files an edit may want
   * @param {Edited} edited
   * @param {(fault: Fault | null) => void} onFault  what a frame of the good version does wrong; null where it was drawn
   */
  constructor(runtime, demos, edited, onFault) {
    super();
    this.#runtime = runtime;
    this.#files = Object.assign({}, ...Object.values(demos).map(({ weights }) => weights));
    this.#edited = edited;
    this.#onFault = onFault;
  }

  permit() {}

  downloadBytes() {
    return bytesOfMode(this.#runtime, startModes(this.#runtime)[0]);
  }

  progress() {
    return this.#progress.totalsOf({ [RUNTIME]: this.downloadBytes() });
  }

  async ready() {
    if (this.state === "idle") this.restart();
    if (this.failure) throw this.failure;
    await this.#whenLive;
  }

  /**
   * Run a module's text in the place of the last. What is wrong with it: EditFailure, and the last stays.
   * @param {string} source
   * @param {Values} values  of which those are kept that the new controls can take
   * @returns {Promise<Version>}
   */
  async edit(source, values) {
    await this.ready();
    const { header, pixels } = await this.#inTurn(() => this.#edit(source, values));
    this.#good = { source, values: header.values };
    const { form, main, weights, views, describe } = header;
    return { form, main, weights, frame: { views, describe, pixels } };
  }

  /**
   * @param {string} _demo
   * @param {Values} values
   * @param {string} [views]
   * @returns {Promise<Frame>}
   */
  async drawFrame(_demo, values, views = "") {
    const frame = await this.#draw({ kind: "frame", demo: this.#edited.demo, values, views });
    if (!frame) throw new Failure(NO_FRAME);
    if (this.#good) this.#good.values = values;
    return frame;
  }

  /**
   * Return what comes of the checks that the last good version declares.
   * @param {string} _demo
   * @param {Values} values
   * @returns {Promise<import("../worker/requests.js").Checked[]>}
   */
  async check(_demo, values) {
    const { header } = await this.#inTurn(() => this.#ask({ kind: "check", demo: this.#edited.demo, values }));
    return header?.checks ?? [];
  }

  /**
   * @param {string} _demo
   * @param {Values} values
   * @param {string} figure
   * @param {string} [views]
   */
  beginRun(_demo, values, figure, views = "") {
    return this.#draw({ kind: "begin", demo: this.#edited.demo, values, figure, views });
  }

  /**
   * @param {string} figure
   * @param {string} [views]
   */
  advanceRun(figure, views = "") {
    return this.#draw({ kind: "advance", figure, views });
  }

  /**
   * Run a piece of an article's code. What is wrong with it: EditFailure.
   * @param {CellRequest} cell
   * @returns {Promise<CellResult>}
   */
  async runCell(cell) {
    const { header } = await this.#inTurn(() => this.#ask({ kind: "cell", ...cell }));
    return header;
  }

  /** @param {string} figure */
  endRun(figure) {
    this.#inTurn(() => this.#ask({ kind: "end", figure })).catch(() => {});
  }

  /** Begin, or begin again after a failure. */
  restart() {
    this.state = "loading";
    this.failure = null;
    this.#progress.clear();
    this.#progress.expect(RUNTIME, this.downloadBytes());
    this.#whenLive = new Promise((resolve, reject) => (this.#settlers = { resolve, reject }));
    this.#whenLive.catch(() => {});
    this.#silence.reset();
    const { editedWorker } = this.#runtime;
    const open = () => new Worker(editedWorker?.url ?? "", { type: "module", name: "aeexplain edited" });
    this.#channel = new WorkerChannel(this.#runtime, (notice) => this.#onNotice(notice), (failure) => this.#fail(failure), open);
    this.#changed();
  }

  /** Let go of the worker. */
  close() {
    this.#closed = true;
    this.#silence.stop();
    this.#channel?.close(new Failure(EDIT_OVER));
  }

  /** @param {Parameters<ConstructorParameters<typeof WorkerChannel>[1]>[0]} notice */
  #onNotice(notice) {
    if (this.state === "loading") this.#silence.reset();
    if (notice?.kind === "failed") return this.#fail(new Failure(notice.message, notice.detail));
    if (notice?.kind === "bytes") this.#progress.arrived(RUNTIME, notice.arrived);
    if (notice?.kind === "installed") this.#progress.arrived(RUNTIME, Infinity);
    if (notice?.kind === "fallback") this.usesFallback = true;
    if (notice?.kind === "ready") void this.#goLive();
  }

  /** The worker is there: it gets what the one before it had. */
  async #goLive() {
    this.#silence.stop();
    const { channel, good } = { channel: this.#channel, good: this.#good };
    this.state = "live";
    try {
      await this.#handOverCode();
      for (const name of this.#weights.keys()) await this.#handOver(name);
      if (good) await this.#edit(good.source, good.values);
    } catch (error) {
      if (channel !== this.#channel) return;
      // What was good a moment ago and is not now, such as a module that looks at the time.
      this.#good = null;
      console.warn(`[aeexplain] ${this.#edited.figure}: the last good version does not run again: ${asFailure(error).message}`);
    }
    this.#settlers?.resolve();
    this.#changed();
  }

  /** @param {Failure} cause  why the worker is of no use any more */
  #fail(cause) {
    if (this.#closed) return;
    this.#silence.stop();
    const wasLive = this.state === "live";
    const sentence = cause.message === ENDED ? ENDED : withValues(EDIT_BROKE, { reason: cause.message });
    const failure = wasLive
      ? new EditFailure({ what: sentence, line: 0, column: 0, hint: "", calls: [] }, false)
      : new Failure(withValues(EDIT_NOT_STARTED, { reason: cause.message }), cause.detail);
    this.#channel?.close(failure);
    this.#settlers?.reject(failure);
    console.warn(`[aeexplain] ${this.#edited.figure}: ${failure.message}\n${cause.detail}`);
    if (wasLive) return this.restart();
    this.state = "failed";
    this.failure = failure;
    this.#changed();
  }

  /**
   * Wait for what was asked before, and for the worker; then do it.
   * @template T
   * @param {() => Promise<T>} work
   * @returns {Promise<T>}
   */
  #inTurn(work) {
    const turn = this.#turn.catch(() => {}).then(() => this.ready()).then(work);
    this.#turn = turn;
    turn.catch(() => {});
    return turn;
  }

  /**
   * @param {string} source
   * @param {Values} values
   * @returns {Promise<{header: any, pixels: ArrayBuffer}>}
   */
  async #edit(source, values) {
    const reply = await this.#ask({ kind: "edit", source, values, ...this.#edited });
    if (!("wants" in reply.header)) return reply;
    for (const name of reply.header.wants) await this.#handOver(name);
    return this.#ask({ kind: "edit", source, values, ...this.#edited });
  }

  /**
   * @param {import("../worker/worker.js").DrawingRequest} request
   * @returns {Promise<Frame | null>}
   */
  async #draw(request) {
    try {
      const reply = await this.#inTurn(() => this.#ask(request));
      this.#onFault(null);
      return reply.header && { ...reply.header, pixels: reply.pixels };
    } catch (error) {
      if (error instanceof EditFailure) this.#onFault(error.fault);
      throw error;
    }
  }

  /**
   * Ask the worker, and end it where it takes too long.
   * @param {import("../worker/edited_worker.js").EditedRequest} request
   * @returns {Promise<{header: any, pixels: ArrayBuffer}>}
   */
  async #ask(request) {
    const channel = this.#channel;
    if (!channel) throw new Failure(EDIT_PYTHON_NOT_STARTED);
    const slow = watchdog(() => channel === this.#channel && this.#fail(new Failure(ENDED)), SECONDS_WITHOUT_FRAME);
    slow.reset();
    try {
      const reply = await channel.request(/** @type {import("../worker/worker.js").WorkerRequest} */ (request));
      if (reply.kind !== "frame") return { header: null, pixels: new ArrayBuffer(0) };
      return { header: readHeader(reply.header, this.#edited.figure), pixels: reply.pixels };
    } finally {
      slow.stop();
    }
  }

  /** What demos share is beside the article, not in the engine. */
  async #handOverCode() {
    const { code } = this.#runtime;
    if (!code) return;
    this.#code ??= fetchWeight(code, () => {});
    this.#code.catch(() => (this.#code = null));
    const copy = (await this.#code).slice(0);
    await this.#channel?.request({ kind: "demos", bytes: copy }, [copy]);
  }

  /** @param {string} name  of a weight file */
  async #handOver(name) {
    const file = this.#files[name];
    if (!file) throw new EditFailure({ what: withValues(EDIT_NO_WEIGHTS, { name: `${name}.json` }), line: 0, column: 0, hint: withValues(EDIT_WEIGHTS_KNOWN, { names: Object.keys(this.#files).join(", ") }), calls: [] });
    const bytes = this.#weights.get(name) ?? fetchWeight(file, () => {});
    this.#weights.set(name, bytes);
    bytes.catch(() => this.#weights.delete(name));
    const copy = (await bytes).slice(0);
    await this.#channel?.request({ kind: "weight", name, bytes: copy }, [copy]);
  }

  #changed() {
    this.dispatchEvent(new Event("change"));
  }
}

/**
 * Return a reply's header, from which all is gone that is no picture. One that tells a fault: EditFailure.
 * @param {string} text
 * @param {string} figure
 */
function readHeader(text, figure) {
  if (text.length > MOST_CHARACTERS) {
    const what = withValues(EDIT_TOO_MUCH, { count: Math.round(text.length / 1e6) });
    throw new EditFailure({ what, line: 0, column: 0, hint: EDIT_DRAW_LESS, calls: [] });
  }
  const header = JSON.parse(text);
  if (header.fault) throw new EditFailure(header.fault);
  return safeHeader(header, figure);
}
