// @ts-check
import { addressWriter, fromFragment } from "./address.js";
import { Engine } from "./engine.js";
import { Figure } from "./figure.js";
import { readPage } from "./page.js";

/** A figure goes live when it is as near as this to the visible part of the page. */
const NEAR = "600px 0px";

const page = readPage(document);
if (page.runtime) bringToLife(new Engine(page.runtime, page.demos));

/** @param {Engine} engine */
function bringToLife(engine) {
  const writeAddress = addressWriter();
  const elements = movableFigures();
  const figures = new Map(elements.map((element) => [element, new Figure(element, engine, writeAddress)]));

  restore(figures, { scroll: isFreshVisit() });
  addEventListener("hashchange", () => restore(figures, { scroll: true }));
  addEventListener("pagehide", ({ persisted }) => {
    // A page that the browser keeps in its cache goes on living.
    if (!persisted) for (const figure of figures.values()) figure.stop();
  });
  startWhenNear(figures);
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
  for (const [element, figure] of figures) {
    if (figure.name !== link?.name) continue;
    figure.restore(link.values);
    if (scroll) element.scrollIntoView();
  }
}

/** Whether somebody came here, rather than reloaded or went back: those keep their place in the page. */
function isFreshVisit() {
  const [visit] = performance.getEntriesByType("navigation");
  return visit instanceof PerformanceNavigationTiming && visit.type === "navigate";
}

/** @param {Map<HTMLElement, Figure>} figures */
function startWhenNear(figures) {
  const observer = new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting || !(target instanceof HTMLElement)) continue;
      figures.get(target)?.start();
      observer.unobserve(target);
    }
  }, { rootMargin: NEAR });
  for (const element of figures.keys()) observer.observe(element);
}
