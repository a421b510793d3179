// @ts-check
import { Failure } from "../loading/failure.js";

/**
 * What stands in the place of engine/worker_channel.js in a page that is one file: browsers give such a page neither a worker
 * nor files, so there is no engine to talk to. Whoever starts it is told at once, and goes on with the frames that were drawn
 * ahead.
 */
export class WorkerChannel {
  busy = false;

  /**
   * @param {import("../page/page_data.js").Runtime} _runtime
   * @param {(notice: null) => void} _onNotice
   * @param {(failure: Failure) => void} onBreak
   */
  constructor(_runtime, _onNotice, onBreak) {
    const online = document.querySelector("link[rel=canonical]")?.getAttribute("href") ?? "the site itself";
    queueMicrotask(() => onBreak(new Failure(`this page is a single file, without Python; the live one is at ${online}`)));
  }

  /** @returns {Promise<never>} */
  request() {
    return Promise.reject(new Failure("there is no engine in a page that is a single file"));
  }

  close() {}
}
