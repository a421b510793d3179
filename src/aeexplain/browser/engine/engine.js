// @ts-check
import { DrawingFailure, Failure, asFailure } from "../loading/failure.js";
import { Line } from "./worker_channel.js";
import { PATIENCE_SECONDS, patience } from "../loading/timeouts.js";
import { Progress, sum } from "../loading/progress.js";
import { bytesOf, waysOf } from "./start_modes.js";
import { fetchWeight } from "./weights.js";

const RUNTIME = "the runtime";

/**
 * The page's side of the one worker that runs Python for all its figures.
 *
 * Fires `restart` when it begins again, `change` when its state changes or bytes arrive, `release` when the reader has said
 * that it may be fetched. A worker that breaks after it was live is replaced by itself, once.
 */
export class Engine extends EventTarget {
  /** @type {"idle" | "loading" | "live" | "failed"} */
  state = "idle";
  /** Why it failed; null in every other state. @type {Failure | null} */
  failure = null;
  /** Why the one stopped in whose place it was started; null where it is the first. @type {Failure | null} */
  replaced = null;
  /** Whether the first way to start failed, and it is on the second one. */
  detour = false;
  /** Whether it is fetched only when the reader says so. */
  held;

  #runtime;
  #demos;
  #progress = new Progress(() => this.#changed());
  #watch = patience(() => this.#fail(new Failure(`no progress for ${PATIENCE_SECONDS} seconds`)));
  /** @type {Line | null} */
  #line = null;
  /** @type {Promise<void>} */
  #live = Promise.resolve();
  /** @type {{resolve: () => void, reject: (failure: Failure) => void} | null} */
  #start = null;
  /** Weight files that the worker has or is about to get. @type {Map<string, Promise<unknown>>} */
  #weights = new Map();

