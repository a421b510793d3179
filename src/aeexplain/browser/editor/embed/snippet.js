// @ts-check
import { fetchWhole } from "../../loading/verified_fetch.js";
import { envelope, heightRule } from "./frame_height.js";

/**
 * The HTML by which a page elsewhere shows a figure in a frame. How tall the frame has to be is measured here, at every width that
 * it may have, on the page that it will show.
 *
 * @typedef {import("./frame_height.js").Point} Point
 */

/** The widths, in pixels, at which a figure is measured; beyond them it stays as it is. */
const WIDTHS = Array.from({ length: 71 }, (_, i) => 300 + 10 * i);
/** Taller than any figure, so that no scroll bar takes of the width that is measured. */
const TALL = 4000;
const DOCTYPE = "<!doctype\nhtml>";

/**
 * Return the HTML. The figure's page does not come: a Failure.
 * @param {string} address  of the figure's page
 * @param {string} fragment  the figure's state, or ""
 */
export async function snippetOf(address, fragment) {
  const { bytes } = await fetchWhole(address);
  const page = new DOMParser().parseFromString(new TextDecoder().decode(bytes), "text/html");
  const points = envelope(await measure(page, address));
  const tallest = Math.max(...points.map(([, height]) => height));
  const frame = document.createElement("iframe");
  const place = document.createElement("div");
  frame.setAttribute("src", new URL(fragment, address).href);
  frame.setAttribute("title", page.title.replaceAll("\u00a0", " "));
  frame.setAttribute("loading", "lazy");
  frame.setAttribute("allow", "clipboard-write");
  // A browser that does not know the second height takes the first.
  frame.setAttribute("style", `display: block; width: 100%; height: ${tallest}px; height: ${heightRule(points)}; border: 0`);
  place.setAttribute("style", "container-type: inline-size; width: 100%");
  place.append(frame);
  return place.outerHTML;
}

/**
 * Return how tall a figure's page is, at each of the widths.
 * @param {Document} page
 * @param {string} address
 * @returns {Promise<Point[]>}
 */
async function measure(page, address) {
  const frame = document.createElement("iframe");
  frame.title = page.title;
  frame.setAttribute("aria-hidden", "true");
  Object.assign(frame.style, { position: "fixed", left: "-5000px", top: "0", visibility: "hidden", border: "0", height: `${TALL}px` });
  // An empty document without this would be laid out as those of the nineties are.
  frame.srcdoc = DOCTYPE;
  const loaded = new Promise((resolve) => frame.addEventListener("load", resolve, { once: true }));
  document.body.append(frame);
  try {
    await loaded;
    const inside = /** @type {Document} */ (frame.contentDocument);
    await fill(inside, page, address);
    const points = /** @type {Point[]} */ ([]);
    for (const width of WIDTHS) {
      frame.style.width = `${width}px`;
      points.push([width, inside.body.getBoundingClientRect().height]);
    }
    return points;
  } finally {
    frame.remove();
  }
}

/**
 * Put a figure's page, without its scripts, into an empty document, which has the policy of this page; settles when it has its
 * style and its fonts.
 * @param {Document} inside
 * @param {Document} page
 * @param {string} address
 */
async function fill(inside, page, address) {
  for (const each of page.querySelectorAll("script")) each.remove();
  for (const image of page.querySelectorAll("img")) image.src = new URL(image.getAttribute("src") ?? "", address).href;
  const style = inside.createElement("link");
  style.rel = "stylesheet";
  style.href = new URL(page.querySelector("link[rel=stylesheet]")?.getAttribute("href") ?? "", address).href;
  const come = new Promise((resolve, reject) => {
    style.addEventListener("load", resolve);
    style.addEventListener("error", () => reject(new Error(style.href)));
  });
  inside.documentElement.lang = page.documentElement.lang;
  inside.documentElement.dir = page.documentElement.dir;
  inside.head.replaceChildren(style);
  inside.body.replaceWith(inside.importNode(page.body, true));
  await come;
  inside.body.getBoundingClientRect();
  await inside.fonts.ready;
}
