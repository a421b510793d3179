// @ts-check

/** Pagefind's excerpts as parts, so that nothing that it says becomes HTML in our page. */

/**
 * Return the parts of an excerpt in which words that were found stand between <mark> and </mark>, and < and > of the text are escaped.
 * @param {string} excerpt
 * @returns {{ words: string, found: boolean }[]}
 */
export function marked(excerpt) {
  return excerpt
    .split(/(<mark>.*?<\/mark>)/su)
    .filter((part) => part !== "")
    .map((part) => {
      const [, found] = /^<mark>(.*)<\/mark>$/su.exec(part) ?? [];
      return { words: plain(found ?? part), found: found !== undefined };
    });
}

/** @param {string} text */
function plain(text) {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">");
}
