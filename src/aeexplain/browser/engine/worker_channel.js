// @ts-check
import { Failure } from "../loading/failure.js";
import { WORKER_BROKE, WORKER_NOT_LOADED, WORKER_UNREADABLE } from "../language/words.js";

/**
 * @typedef {import("../worker/worker.js").WorkerMessage} WorkerMessage
 * @typedef {import("../worker/worker.js").Reply} Reply
 * @typedef {import("../page/page_data.js").WorkerLike} WorkerLike
 * @typedef {{resolve: (reply: Reply) => void, reject: (failure: Failure) => void}} PendingReply
 */

/**
 * Start the worker; a notebook, and a page that is one file, bring their own way.
 * @param {import("../page/page_data.js").Runtime} runtime
 * @returns {WorkerLike}
 */
function startWorker({ startWorker: own, worker: { url } }) {
  const { aeexplainWorker } = /** @type {{aeexplainWorker?: () => Worker}} */ (globalThis);
  return own?.() ?? aeexplainWorker?.() ?? new Worker(url, { type: "module", name: "aeexplain" });
}

/** The channel to one worker: each request gets its reply, everything else that the worker posts is a notice. */
export class WorkerChannel {
  #worker;
  #onNotice;
  #requests = 0;
  /** @type {Map<number, PendingReply>} */
  #pending = new Map();

  /**
   * @param {import("../page/page_data.js").Runtime} runtime  that the worker is to start
   * @param {(notice: Exclude<WorkerMessage, Reply> | null) => void} onNotice  null after a reply: only that there is life
   * @param {(failure: Failure) => void} onBreak
   * @param {(runtime: import("../page/page_data.js").Runtime) => WorkerLike} [open]  makes the worker, where it is another than that of the page's figures
   */
  constructor(runtime, onNotice, onBreak, open = startWorker) {
    this.#onNotice = onNotice;
    this.#worker = open(runtime);
    this.#worker.onmessage = ({ data }) => this.#receive(data);
    this.#worker.onmessageerror = () => onBreak(new Failure(WORKER_UNREADABLE));
    this.#worker.onerror = (error) => {
      onBreak(new Failure(error.message ? WORKER_BROKE : WORKER_NOT_LOADED, error.message));
    };
    /** @type {import("../worker/worker.js").Start} */
    const start = { kind: "start", runtime };
    this.#worker.postMessage(start);
  }

  /** Whether a request waits for its reply. */
  get busy() {
    return this.#pending.size > 0;
  }

  /**
   * @param {import("../worker/worker.js").WorkerRequest} request
   * @param {Transferable[]} [transfer]
   * @returns {Promise<Reply>}
   */
  request(request, transfer = []) {
    const id = ++this.#requests;
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { resolve, reject });
      this.#worker.postMessage({ ...request, id }, transfer);
    });
  }

  /**
   * End the worker; whoever waits for a reply gets the failure.
   * @param {Failure} failure
   */
  close(failure) {
    this.#worker.onmessage = this.#worker.onmessageerror = this.#worker.onerror = null;
    this.#worker.terminate();
    for (const pending of this.#pending.values()) pending.reject(failure);
    this.#pending.clear();
  }

  /** @param {WorkerMessage} message */
  #receive(message) {
    if (!("id" in message)) return this.#onNotice(message);
    this.#pending.get(message.id)?.resolve(message);
    this.#pending.delete(message.id);
    this.#onNotice(null);
  }
}
