// @ts-check
import "./copy_code.js";
import "./figure_folds.js";
import { offerEdits } from "../editor/edit_buttons.js";
import { offerEmbeds } from "../editor/embed/embed_button.js";
import { pressButton } from "../figure/press_button.js";
import { isOutdated } from "../loading/edition.js";
import { readPage } from "./page_data.js";
import { PICTURE_GONE, PUBLISHED_ANEW, RELOAD, RELOAD_TO_KEEP } from "../language/words.js";
import { withValues } from "../language/with_values.js";

/** What stands at an article's end is fetched when a reader comes there; or at once, to look after what is kept already. */

const page = readPage(document);
offerEdits(page);
offerEmbeds(page);

const section = document.querySelector("section[data-keep]");
const canKeep = "serviceWorker" in navigator;
if (section && canKeep && navigator.serviceWorker.controller) load(section);
else if (section && canKeep) {
  const observer = new IntersectionObserver((entries) => {
    if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
    observer.disconnect();
    load(section);
  });
  observer.observe(section);
}

// Pictures that are out of sight come late too.
document.addEventListener("error", ({ target }) => {
  if (target instanceof HTMLImageElement) void explainMissing(target);
}, true);

/** A picture did not come. @param {HTMLImageElement} picture */
async function explainMissing(picture) {
  if (!(await isOutdated())) return;
  const note = document.createElement("p");
  note.className = "published-anew";
  note.setAttribute("role", "status");
  note.append(`${withValues(PICTURE_GONE, { published_anew: PUBLISHED_ANEW })} `, pressButton(RELOAD, () => location.reload()));
  picture.after(note);
}

/**
 * Load offline_button.js, by an element: that has a place for the digest by which the browser knows the file.
 * @param {Element} section
 */
function load(section) {
  const script = document.createElement("script");
  script.type = "module";
  script.integrity = section.getAttribute("data-integrity") ?? "";
  script.src = section.getAttribute("data-script") ?? "";
  script.addEventListener("error", async () => {
    console.error("[aeexplain] what keeps the article for offline did not load");
    const [line, button] = [section.querySelector("[role=status]"), section.querySelector("button")];
    if (!line || !button || !(await isOutdated())) return;
    line.textContent = withValues(RELOAD_TO_KEEP, { published_anew: PUBLISHED_ANEW });
    button.textContent = RELOAD;
    button.hidden = false;
    button.addEventListener("click", () => location.reload());
  });
  document.head.append(script);
}
