// What Temml makes of a formula, as the page has it: fewer elements, TeX's spaces around the names of functions, a break after
// relations and operators of a formula in a line that is long, and a box that scrolls around what no break can enter.

/**
 * A node of Temml's tree; text has no type, and a fragment has children alone.
 * @typedef {{type?: string, text?: string, attributes?: Record<string, string>, classes?: string[],
 *   style?: Record<string, string>, children?: Node[], toMarkup: () => string}} Node
 */

const ROWS = new Set(["mrow", "math", "mtd", "msqrt", "mstyle", "mpadded", "mphantom", "merror"]);
const TALL = new Set(["mfrac", "mtable", "munder", "munderover", "msqrt", "mroot"]);
const APPLIED = "\u2061"; // between a function's name and what it is of
const UNSEEN = /[\u200b\u2061-\u2064\s]/g;
/** @type {Record<string, string>} */
const NARROW = { "~": "\u02dc", "\u203e": "\u02c9", "\u00af": "\u02c9" }; // accents that are wider than a letter
const SIGNS = /^[+\-−±∓]$/;
const RELATIONS = /^[∼∴∵]$/; // which browsers take for a prefix where they come first in a row
const THIN = "0.1667em";
// What fits into any line: letters, and ems of what is no letter.
const FEW = 8;
const SHORT = 3;
// Letters up to which a formula is not broken, and up to which it is not within its brackets.
const WHOLE = 10;
const LONG = 24;
const TEX = "application/x-tex";
const DOUBLE_STRUCK = /^[\u2102\u210d\u2115\u2119\u211a\u211d\u2124\u{1d538}-\u{1d56b}\u{1d7d8}-\u{1d7e1}]$/u;

/**
 * Return the HTML of a formula.
 * @param {Node} math  Temml's tree
 * @param {string} tex
 * @param {boolean} display
 */
export function writeMathML(math, tex, display) {
  tidy(math);
  const row = math.children ?? [];
  const parts = display || lettersOf(row) <= WHOLE ? [row] : broken(row);
  const set = parts.map((part, i) => (i === 0 ? withTeX(part, tex) : markup(part)));
  if (display) {
    const box = '<span class="math-box katex-display" tabindex="0"><span class="katex">';
    return `${box}<math display="block">${set[0]}</math></span></span>`;
  }
  const boxed = parts.map((part, i) => scrolling(`<math>${set[i]}</math>`, part));
  return `<span class="katex">${boxed.join("")}</span>`;
}

/** @param {Node[]} nodes */
const markup = (nodes) => nodes.map((node) => node.toMarkup()).join("");

/** @param {string} text */
const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/**
 * @param {Node[]} part
 * @param {string} tex
 */
function withTeX(part, tex) {
  const one = part.length === 1 ? markup(part) : `<mrow>${markup(part)}</mrow>`;
  return `<semantics>${one}<annotation encoding="${TEX}">${escaped(tex)}</annotation></semantics>`;
}

/**
 * @param {string} math
 * @param {Node[]} part
 */
function scrolling(math, part) {
  return isShort(part) ? math : `<span class="scroller">${math}</span>`;
}

/**
 * Make a tree what it is on the page.
 * @param {Node} node
 */
function tidy(node) {
  if (!node.children) return;
  node.children.forEach(tidy);
  // Fonts know the letters; the attribute tells what they are to whoever reads the markup.
  if (node.type === "mi" && node.attributes && DOUBLE_STRUCK.test(node.children[0]?.text ?? "")) node.attributes["mathvariant"] = "double-struck";
  if (isRow(node)) {
    node.children = node.children.flatMap((child) => (isBare(child) ? released(child) : [child]));
    spaceFunctions(node.children);
    if (node.children.length > 1) standBetween(node.children[0], RELATIONS);
  }
  if (node.type === "mtable" && node.classes?.includes("tml-jot")) node.children.forEach(alignSigns);
  if (node.style && ("mathDepth" in node.style || "math-depth" in node.style)) becomeAccent(node);
  if (node.type === "msqrt" && !node.children.some(isTall)) node.classes?.push("low-root");
}

/**
 * A sign behind `&` has TeX's empty term before it, so that it stands between two.
 * @param {Node} row  of aligned formulas
 */
function alignSigns({ children: cells = [] }) {
  for (const cell of cells) {
    if (!cell.classes?.includes("tml-left")) continue;
    const [inner] = cell.children ?? [];
    const [first, second] = inner?.type === "mrow" ? (inner.children ?? []) : (cell.children ?? []);
    if (second) standBetween(first, SIGNS);
  }
}

/**
 * Have a sign that comes first in its row keep the space that it has between two terms.
 * @param {Node | undefined} sign
 * @param {RegExp} which
 */
function standBetween(sign, which) {
  if (sign?.type === "mo" && which.test(textOf(sign))) sign.attributes = { ...sign.attributes, form: "infix" };
}

/** @param {Node} node */
const isRow = (node) => node.type === undefined || ROWS.has(node.type);

/**
 * Whether a row is there for its children alone. (An empty one holds a place, and brackets grow to the height of their own row.)
 * @param {Node} node
 */
function isBare(node) {
  if (node.type === undefined) return node.children !== undefined;
  const own = [node.attributes, node.style, node.classes].some((each) => Object.keys(each ?? {}).length);
  const grows = (/** @type {Node} */ child) => child.attributes?.stretchy === "true";
  return node.type === "mrow" && !own && node.children?.length && !node.children.some(grows);
}

