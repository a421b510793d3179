// @ts-check
import { Failure } from "../loading/failure.js";

/**
 * @typedef {import("../worker/worker.js").Answer} Answer
 * @typedef {import("../worker/worker.js").Reply} Reply
 * @typedef {{resolve: (reply: Reply) => void, reject: (failure: Failure) => void}} Asker
 */

/** The line to one worker: each question gets its reply, everything else that the worker tells is news. */
export class Line {
  #worker;
  #onNews;
  #questions = 0;
  /** @type {Map<number, Asker>} */
  #askers = new Map();

  /**
   * @param {import("../page/page_data.js").Runtime} runtime  that the worker is to start
   * @param {(news: Exclude<Answer, Reply> | null) => void} onNews  null after a reply: only that there is life
   * @param {(failure: Failure) => void} onBreak
   */
  constructor(runtime, onNews, onBreak) {
    this.#onNews = onNews;
    this.#worker = new Worker(new URL("../worker/worker.js", import.meta.url), { type: "module", name: "aeexplain" });
    this.#worker.onmessage = ({ data }) => this.#hear(data);
    this.#worker.onmessageerror = () => onBreak(new Failure("its worker's answer was unreadable"));
    this.#worker.onerror = ({ message }) => {
      onBreak(new Failure(message ? "its worker broke" : "its worker did not load", message));
    };
    /** @type {import("../worker/worker.js").Start} */
    const start = { kind: "start", runtime };
    this.#worker.postMessage(start);
  }

  /** Whether a question waits for its reply. */
  get busy() {
    return this.#askers.size > 0;
  }

  /**
   * @param {import("../worker/worker.js").Question} question
   * @param {Transferable[]} [transfer]
   * @returns {Promise<Reply>}
   */
  ask(question, transfer = []) {
    const id = ++this.#questions;
    return new Promise((resolve, reject) => {
      this.#askers.set(id, { resolve, reject });
      this.#worker.postMessage({ ...question, id }, transfer);
    });
  }

  /**
   * End the worker; whoever waits for a reply gets the failure.
   * @param {Failure} failure
   */
  close(failure) {
    this.#worker.onmessage = this.#worker.onmessageerror = this.#worker.onerror = null;
    this.#worker.terminate();
    for (const asker of this.#askers.values()) asker.reject(failure);
    this.#askers.clear();
  }

  /** @param {Answer} answer */
  #hear(answer) {
    if (!("id" in answer)) return this.#onNews(answer);
    this.#askers.get(answer.id)?.resolve(answer);
    this.#askers.delete(answer.id);
    this.#onNews(null);
  }
}
