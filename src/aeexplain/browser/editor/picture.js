// @ts-check
import { readValues } from "../controls/form_values.js";
import { toFragment } from "../figure/address.js";
import { offerFile } from "./download.js";

/**
 * A figure's pictures as one SVG file, in light colours, whatever the page's are: what the style sheet says of each mark is written
 * into it. Under them stand the caption's first sentence and the address of the state.
 */

const SVG = "http://www.w3.org/2000/svg";
const PROPERTIES = [
  ...["fill", "fill-opacity", "stroke", "stroke-width", "stroke-opacity", "stroke-dasharray", "stroke-linecap", "stroke-linejoin"],
  ...["font-family", "font-size", "font-weight", "font-style", "text-anchor", "dominant-baseline", "paint-order", "visibility"],
];
/** They hold for the element alone. */
const OWN = ["opacity", "display", "vector-effect"];
const COLOURS = new Set(["fill", "stroke"]);
const PLAIN = /^(none|url\(.*|#.*|rgba?\(.*)$/;
const MARGIN = 16;
const LINE = 20;
/** Of a line under the picture: about so wide is a character, in pixels. */
const LETTER = 7;

/** Offer a figure's pictures as a file. @param {HTMLElement} figure */
export function savePicture(figure) {
  offerFile(`${figure.id}.svg`, pictureOf(figure), "image/svg+xml");
}

/**
 * Return the pictures of a figure, as they are, as the text of an SVG file.
 * @param {HTMLElement} figure
 */
export function pictureOf(figure) {
  const { dataset } = document.documentElement;
  const theme = dataset["theme"];
  // Nothing is painted before it is the reader's own again.
  dataset["theme"] = "light";
  try {
    return new XMLSerializer().serializeToString(composed(figure));
  } finally {
    if (theme === undefined) delete dataset["theme"];
    else dataset["theme"] = theme;
  }
}

/** @param {HTMLElement} figure */
function composed(figure) {
  const stage = figure.querySelector("[data-stage]") ?? figure;
  const box = stage.getBoundingClientRect();
  const words = [captionOf(figure), addressOf(figure)];
  const picture = made("svg", {});
  const parts = Array.from(stage.querySelectorAll(".view-title, [data-view] svg, [data-view] canvas, [data-view] img"), (element) => drawn(element, box));
  const lines = words.flatMap((text) => broken(text, Math.floor(box.width / LETTER)));
  const under = lines.map((text, line) => written(text, 0, box.height + LINE * (line + 1), getComputedStyle(figure)));
  const width = Math.ceil(box.width + 2 * MARGIN);
  const height = Math.ceil(box.height + LINE * (lines.length + 0.5) + 2 * MARGIN);
  const ground = made("rect", { x: -MARGIN, y: -MARGIN, width, height, fill: colour(getComputedStyle(document.body).backgroundColor) });
  for (const [name, value] of Object.entries({ width, height, viewBox: `${-MARGIN} ${-MARGIN} ${width} ${height}` })) picture.setAttribute(name, String(value));
  picture.append(ground, ...parts.filter((part) => part !== null), ...under);
  return picture;
}

/**
 * Return a part of the stage as it stands there; null where nothing is seen of it.
 * @param {Element} element
 * @param {DOMRect} stage
 */
function drawn(element, stage) {
  const { left, top, width, height } = element.getBoundingClientRect();
  if (!width || !height) return null;
  const place = { x: left - stage.left, y: top - stage.top, width, height };
  if (element instanceof SVGSVGElement) return withStyles(element, place);
  if (element instanceof HTMLCanvasElement) return made("image", { ...place, href: element.toDataURL(), style: "image-rendering: pixelated" });
  if (element instanceof HTMLImageElement) return made("image", { ...place, href: asData(element), style: "image-rendering: pixelated" });
  return written(textOf(element), place.x, place.y + height / 2, getComputedStyle(element), width);
}

/** @param {HTMLImageElement} image */
function asData(image) {
  const canvas = document.createElement("canvas");
  canvas.width = image.naturalWidth;
  canvas.height = image.naturalHeight;
  canvas.getContext("2d")?.drawImage(image, 0, 0);
  return canvas.toDataURL();
}

/**
 * @param {SVGSVGElement} svg
 * @param {Record<string, number>} place
 */
function withStyles(svg, place) {
  const copy = /** @type {SVGSVGElement} */ (svg.cloneNode(true));
  const copies = [copy, ...copy.querySelectorAll("*")];
  [svg, ...svg.querySelectorAll("*")].forEach((element, index) => {
    const own = getComputedStyle(element);
    const around = element !== svg && element.parentElement ? getComputedStyle(element.parentElement) : null;
    const target = copies[index];
    for (const name of ["class", "style", "data-x", "data-y", "data-track"]) target?.removeAttribute(name);
    for (const name of [...PROPERTIES, ...OWN]) {
      const value = own.getPropertyValue(name);
      const known = OWN.includes(name) ? "" : around?.getPropertyValue(name);
      if (value && value !== known && !isUsual(name, value)) target?.setAttribute(name, COLOURS.has(name) ? colour(value) : value);
    }
  });
  for (const [name, value] of Object.entries(place)) copy.setAttribute(name, String(value));
  copy.setAttribute("overflow", "visible");
  return copy;
}

/**
 * @param {string} name
 * @param {string} value
 */
function isUsual(name, value) {
  return { opacity: "1", display: "inline", "vector-effect": "none" }[name] === value;
}

/**
 * Return a colour as every program knows it.
 * @param {string} value
 */
function colour(value) {
  if (PLAIN.test(value)) return value;
  const context = document.createElement("canvas").getContext("2d");
  if (!context) return value;
  context.fillStyle = value;
  context.fillRect(0, 0, 1, 1);
  const [red, green, blue, alpha = 255] = context.getImageData(0, 0, 1, 1).data;
  return `rgba(${red}, ${green}, ${blue}, ${alpha / 255})`;
}

/**
 * @param {string} text
 * @param {number} x
 * @param {number} y
 * @param {CSSStyleDeclaration} style
 * @param {number} [width]  that it has at most
 */
function written(text, x, y, style, width) {
  const element = made("text", { x, y, fill: colour(style.color), "font-size": 14, "font-family": style.fontFamily, "dominant-baseline": "central" });
  if (width && text.length * LETTER > width) element.setAttribute("textLength", String(width));
  element.textContent = text.trim();
  return element;
}

/**
 * Return a text in lines of so many characters.
 * @param {string} text
 * @param {number} most
 */
function broken(text, most) {
  /** @type {string[]} */
  const lines = [];
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1);
    if (last === undefined || last.length + word.length >= most) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}

/** Return the first sentence of a figure's caption, with its number. @param {HTMLElement} figure */
function captionOf(figure) {
  const text = textOf(figure.querySelector(":scope > figcaption"));
  return /^(.*?\d+\. .*?[.?!])(\s|$)/.exec(text)?.[1] ?? text;
}

/** Return the words of an element in a line, formulas as they are seen. @param {Element | null} element */
function textOf(element) {
  const copy = /** @type {Element | undefined} */ (element?.cloneNode(true));
  for (const unseen of copy?.querySelectorAll("annotation, .spoken") ?? []) unseen.remove();
  return (copy?.textContent ?? "").replaceAll(/\s+/g, " ").trim();
}

/** Return the address of a figure's state. @param {HTMLElement} figure */
function addressOf(figure) {
  const form = figure.querySelector("form");
  return new URL(toFragment(figure.id, form ? readValues(form) : {}), location.href).href;
}

/**
 * @param {string} name
 * @param {Record<string, string | number>} attributes
 */
function made(name, attributes) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  return element;
}