/**
 * Return what stands in a row, for the row around it. A sign that came first is no operator between two terms.
 * @param {Node} row
 */
function released({ children = [] }) {
  const [first] = children;
  if (children.length > 1 && first.type === "mo" && SIGNS.test(textOf(first))) {
    first.attributes = { form: "prefix", ...first.attributes };
  }
  return children;
}

/** @param {Node} node @returns {boolean} */
function isTall(node) {
  const grows = node.attributes?.stretchy === "true" || node.attributes?.movablelimits !== undefined;
  return grows || TALL.has(node.type ?? "") || (node.children ?? []).some(isTall);
}

/**
 * An accent is as large above an index as it is above the letter, which MathML would have by an attribute that also moves it.
 * @param {Node} accent
 */
function becomeAccent(accent) {
  accent.style = {};
  accent.classes?.push("accent");
  const [sign] = accent.children ?? [];
  const narrow = NARROW[sign?.text ?? ""];
  if (narrow === undefined) return;
  sign.text = narrow;
  // These are drawn above the line, by which WebKit has them too high; Temml's classes for such accents lower them there.
  const lowered = (accent.classes ?? []).map((name) => name.replace(/^wbk-(sml|med|lrg)$/, "wbk-$1-acc"));
  accent.classes = lowered.some((name) => name.endsWith("acc")) ? lowered : [...lowered, "wbk-acc"];
}

/**
 * Put TeX's thin spaces around the names of functions in a row.
 * @param {Node[]} row
 */
function spaceFunctions(row) {
  for (let i = row.length - 1; i > 0; i -= 1) {
    const applied = row[i];
    if (applied.type !== "mo" || textOf(applied) !== APPLIED || !applied.attributes) continue;
    if (isThin(row[i + 1])) {
      row.splice(i + 1, 1);
      applied.attributes.rspace = THIN;
    }
    if (i > 1 && endsTerm(row[i - 2])) row.splice(i - 1, 0, space(applied));
  }
}

/** @param {Node | undefined} node */
const isThin = (node) => node?.type === "mspace" && node.attributes?.width === THIN;

/**
 * Whether a node is the end of a term, from which a function's name stands apart.
 * @param {Node} node
 */
function endsTerm(node) {
  if (node.type !== "mo") return node.type !== "mspace" && node.type !== "mtext";
  return node.attributes?.form === "postfix";
}

/**
 * Return a thin space, of the class that Temml's nodes have.
 * @param {Node} like
 */
function space(like) {
  return Object.assign(Object.create(Object.getPrototypeOf(like)), {
    type: "mspace",
    attributes: { width: THIN },
    classes: [],
    style: {},
    children: [],
  });
}

/**
 * Return the parts of a row that no line break can enter.
 * @param {Node[]} row
 */
function broken(row) {
  return unbreakable(row, false).flatMap((part) => (lettersOf(part) > LONG ? unbreakable(part, true) : [part]));
}

/**
 * Return the parts of a row of which each ends with a relation or an operator, outside of all brackets or anywhere.
 * @param {Node[]} row
 * @param {boolean} anywhere
 */
function unbreakable(row, anywhere) {
  /** @type {Node[][]} */
  const parts = [[]];
  let depth = 0;
  row.forEach((node, i) => {
    const part = /** @type {Node[]} */ (parts.at(-1));
    part.push(node);
    if (node.attributes?.fence) depth += node.attributes.form === "prefix" ? 1 : -1;
    if (i === row.length - 1 || row[i + 1].type === "mspace" || (depth > 0 && !anywhere)) return;
    const sign = part.findLast((each) => each.type !== "mspace");
    if (!sign || sign === part[0] || !isInfix(sign)) return;
    sign.attributes = { ...sign.attributes, form: "infix" };
    parts.push([]);
  });
  return parts;
}

/** @param {Node} node */
function isInfix(node) {
  const { form, fence, separator, movablelimits } = node.attributes ?? {};
  if (node.type !== "mo" || form || fence || separator || movablelimits !== undefined) return false;
  return textOf(node).replace(UNSEEN, "") !== "";
}

/** @param {Node} node @returns {string} */
const textOf = (node) => node.text ?? (node.children ?? []).map(textOf).join("");

/** @param {Node[]} nodes */
const lettersOf = (nodes) => Array.from(nodes.map(textOf).join("").replace(UNSEEN, "")).length;

/** @param {Node[]} part */
function isShort(part) {
  return lettersOf(part) <= FEW && !part.some(isLarge) && part.reduce((sum, node) => sum + emsOf(node), 0) <= SHORT;
}

/** @param {Node} node @returns {boolean} */
function isLarge(node) {
  const isGrown = parseFloat(node.attributes?.mathsize ?? "1") > 1.5;
  return node.type === "mtable" || isGrown || (node.children ?? []).some(isLarge);
}

/**
 * Return the width of a node's spaces and rules, in ems.
 * @param {Node} node
 * @returns {number}
 */
function emsOf(node) {
  const own = parseFloat(node.attributes?.width ?? "0") || 0;
  return Math.abs(own) + (node.children ?? []).reduce((sum, child) => sum + emsOf(child), 0);
}
