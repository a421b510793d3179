// @ts-check
import { LINK_COPIED, LINK_NOT_COPIED } from "../language/words.js";

/**
 * Put a link to a figure's state into the clipboard; return the sentence that tells how it went. Of a figure that is a page of its own
 * the link leads into its article.
 * @param {string} fragment
 * @returns {Promise<string>}
 */
export async function copyLink(fragment) {
  const link = new URL(`${document.body.dataset["article"] ?? ""}${fragment}`, location.href).href;
  try {
    await navigator.clipboard.writeText(link);
    return LINK_COPIED;
  } catch {
    // Refused, or no clipboard at all (a page without HTTPS).
    history.replaceState(history.state, "", fragment);
    return LINK_NOT_COPIED;
  }
}
