// @ts-check

/**
 * Make an element the same as another by as little change as there is, so that the browser lays out and paints only that.
 * @param {Element} old  stays in the page
 * @param {Element} wanted  may lose its children to `old`
 */
export function morph(old, wanted) {
  for (const { name, value } of wanted.attributes) if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  for (const name of old.getAttributeNames()) if (!wanted.hasAttribute(name)) old.removeAttribute(name);
  const [olds, news] = [[...old.childNodes], [...wanted.childNodes]];
  if (olds.length !== news.length) return old.replaceChildren(...news);
  olds.forEach((child, i) => become(child, /** @type {ChildNode} */ (news[i])));
}

/**
 * @param {ChildNode} old
 * @param {ChildNode} wanted
 */
function become(old, wanted) {
  if (old.nodeName !== wanted.nodeName) old.replaceWith(wanted);
  else if (old instanceof Element && wanted instanceof Element) morph(old, wanted);
  else if (old.nodeValue !== wanted.nodeValue) old.nodeValue = wanted.nodeValue;
}
