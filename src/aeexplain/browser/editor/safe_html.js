// @ts-check

/**
 * What an edited figure's Python draws is anybody's: a link may have brought it. Of its HTML and SVG only that is kept which shows
 * something; nothing that runs, leads away, fetches, or takes an id of the page's.
 */

const ELEMENTS = new Set(
  `form div p pre span br strong em b i code small sub sup dl dt dd ul ol li table thead tbody tr th td caption img canvas
  button input output label select option fieldset legend details summary
  svg g path rect circle ellipse line polyline polygon text tspan title desc defs clippath lineargradient radialgradient stop marker
  pattern mask use symbol`.split(/\s+/),
);
const REFUSED = /^(on.*|style|srcdoc|srcset|action|formaction|formmethod|formtarget|target|ping|is|nonce|slot|part|popover.*|autofocus|background|poster)$/i;
/** By which the page finds what is its own, outside of figures. */
const OF_THE_PAGE = /^data-(keep|kept|service|fold|demo|state|theme|contents|here|words|most)/;
const PICTURE = /^data:image\/(png|gif);base64,[\w+/=]+$/;
const OUTWARD = /url\(\s*["']?(?!#)/i;
const INPUTS = /^(range|radio|checkbox|number|text|hidden)$/;
const BUTTONS = /^(button|reset)$/;

/**
 * Return a frame's header whose drawings are safe.
 * @template {{views?: Record<string, any>, form?: string, html?: string}} T
 * @param {T} header
 * @param {string} figure  its id, with which the ids in its form begin
 * @returns {T}
 */
export function safeHeader(header, figure) {
  for (const view of Object.values(header.views ?? {})) {
    for (const key of ["svg", "over"]) if (typeof view[key] === "string") view[key] = safeHtml(view[key], figure);
  }
  for (const key of /** @type {const} */ (["form", "html"])) {
    const html = header[key];
    if (typeof html === "string") header[key] = safeHtml(html, figure);
  }
  return header;
}

/**
 * Return HTML or SVG without what it should not have.
 * @param {string} html
 * @param {string} figure
 */
export function safeHtml(html, figure) {
  const template = document.createElement("template");
  template.innerHTML = html;
  for (const element of [...template.content.querySelectorAll("*")]) clean(element, figure);
  return template.innerHTML;
}

/**
 * @param {Element} element
 * @param {string} figure
 */
function clean(element, figure) {
  if (!ELEMENTS.has(element.localName.toLowerCase())) return element.remove();
  for (const { name, value } of [...element.attributes]) {
    if (!isHarmless(element, name.toLowerCase(), value, figure)) element.removeAttribute(name);
  }
  if (element.localName === "input" && !INPUTS.test(element.getAttribute("type") ?? "")) element.remove();
  if (element.localName === "button" && !BUTTONS.test(element.getAttribute("type") ?? "")) element.setAttribute("type", "button");
}

/**
 * @param {Element} element
 * @param {string} name
 * @param {string} value
 * @param {string} figure
 */
function isHarmless(element, name, value, figure) {
  if (REFUSED.test(name) || OF_THE_PAGE.test(name) || OUTWARD.test(value)) return false;
  if (name === "href" || name === "xlink:href") return value.startsWith("#");
  if (name === "src") return element.localName === "img" && PICTURE.test(value);
  if (name === "id") return value.startsWith(`${figure}-`);
  return true;
}
