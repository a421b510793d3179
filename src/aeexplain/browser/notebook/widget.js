// @ts-check
import { Engine } from "../engine/engine.js";
import { Figure } from "../figure/figure.js";
import { LIVE_IN_NOTEBOOK } from "../language/words.js";

/**
 * A figure in a notebook: the form that Python drew, in a shadow tree with the style of articles, moved by the scripts of articles;
 * the notebook's kernel stands in the place of the worker.
 *
 * @typedef {Object} Model  what anywidget gives
 * @property {(name: string) => string} get
 * @property {(content: object) => void} send
 * @property {(event: string, heard: (content: any, buffers: DataView[]) => void) => void} on
 * @property {(event: string, heard: (content: any, buffers: DataView[]) => void) => void} off
 */


/**
 * @param {{model: Model, el: HTMLElement}} given
 * @returns {() => void} what ends it
 */
function render({ model, el }) {
  const root = el.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(model.get("style_sheet"));
  root.adoptedStyleSheets = [sheet];
  const template = document.createElement("template");
  template.innerHTML = model.get("html");
  root.append(template.content);
  // A notebook has the code in its cells, and no address for a figure's state.
  for (const button of root.querySelectorAll("[data-link], [data-code]")) button.remove();
  const element = root.querySelector("figure");
  if (!element?.querySelector("form")) return () => {};
  const runtime = { folder: "", files: {}, worker: { url: "" }, lock: {}, index: "", form: /** @type {const} */ ("plain"), liveMessage: LIVE_IN_NOTEBOOK };
  /** @type {KernelWorker | null} */
  let worker = null;
  const engine = new Engine({ ...runtime, startWorker: () => (worker = new KernelWorker(model)) }, {}, false);
  const figure = new Figure(element, engine, null, () => {});
  figure.start();
  return () => {
    figure.stop();
    worker?.terminate();
  };
}

/** The kernel as a worker: what is posted goes there, and what comes from there is a message. */
class KernelWorker {
  /** @type {((event: {data: object}) => void) | null} */
  onmessage = null;
  onmessageerror = null;
  onerror = null;
  #model;

  /** @param {Model} model */
  constructor(model) {
    this.#model = model;
    model.on("msg:custom", this.#receive);
  }

  /** @param {{kind: string, runtime?: unknown}} message */
  postMessage({ runtime: _, ...message }) {
    this.#model.send(message);
  }

  terminate() {
    this.#model.off("msg:custom", this.#receive);
  }

  /**
   * @param {object} content
   * @param {DataView[]} buffers
   */
  #receive = (content, [view]) => {
    const pixels = view && view.buffer.slice(view.byteOffset, view.byteOffset + view.byteLength);
    this.onmessage?.({ data: pixels ? { ...content, pixels } : content });
  };
}

export default { render };
