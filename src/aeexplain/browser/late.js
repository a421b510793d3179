// @ts-check
import "./listings.js";

/** What stands at an article's end is fetched when a reader comes there; or at once, to look after what is kept already. */

const section = document.querySelector("[data-keep]");
const possible = location.protocol.startsWith("http") && "serviceWorker" in navigator;
if (section && possible && navigator.serviceWorker.controller) void import("./keep.js");
else if (section && possible) {
  const observer = new IntersectionObserver((entries) => {
    if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
    observer.disconnect();
    void import("./keep.js");
  });
  observer.observe(section);
}
