// @ts-check
import { DrawingFailure, Failure, asFailure } from "../loading/failure.js";
import { WorkerChannel } from "./worker_channel.js";
import { SILENCE_LIMIT_SECONDS, watchdog } from "../loading/timeouts.js";
import { Progress, sum } from "../loading/progress.js";
import { bytesOfMode, startModes } from "./start_modes.js";
import { fetchWeight } from "./weights.js";
import {
  CODE_NOT_LOADED, ENGINE_FAILED, ENGINE_NOT_STARTED, ENGINE_STOPPED, NO_FRAME, NO_PROGRESS, RUN_BROKE_OFF,
  RUN_NOT_BEGUN, SINGLE_FILE, STATE_NOT_CHECKED, STATE_NOT_DRAWN, THE_SITE_ITSELF, WEIGHTS_NOT_LOADED,
} from "../language/words.js";
import { withValues } from "../language/with_values.js";

const RUNTIME = "the runtime";
/** What the code of the article's demos is called among the files that a frame wants; no weight file has such a name. */
const CODE = "the figures' code";

/**
 * The page's side of the one worker that runs Python for all its figures.
 *
 * Fires `restart` when it begins again, `change` when its state changes or bytes arrive, `permit` when the reader has said
 * that it may be fetched. A worker that breaks after it was live is replaced by itself, once.
 */
export class Engine extends EventTarget {
  /** @type {"idle" | "loading" | "live" | "failed"} */
  state = "idle";
  /** Why it failed; null in every other state. @type {Failure | null} */
  failure = null;
  /** Why the one stopped in whose place it was started; null where it is the first. @type {Failure | null} */
  replacedFailure = null;
  /** Whether the first mode of starting failed, and the second one is tried. */
  usesFallback = false;
  /** Whether it is fetched only when the reader says so. */
  needsPermission;

  #runtime;
  #demos;
  #progress = new Progress(() => this.#changed());
  #watchdog = watchdog(() => this.#fail(new Failure(withValues(NO_PROGRESS, { seconds: SILENCE_LIMIT_SECONDS }))));
  /** @type {WorkerChannel | null} */
  #channel = null;
  /** @type {Promise<void>} */
  #whenLive = Promise.resolve();
  /** @type {{resolve: () => void, reject: (failure: Failure) => void} | null} */
  #startSettlers = null;
  /** Weight files that the worker has or is about to get. @type {Map<string, Promise<unknown>>} */
  #weights = new Map();

