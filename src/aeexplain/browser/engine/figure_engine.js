// @ts-check

/**
 * What a figure asks of its engine: that of the page, or one of its own where its code is edited.
 *
 * @typedef {"state" | "failure" | "replacedFailure" | "usesFallback" | "needsPermission" | "permit" | "downloadBytes" | "progress"
 *   | "ready" | "drawFrame" | "check" | "beginRun" | "advanceRun" | "endRun" | "restart" | "liveMessage" | "addEventListener"} Asked
 * @typedef {Pick<import("./engine.js").Engine, Asked>} FigureEngine
 */

export {};