  /**
   * @param {import("../page/page_data.js").Runtime} runtime
   * @param {import("../page/page_data.js").Page["demos"]} demos
   * @param {boolean} held
   */
  constructor(runtime, demos, held) {
    super();
    this.#runtime = runtime;
    this.#demos = demos;
    this.held = held;
    // A page that slept in the browser's cache has not waited.
    addEventListener("pageshow", ({ persisted }) => persisted && this.#wait());
  }

  /** The reader says that it may be fetched. */
  release() {
    this.held = false;
    this.dispatchEvent(new Event("release"));
  }

  /**
   * Return how many bytes must come until a demo's frames can be drawn.
   * @param {string} demo
   */
  cost(demo) {
    return sum(Object.values(this.#parts(demo)));
  }

  /**
   * Return how many bytes of those have come, of how many.
   * @param {string} demo
   */
  progress(demo) {
    return this.#progress.of(this.#parts(demo));
  }

  /**
   * Wait until a demo's frames can be drawn; starts what is needed. Fails with the Failure to tell the reader.
   * @param {string} demo
   */
  async ready(demo) {
    if (this.state === "idle") this.restart();
    if (this.failure) throw this.failure;
    await Promise.all([this.#live, ...this.#weightsOf(demo)]);
  }

  /**
   * Draw one frame. Call after `ready`. Where Python raises: DrawingFailure, with the traceback in its detail.
   * @param {string} demo
   * @param {import("../controls/form_values.js").Values} values
   * @returns {Promise<import("../figure/paint.js").Frame>}
   */
  async frame(demo, values) {
    const frame = await this.#draw({ kind: "frame", demo, values }, "This state could not be drawn");
    if (!frame) throw new Failure("The worker answered without a frame");
    return frame;
  }

  /**
   * Begin a demo's run, in place of any that is under way, and draw its first frame; null where it has none. Call after
   * `ready`, and fails as `frame` does.
   * @param {string} demo
   * @param {import("../controls/form_values.js").Values} values
   */
  begin(demo, values) {
    return this.#draw({ kind: "begin", demo, values }, "The run could not begin");
  }

  /**
   * Draw the next frame of a demo's run; null when it is over.
   * @param {string} demo
   */
  advance(demo) {
    return this.#draw({ kind: "advance", demo }, "The run broke off");
  }

  /**
   * Forget a demo's run. A broken engine has forgotten it already.
   * @param {string} demo
   */
  end(demo) {
    this.#ask({ kind: "end", demo }).catch(() => {});
  }

  /** Begin, or begin again after a failure. */
  restart() {
    this.state = "loading";
    this.failure = null;
    this.detour = false;
    this.#weights.clear();
    this.#progress.clear();
    this.#live = new Promise((resolve, reject) => (this.#start = { resolve, reject }));
    this.#live.catch(() => {}); // whoever waits is told; nobody may be waiting
    this.#wait();
    this.#progress.expect(RUNTIME, this.#size);
    this.#line = new Line(this.#runtime, (news) => this.#hear(news), (failure) => this.#fail(failure));
    this.dispatchEvent(new Event("restart"));
    this.#changed();
  }

  /** @param {Parameters<ConstructorParameters<typeof Line>[1]>[0]} news */
  #hear(news) {
    if (news?.kind === "failed") return this.#fail(new Failure(news.message, news.detail));
    if (news?.kind === "bytes") this.#progress.arrive(RUNTIME, news.arrived);
    if (news?.kind === "installed") this.#progress.arrive(RUNTIME, Infinity);
    if (news?.kind === "again") this.#goAround(news.bytes);
    if (news?.kind === "ready") this.#goLive();
    this.#wait();
  }

  /** @param {number} bytes  that are still to come */
  #goAround(bytes) {
    this.detour = true;
    this.#progress.extend(RUNTIME, bytes);
    this.#changed();
  }

  #goLive() {
    this.state = "live";
    this.#start?.resolve();
    this.#changed();
  }

  /**
   * Return what must come until a demo's frames can be drawn, in bytes by name.
   * @param {string} demo
   * @returns {Record<string, number>}
   */
  #parts(demo) {
    const weights = Object.entries(this.#demos[demo]?.weights ?? {}).map(([name, { bytes }]) => [name, bytes]);
    return { [RUNTIME]: this.#size, ...Object.fromEntries(weights) };
  }

  /** Bytes of the runtime. */
  get #size() {
    return bytesOf(this.#runtime, waysOf(this.#runtime)[0]);
  }

  /** @param {Failure} cause */
  #fail({ message, detail }) {
    const lived = this.state === "live";
    const what = lived ? "stopped" : "did not start";
    const failure = new Failure(`The live engine ${what}: ${message}`, detail);
    this.state = "failed";
    this.failure = failure;
    this.#line?.close(failure);
    this.#start?.reject(failure);
    this.#wait();
    if (!lived || this.replaced) return this.#changed();
    this.replaced = failure;
    console.warn(`[aeexplain] ${failure.message}; it is started again\n${detail}`);
    this.restart();
  }

  /** Count our patience anew while we owe somebody an answer. */
  #wait() {
    if (this.state === "loading" || (this.state === "live" && this.#line?.busy)) this.#watch.touch();
    else this.#watch.stop();
  }

  /** @type {Line["ask"]} */
  #ask(question, transfer) {
    if (this.failure) return Promise.reject(this.failure);
    if (!this.#line) return Promise.reject(new Failure("The live engine is not started"));
    const reply = this.#line.ask(question, transfer);
    this.#wait();
    return reply;
  }

  /**
   * @param {import("../worker/worker.js").DrawingQuestion} question
   * @param {string} complaint  begins the sentence that tells what Python raised
   * @returns {Promise<import("../figure/paint.js").Frame | null>}
   */
  async #draw(question, complaint) {
    const reply = await this.#ask(question);
    if (reply.kind === "raised") throw new DrawingFailure(`${complaint}: ${reply.message}`, reply.detail);
    return reply.kind === "frame" ? { ...JSON.parse(reply.header), pixels: reply.pixels } : null;
  }

  /** @param {string} demo */
  #weightsOf(demo) {
    const files = Object.entries(this.#demos[demo]?.weights ?? {});
    return files.map(([name, file]) => {
      const known = this.#weights.get(name);
      if (known) return known;
      const loaded = this.#loadWeight(name, file);
      this.#weights.set(name, loaded);
      loaded.catch(() => this.#weights.get(name) === loaded && this.#weights.delete(name)); // to try again
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
      const bytes = await fetchWeight(file, (more) => this.#progress.arrive(name, (arrived += more)));
      const reply = await this.#ask({ kind: "weight", name, bytes }, [bytes]);
      if (reply.kind === "raised") throw new Failure(reply.message, reply.detail);
    } catch (error) {
      if (this.failure) throw this.failure;
      if (error === this.replaced) throw error;
      const { message, detail } = asFailure(error);
      throw new Failure(`The figure's weights did not load: ${message}`, detail);
    }
  }

  #changed() {
    this.dispatchEvent(new Event("change"));
  }
}