  /**
   * @param {import("../page/page_data.js").Runtime} runtime
   * @param {import("../page/page_data.js").Page["demos"]} demos
   * @param {boolean} needsPermission
   */
  constructor(runtime, demos, needsPermission) {
    super();
    this.#runtime = runtime;
    this.#demos = demos;
    this.needsPermission = needsPermission;
    // A page that slept in the browser's cache has not waited.
    addEventListener("pageshow", ({ persisted }) => persisted && this.#updateWatchdog());
  }

  /** What a live figure says of who computes it, where that is not the reader's browser. */
  get liveMessage() {
    return this.#runtime.liveMessage;
  }

  /** Begin where that has not happened, without anybody's waiting for it yet; not where the reader is asked first. */
  begin() {
    if (this.state === "idle" && !this.needsPermission) this.restart();
  }

  /** The reader says that it may be fetched. */
  permit() {
    this.needsPermission = false;
    this.dispatchEvent(new Event("permit"));
  }

  /**
   * Return how many bytes must come until a demo's frames can be drawn.
   * @param {string} demo
   */
  downloadBytes(demo) {
    return sum(Object.values(this.#bytesByPart(demo)));
  }

  /**
   * Return how many bytes of those have come, of how many.
   * @param {string} demo
   */
  progress(demo) {
    return this.#progress.totalsOf(this.#bytesByPart(demo));
  }

  /**
   * Wait until a demo's frames can be drawn; starts what is needed. Fails with the Failure to tell the reader.
   * @param {string} demo
   */
  async ready(demo) {
    if (this.state === "idle") this.restart();
    if (this.failure) throw this.failure;
    await Promise.all([this.#whenLive, ...this.#weightsOf(demo)]);
  }

  /**
   * Draw one frame. Call after `ready`. Where Python raises: DrawingFailure, with the traceback in its detail.
   * @param {string} demo
   * @param {import("../controls/form_values.js").Values} values
   * @param {string} [views]  those that can be seen, parted by blanks; all of them where none is named
   * @returns {Promise<import("../figure/paint.js").Frame>}
   */
  async drawFrame(demo, values, views = "") {
    const frame = await this.#draw({ kind: "frame", demo, values, views }, STATE_NOT_DRAWN);
    if (!frame) throw new Failure(NO_FRAME);
    return frame;
  }

  /**
   * Return what comes of a demo's checks for the controls' values. Call after `ready`, and fails as `drawFrame` does.
   * @param {string} demo
   * @param {import("../controls/form_values.js").Values} values
   * @returns {Promise<import("../worker/requests.js").Checked[]>}
   */
  async check(demo, values) {
    const reply = /** @type {any} */ (await this.#draw({ kind: "check", demo, values }, STATE_NOT_CHECKED));
    return reply?.checks ?? [];
  }

  /**
   * Begin a figure's run, in place of any of its own that is under way, and draw its first frame; null where it has none. Call
   * after `ready`, and fails as `drawFrame` does.
   * @param {string} demo
   * @param {import("../controls/form_values.js").Values} values
   * @param {string} figure  its id: several may be of one demo
   * @param {string} [views]  see `drawFrame`
   */
  beginRun(demo, values, figure, views = "") {
    return this.#draw({ kind: "begin", demo, values, figure, views }, RUN_NOT_BEGUN);
  }

  /**
   * Draw the next frame of a figure's run; null when it is over.
   * @param {string} figure
   * @param {string} [views]  see `drawFrame`
   */
  advanceRun(figure, views = "") {
    return this.#draw({ kind: "advance", figure, views }, RUN_BROKE_OFF);
  }

  /**
   * Forget a figure's run. A broken engine has forgotten it already.
   * @param {string} figure
   */
  endRun(figure) {
    this.#request({ kind: "end", figure }).catch(() => {});
  }

  /** Begin, or begin again after a failure. */
  restart() {
    this.state = "loading";
    this.failure = null;
    this.usesFallback = false;
    this.#weights.clear();
    this.#progress.clear();
    this.#whenLive = new Promise((resolve, reject) => (this.#startSettlers = { resolve, reject }));
    // Whoever waits hears of a failure, and it may be that nobody waits.
    this.#whenLive.catch(() => {});
    this.#updateWatchdog();
    this.#progress.expect(RUNTIME, this.#runtimeBytes);
    this.#channel = new WorkerChannel(this.#runtime, (notice) => this.#onNotice(notice), (failure) => this.#fail(failure));
    this.dispatchEvent(new Event("restart"));
    this.#changed();
  }

  /** @param {Parameters<ConstructorParameters<typeof WorkerChannel>[1]>[0]} notice */
  #onNotice(notice) {
    if (notice?.kind === "failed") return this.#fail(new Failure(reasonIn(notice), notice.detail));
    if (notice?.kind === "bytes") this.#progress.arrived(RUNTIME, notice.arrived);
    if (notice?.kind === "installed") this.#progress.arrived(RUNTIME, Infinity);
    if (notice?.kind === "fallback") this.#useFallback(notice.bytes);
    if (notice?.kind === "ready") this.#goLive();
    this.#updateWatchdog();
  }

  /** @param {number} bytes  that are still to come */
  #useFallback(bytes) {
    this.usesFallback = true;
    this.#progress.extend(RUNTIME, bytes);
    this.#changed();
  }

  #goLive() {
    this.state = "live";
    this.#startSettlers?.resolve();
    this.#changed();
  }

  /**
   * Return what must come until a demo's frames can be drawn, in bytes by name.
   * @param {string} demo
   * @returns {Record<string, number>}
   */
  #bytesByPart(demo) {
    const weights = Object.entries(this.#filesOf(demo)).map(([name, { bytes }]) => [name, bytes]);
    return { [RUNTIME]: this.#runtimeBytes, ...Object.fromEntries(weights) };
  }

  /** Bytes of the runtime. */
  get #runtimeBytes() {
    return bytesOfMode(this.#runtime, startModes(this.#runtime)[0]);
  }

  /** @param {Failure} cause */
  #fail({ message, detail }) {
    const wasLive = this.state === "live";
    const failure = new Failure(withValues(wasLive ? ENGINE_STOPPED : ENGINE_FAILED, { reason: message }), detail);
    this.state = "failed";
    this.failure = failure;
    this.#channel?.close(failure);
    this.#startSettlers?.reject(failure);
    this.#updateWatchdog();
    if (!wasLive || this.replacedFailure) return this.#changed();
    this.replacedFailure = failure;
    console.warn(`[aeexplain] ${failure.message}; it is started again\n${detail}`);
    this.restart();
  }

  /** Wait anew for a sign of progress, as long as somebody waits for us. */
  #updateWatchdog() {
    if (this.state === "loading" || (this.state === "live" && this.#channel?.busy)) this.#watchdog.reset();
    else this.#watchdog.stop();
  }

  /** @type {WorkerChannel["request"]} */
  #request(request, transfer) {
    if (this.failure) return Promise.reject(this.failure);
    if (!this.#channel) return Promise.reject(new Failure(ENGINE_NOT_STARTED));
    const reply = this.#channel.request(request, transfer);
    this.#updateWatchdog();
    return reply;
  }

  /**
   * @param {import("../worker/worker.js").DrawingRequest} request
   * @param {string} problem  begins the sentence that names what Python raised
   * @returns {Promise<import("../figure/paint.js").Frame | null>}
   */
  async #draw(request, problem) {
    const reply = await this.#request(request);
    if (reply.kind === "raised") throw new DrawingFailure(withValues(problem, { reason: reply.message }), reply.detail);
    return reply.kind === "frame" ? { ...JSON.parse(reply.header), pixels: reply.pixels } : null;
  }

  /**
   * Return the files that a demo's frames want beside the runtime: its weights, and the code.
   * @param {string} demo
   * @returns {Record<string, import("../page/page_data.js").Weight>}
   */
  #filesOf(demo) {
    const { code } = this.#runtime;
    return { ...(code ? { [CODE]: code } : {}), ...this.#demos[demo]?.weights };
  }

  /** @param {string} demo */
  #weightsOf(demo) {
    return Object.entries(this.#filesOf(demo)).map(([name, file]) => {
      const known = this.#weights.get(name);
      if (known) return known;
      const loaded = this.#loadWeight(name, file);
      this.#weights.set(name, loaded);
      // What failed is forgotten, so that it can be tried again.
      loaded.catch(() => this.#weights.get(name) === loaded && this.#weights.delete(name));
      return loaded;
    });
  }

  /**
   * @param {string} name
   * @param {import("../page/page_data.js").Weight} file
   */
  async #loadWeight(name, file) {
    this.#progress.expect(name, file.bytes);
    let arrived = 0;
    try {
      const bytes = await fetchWeight(file, (more) => this.#progress.arrived(name, (arrived += more)));
      const reply = await this.#request(name === CODE ? { kind: "demos", bytes } : { kind: "weight", name, bytes }, [bytes]);
      if (reply.kind === "raised") throw new Failure(reply.message, reply.detail);
    } catch (error) {
      if (this.failure) throw this.failure;
      if (error === this.replacedFailure) throw error;
      const { message, detail } = asFailure(error);
      throw new Failure(withValues(name === CODE ? CODE_NOT_LOADED : WEIGHTS_NOT_LOADED, { reason: message }), detail);
    }
  }

  #changed() {
    this.dispatchEvent(new Event("change"));
  }
}

/**
 * Return why the worker failed; what stands in its place in a page that is one file tells only where the live one is.
 * @param {{message: string, alone?: string | undefined}} notice
 */
function reasonIn({ message, alone }) {
  return alone === undefined ? message : withValues(SINGLE_FILE, { address: alone || THE_SITE_ITSELF });
}
