// @ts-check

/**
 * Return a word of the interface with its values in their places.
 * @param {string} word  with names between braces
 * @param {Readonly<Record<string, string | number>>} values
 */
export function withValues(word, values) {
  return word.replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ""));
}
