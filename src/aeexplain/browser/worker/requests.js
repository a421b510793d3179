// @ts-check

/**
 * What the worker of a page's figures and that of an edited one do alike.
 *
 * @typedef {{kind: "frame", demo: string, values: import("../controls/form_values.js").Values, views: string}} FrameRequest
 * @typedef {{kind: "begin", demo: string, values: import("../controls/form_values.js").Values, views: string, figure: string}} BeginRequest
 *   of a run
 * @typedef {{kind: "advance", figure: string, views: string} | {kind: "end", figure: string}} RunRequest
 * @typedef {{kind: "check", demo: string, values: import("../controls/form_values.js").Values}} CheckRequest
 * @typedef {{says: string, holds: boolean | null, left: string, relation: string, right: string, pairs: number}} Checked  see demo/checks.py
 * @typedef {FrameRequest | CheckRequest | BeginRequest | RunRequest} DrawingRequest
 */

const MILLISECONDS_BETWEEN_REPORTS = 100;
// An edited figure's worker loses it before the reader's text runs.
const later = globalThis.setTimeout.bind(globalThis);

/**
 * Return the frame that is asked for; null where a run has none.
 * @param {Pick<import("./runtime.js").Stage, "frame" | "check" | "begin" | "advance" | "end">} python
 * @param {DrawingRequest} request
 */
export function draw(python, request) {
  switch (request.kind) {
    case "frame":
      return python.frame(request.demo, JSON.stringify(request.values), request.views);
    case "check":
      return python.check(request.demo, JSON.stringify(request.values));
    case "begin":
      return python.begin(request.demo, JSON.stringify(request.values), request.views, request.figure);
    case "advance":
      return python.advance(request.figure, request.views);
    case "end":
      python.end(request.figure);
      return null;
  }
}

/**
 * Return a counter of bytes that reports its sum now and then, and always when a pause follows.
 * @param {(report: {kind: "bytes", arrived: number}) => void} report
 */
export function byteReporter(report) {
  let arrived = 0;
  let waiting = false;
  return (/** @type {number} */ bytes) => {
    arrived += bytes;
    if (waiting) return;
    waiting = true;
    later(() => {
      waiting = false;
      report({ kind: "bytes", arrived });
    }, MILLISECONDS_BETWEEN_REPORTS);
  };
}
