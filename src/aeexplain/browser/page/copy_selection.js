// @ts-check

/**
 * A selection with formulas in it is copied as it reads: each formula whole, as its TeX between dollar signs, and nothing that is
 * there for assistive technology or for scripts alone. A selection without any is left to the browser.
 */

const FORMULA = ".katex";
const DISPLAY = ".katex-display";
const TEX = 'annotation[encoding="application/x-tex"]';
/** What nobody sees, or what is no text; what the style sheet hides is found by its style. */
const LEFT_OUT = "script, style, template, form, svg, canvas, annotation, .anchor, .spoken, .demo-status, .demo-code pre";
/** What a part of a table or a list stands in, so that it stays one elsewhere. */
const WHOLE = "table, ul, ol, dl";
const PARTS = "table, thead, tbody, tfoot, tr, ul, ol, dl";
const ADDRESSES = ["href", "src"];
const KEPT = new Set([...ADDRESSES, "alt", "colspan", "rowspan", "start", "lang", "dir"]);

/** @param {Document} document */
export function onCopy(document) {
  document.addEventListener("copy", (event) => {
    const copied = readSelection(document, event.target);
    if (!copied || !event.clipboardData) return;
    put(event.clipboardData, copied);
    event.preventDefault();
  });
  // What is dragged to another window is copied, too.
  document.addEventListener("dragstart", (event) => {
    const copied = readSelection(document, event.target);
    if (copied && event.dataTransfer) put(event.dataTransfer, copied);
  });
}

/**
 * @param {DataTransfer} transfer
 * @param {{text: string, html: string}} copied
 */
function put(transfer, { text, html }) {
  transfer.setData("text/plain", text);
  transfer.setData("text/html", html);
}

/**
 * Return what the selection reads as; null where the browser is right by itself.
 * @param {Document} document
 * @param {EventTarget | null} target  of the event: a text input has a selection of its own
 */
function readSelection(document, target) {
  if (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement) return null;
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed) return null;
  const ranges = Array.from({ length: selection.rangeCount }, (_, i) => widened(selection.getRangeAt(i)));
  const clones = ranges.map((range) => ({ range, part: range.cloneContents() }));
  if (!clones.some(({ part }) => part.querySelector(FORMULA))) return null;
  const copies = clones.map(({ range, part }) => readPart(range, part));
  return { text: copies.map(({ text }) => text).join("\n"), html: copies.map(({ html }) => html).join("\n") };
}

/**
 * Return a range that takes each formula whole in which the given one begins or ends, unless it takes nothing of that.
 * @param {Range} range
 */
function widened(range) {
  const wide = range.cloneRange();
  const first = formulaAround(range.startContainer);
  const last = formulaAround(range.endContainer);
  if (first && (first === last || !isEmpty(range, first, "start"))) wide.setStartBefore(first);
  else if (first) wide.setStartAfter(first);
  if (last && (first === last || !isEmpty(range, last, "end"))) wide.setEndAfter(last);
  else if (last) wide.setEndBefore(last);
  return wide;
}

/**
 * Whether a range takes nothing that is seen of the formula that it begins or ends in.
 * @param {Range} range
 * @param {Element} formula
 * @param {"start" | "end"} end
 */
function isEmpty(range, formula, end) {
  const inside = range.cloneRange();
  if (end === "start") inside.setEndAfter(formula);
  else inside.setStartBefore(formula);
  const part = inside.cloneContents();
  for (const hidden of part.querySelectorAll("annotation")) hidden.remove();
  return (part.textContent ?? "").replaceAll("\u200b", "").trim() === "";
}

/** @param {Node} node */
function formulaAround(node) {
  const element = node instanceof Element ? node : node.parentElement;
  const formula = element?.closest(FORMULA);
  return formula?.closest(DISPLAY) ?? formula ?? null;
}

/**
 * @param {Range} range
 * @param {DocumentFragment} part  a copy of what is in it
 */
function readPart(range, part) {
  for (const formula of part.querySelectorAll(FORMULA)) withTeX(formula);
  for (const each of part.querySelectorAll(LEFT_OUT)) each.remove();
  const host = laidOut(range, part);
  for (const each of Array.from(host.querySelectorAll("*")).filter(isUnseen)) each.remove();
  const text = host.innerText.replaceAll("\u200b", "").trim();
  host.remove();
  for (const each of host.querySelectorAll("*")) stripAttributes(each);
  return { text, html: host.innerHTML.trim() };
}

/**
 * Put a formula's TeX in its place.
 * @param {Element} formula
 */
function withTeX(formula) {
  const tex = formula.querySelector(TEX)?.textContent?.trim();
  const display = formula.closest(DISPLAY);
  const place = display ?? formula;
  if (tex !== undefined) place.replaceWith(display ? `$$${tex}$$` : `$${tex}$`);
}

/**
 * Put a copy where it is laid out as its original is, out of sight; what it is a part of stands around it.
 * @param {Range} range
 * @param {DocumentFragment} part
 */
function laidOut(range, part) {
  const common = range.commonAncestorContainer;
  let around = common instanceof Element ? common : common.parentElement;
  const parent = around?.closest(WHOLE)?.parentElement ?? around;
  /** @type {Node} */
  let content = part;
  for (; around?.matches(PARTS) && around !== parent; around = around.parentElement) {
    const shell = /** @type {Element} */ (around.cloneNode(false));
    shell.append(content);
    content = shell;
  }
  const host = document.createElement("div");
  host.className = "copied";
  host.append(content);
  (parent?.closest("article, main") ?? document.body).append(host);
  return host;
}

/** @param {Element} element */
function isUnseen(element) {
  // One that is gone already went with what it was in.
  if (!element.isConnected) return false;
  const { display, visibility, userSelect } = getComputedStyle(element);
  return display === "none" || visibility === "hidden" || userSelect === "none";
}

/**
 * Leave an element what means something elsewhere.
 * @param {Element} element
 */
function stripAttributes(element) {
  for (const { name } of Array.from(element.attributes)) if (!KEPT.has(name)) element.removeAttribute(name);
  for (const name of ADDRESSES) {
    const address = element.getAttribute(name);
    if (address) element.setAttribute(name, new URL(address, document.baseURI).href);
  }
}
