// @ts-check
import "./reading.js";
import { addressIfMoved, addressWriter, fromFragment } from "../figure/address.js";
import { offerCells } from "../editor/article/cell_buttons.js";
import { firstInterest, pageIdle, savesData, startLazily } from "../engine/lazy_start.js";
import { Engine } from "../engine/engine.js";
import { Figure } from "../figure/figure.js";
import { readPage } from "./page_data.js";

/** Milliseconds that figures may take to be made, until the page's thread is free for a moment to answer a reader. */
const SLICE = 20;

const page = readPage(document);
offerCells(page);
const moving = movableFigures();
if (page.runtime && moving.length > 0) void bringToLife(moving, new Engine(page.runtime, page.demos, savesData()));

/**
 * @param {HTMLElement[]} elements
 * @param {Engine} engine
 */
async function bringToLife(elements, engine) {
  const writeAddress = addressWriter();
  const interest = firstInterest(elements); // a reader may touch a figure before it is made
  const figures = await inSlices(elements, (element) => new Figure(element, engine, atlasOf(element), writeAddress));
  for (const [element, figure] of figures) if (addressIfMoved(element)) figure.catchUp();

  restore(figures, { scroll: isFreshVisit() });
  addEventListener("hashchange", () => restore(figures, { scroll: true }));
  // Who asks for what readers have moved, as `serve` does before it loads the page anew, hands over a list to write it into.
  addEventListener("aeexplain:moved", (event) => {
    const { detail: addresses } = /** @type {CustomEvent<string[]>} */ (event);
    addresses.push(...elements.flatMap((element) => addressIfMoved(element) ?? []));
  });
  addEventListener("pagehide", ({ persisted }) => {
    // A page that the browser keeps in its cache goes on living.
    if (!persisted) for (const figure of figures.values()) figure.stop();
  });
  const hero = document.querySelector(".article-header + figure");
  const startable = [...figures].map(([element, figure]) => /** @type {const} */ ([element, element === hero ? introduced(figure) : figure]));
  void startLazily(new Map(startable), interest, () => engine.begin());
}

/**
 * Make something of each element, by turns with whatever else the page's thread has to do.
 * @template T
 * @param {HTMLElement[]} elements
 * @param {(element: HTMLElement) => T} make
 * @returns {Promise<Map<HTMLElement, T>>}
 */
async function inSlices(elements, make) {
  const made = new Map();
  let begun = performance.now();
  for (const element of elements) {
    if (performance.now() - begun > SLICE) {
      await nextTask();
      begun = performance.now();
    }
    made.set(element, make(element));
  }
  return made;
}

/** Wait until what waits for the page's thread has had it. A timer would wait a second in a tab that nobody sees. */
function nextTask() {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve(null);
    };
    port2.postMessage(null);
  });
}

/**
 * The figure that stands under the title moves once by itself, from its atlas, and goes live when that is over, if somebody is interested.
 * @param {Figure} figure
 * @returns {import("../engine/lazy_start.js").Startable}
 */
function introduced(figure) {
  const over = pageIdle().then(() => figure.introduce());
  return { near: () => figure.near(), start: () => void over.then(() => figure.start()) };
}

/** A demo without controls has one state, which is in the page already. */
function movableFigures() {
  return Array.from(document.querySelectorAll("figure[data-demo]"))
    .filter((element) => element instanceof HTMLElement)
    .filter((element) => element.querySelector("form"));
}

/**
 * Bring the figure that the address names into the state that it describes. The browser cannot scroll there by itself:
 * it takes the whole fragment for an id.
 * @param {Map<HTMLElement, Figure>} figures
 * @param {{scroll: boolean}} options
 */
function restore(figures, { scroll }) {
  const link = fromFragment(location.hash);
  const [element, figure] = link ? (figureNamed(figures, link.name) ?? []) : [];
  if (!link || !element) return;
  figure?.restore(link.values);
  if (scroll) element.scrollIntoView();
}

/**
 * Return the figure with an id. Where there is none, it is a link from when figures were called as their demos: then the first
 * figure of that demo.
 * @param {Map<HTMLElement, Figure>} figures
 * @param {string} name
 */
function figureNamed(figures, name) {
  const all = [...figures];
  return all.find(([, figure]) => figure.name === name) ?? all.find(([element]) => element.dataset["demo"] === name);
}

/** Whether somebody came here, rather than reloaded or went back: those keep their place in the page. */
function isFreshVisit() {
  const [visit] = performance.getEntriesByType("navigation");
  return visit instanceof PerformanceNavigationTiming && visit.type === "navigate";
}

/** @param {HTMLElement} element */
function atlasOf(element) {
  return page.atlases[element.id] ?? null;
}
