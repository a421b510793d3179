// @ts-check
import { COPIED, COPY, COPY_NOT_ALLOWED, COPY_THE_CODE } from "../language/words.js";

/** Code is copied by a button at its corner, which comes with the script, since without one it could do nothing. */

/** Milliseconds for which the button says how copying went. */
const STATUS_SHOWN_FOR = 4000;

for (const box of document.querySelectorAll(".listing")) {
  const code = box.querySelector("code") ?? box.querySelector("pre");
  if (code) box.append(copier(code));
}

/**
 * Return a button that copies what an element says, with the place beside it where it tells how that went.
 * @param {HTMLElement} code
 */
function copier(code) {
  const [box, status, button] = [document.createElement("div"), document.createElement("span"), document.createElement("button")];
  box.className = "copier";
  // It has no role "status": a figure has one, which is another.
  status.setAttribute("aria-live", "polite");
  button.type = "button";
  button.textContent = COPY;
  button.setAttribute("aria-label", COPY_THE_CODE);
  /** @type {ReturnType<typeof setTimeout>} */
  let timer;
  button.addEventListener("click", async () => {
    clearTimeout(timer);
    status.textContent = await copied(code);
    timer = setTimeout(() => (status.textContent = ""), STATUS_SHOWN_FOR);
  });
  box.append(status, button);
  return box;
}

/**
 * Put an element's text into the clipboard, or select it where that is not allowed; return how it went.
 * @param {HTMLElement} element
 */
async function copied(element) {
  try {
    await navigator.clipboard.writeText(element.textContent ?? "");
    return COPIED;
  } catch {
    // Refused, or no clipboard at all (a page without HTTPS).
    getSelection()?.selectAllChildren(element);
    return COPY_NOT_ALLOWED;
  }
}
