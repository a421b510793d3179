// @ts-check
import { Failure } from "../loading/failure.js";

/**
 * @typedef {import("../worker/worker.js").WorkerMessage} WorkerMessage
 * @typedef {import("../worker/worker.js").Reply} Reply
 * @typedef {{resolve: (reply: Reply) => void, reject: (failure: Failure) => void}} PendingReply
 */

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
   * @param {() => Worker} [open]  makes the worker, where it is another than that of the page's figures
   */
  constructor(runtime, onNotice, onBreak, open = figuresWorker) {
    this.#onNotice = onNotice;
    this.#worker = open();
    this.#worker.onmessage = ({ data }) => this.#receive(data);
    this.#worker.onmessageerror = () => onBreak(new Failure("its worker's answer was unreadable"));
    this.#worker.onerror = (error) => {
      onBreak(new Failure(error.message ? "its worker broke" : "its worker did not load", error.message));
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

function figuresWorker() {
  return new Worker(new URL("../worker/worker.js", import.meta.url), { type: "module", name: "aeexplain" });
}
