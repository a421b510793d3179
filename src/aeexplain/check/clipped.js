/**
 * Return what of a page is cut off and cannot be scrolled to, the worst of each box that cuts: [[pixels, words, element, box], ...].
 * Evaluated in a page that stands as it was loaded.
 */
() => {
  const SLACK = 2; // pixels: for letters that lean over their boxes, and for rounding
  const HALF = 0.5; // of a line: its box is taller than its letters
  const TALLEST = 40; // pixels, that are taken for a line
  const SHOWN = "img, canvas, video, iframe, object, input, select, textarea, button, meter, progress";
  const NO_TEXT = "svg, script, style, noscript, template";
  const AXES = [
    { from: "left", to: "right", inset: "clientLeft", size: "clientWidth", overflow: "overflowX" },
    { from: "top", to: "bottom", inset: "clientTop", size: "clientHeight", overflow: "overflowY" },
  ];
  const root = document.documentElement;

  /** Whether an element takes no place on purpose, for screen readers alone. */
  function isUnseen(element) {
    if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return true;
    const { clip, clipPath, position } = getComputedStyle(element);
    if (position !== "absolute" && position !== "fixed") return false;
    return clip !== "auto" || clipPath !== "none" || (element.clientWidth <= 1 && element.clientHeight <= 1);
  }

  /** @type {Map<Element, boolean>} */
  const leftOut = new Map();
  function isLeftOut(element) {
    if (!element) return false;
    const out = leftOut.get(element) ?? (element.matches(NO_TEXT) || isUnseen(element) || isLeftOut(element.parentElement));
    leftOut.set(element, out);
    return out;
  }

  // What is laid out only when it comes near has another height until then.
  const lazy = Array.from(document.querySelectorAll("*")).filter((each) => getComputedStyle(each).contentVisibility === "auto");
  for (const each of lazy) each.style.contentVisibility = "visible";

  function isContained(element, { contain }) {
    return /paint|strict|content/.test(contain) || lazy.includes(element);
  }

  /** Whether a box cuts off what does not fit into it. The window does so where the page may not scroll. */
  function cuts(element, style, { overflow }) {
    const values = element === root ? [style[overflow], getComputedStyle(document.body)[overflow]] : [style[overflow]];
    return values.some((value) => value === "hidden" || value === "clip") || (element !== root && isContained(element, style));
  }

  /** The part of an axis in which an element shows what it holds. */
  function view(element, { from, inset, size }) {
    if (element === root) return [0, size === "clientWidth" ? innerWidth : Infinity];
    const start = element.getBoundingClientRect()[from] + element[inset];
    return [start, start + element[size]];
  }

  /** What an element does to what it holds, along each axis; asked for once. */
  const known = new Map();
  function boxOf(element) {
    if (known.has(element)) return known.get(element);
    const style = getComputedStyle(element);
    const { display, position, direction, textOverflow } = style;
    const axes = AXES.map((axis) => {
      const isCut = cuts(element, style, axis);
      const scrolls = !isCut && (element === root || style[axis.overflow] === "auto" || style[axis.overflow] === "scroll");
      return { isCut, scrolls, view: isCut || scrolls ? view(element, axis) : [] };
    });
    const isNone = display === "inline" || display === "contents";
    const holds = position !== "static" || element === root || isContained(element, style);
    const box = { isNone, holds, position, isRtl: direction === "rtl", isShortened: textOverflow === "ellipsis", axes };
    known.set(element, box);
    return box;
  }

  /** By how much a span along an axis sticks out of an element's box where nobody can scroll to it. */
  function beyond(element, { axes, isRtl, isShortened }, across, [start, end]) {
    const { isCut, scrolls, view } = axes[across ? 0 : 1];
    const [before, after] = [view[0] - start, end - view[1]];
    if (isCut) return across && isShortened ? 0 : Math.max(before, after);
    if (!scrolls) return 0;
    // A link that stands off the page altogether comes into sight with the focus.
    if (element === root && (!across || end <= view[0] || start >= view[1])) return 0;
    return across && isRtl ? after : before; // it scrolls from its start to its end only
  }

  /** The first ancestor that cuts a box off, and by how much. */
  function cut(element, { left, right, top, bottom }) {
    const spans = [[left, right], [top, bottom]];
    let escapes = false; // from boxes that it is not positioned in
    for (let at = element; at; at = at.parentElement) {
      const box = boxOf(at);
      if (box.isNone || (escapes && !box.holds)) continue;
      escapes = box.position === "absolute";
      for (const [i, span] of spans.entries()) {
        const over = beyond(at, box, i === 0, span);
        const slack = i === 0 ? SLACK : Math.max(SLACK, HALF * Math.min(span[1] - span[0], TALLEST));
        if (over > slack) return [over, at];
        if (box.axes[i].scrolls) spans[i] = box.axes[i].view; // from here on it is wherever that box is
      }
      if (box.position === "fixed") return null;
    }
    return null;
  }

  function name({ localName, id, classList }) {
    return [localName, id && `#${id}`, ...Array.from(classList, (each) => `.${each}`)].join("");
  }

  /** @type {Map<Element, [number, string, string, string]>} */
  const found = new Map();
  function look(element, words, rects) {
    for (const rect of rects) {
      const [over, by] = (rect.width && rect.height && cut(element, rect)) || [0, null];
      if (by && over > (found.get(by)?.[0] ?? 0)) found.set(by, [Math.round(over), words, name(element), name(by)]);
    }
  }

  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const element = node instanceof Element ? node : node.parentElement;
    if (isLeftOut(element)) continue;
    if (node === element) {
      if (element.matches(SHOWN)) look(element, "", [element.getBoundingClientRect()]);
    } else if (node.data.trim()) {
      const range = document.createRange();
      range.selectNodeContents(node);
      look(element, node.data.trim().slice(0, 30), range.getClientRects());
    }
  }
  for (const each of lazy) each.style.contentVisibility = "";
  return Array.from(found.values());
}
