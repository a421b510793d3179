// @ts-check

/**
 * Put a link to a figure's state into the clipboard; return the sentence that tells how it went.
 * @param {string} fragment
 * @returns {Promise<string>}
 */
export async function copyLink(fragment) {
  const link = new URL(fragment, location.href).href;
  try {
    await navigator.clipboard.writeText(link);
    return "Link copied.";
  } catch {
    // Refused, or no clipboard at all (a page without HTTPS).
    history.replaceState(history.state, "", fragment);
    return "The browser did not allow copying; the address bar now holds the link.";
  }
}
