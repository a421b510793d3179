// @ts-check

/** The table of contents follows the reader: the section at the top of the window is the current one. */
const TOP_SHARE = 0.25;

const links = new Map(
  Array.from(document.querySelectorAll(".contents a[href^='#']"), (link) => [
    decodeURIComponent(link.getAttribute("href")?.slice(1) ?? ""),
    link,
  ]),
);
const headings = Array.from(links.keys(), (id) => document.getElementById(id)).filter((heading) => heading !== null);

const list = document.querySelector(".contents details");
const here = document.querySelector(".contents [data-here]");

/** The last heading that has passed the upper part of the window. */
function mark() {
  const line = innerHeight * TOP_SHARE;
  const current = headings.findLast((heading) => heading.getBoundingClientRect().top <= line);
  if (here) here.textContent = current ? `· ${current.firstChild?.textContent ?? ""}` : "";
  for (const [id, link] of links) {
    if (id === current?.id) link.setAttribute("aria-current", "location");
    else link.removeAttribute("aria-current");
  }
}

if (headings.length > 0) {
  const observer = new IntersectionObserver(mark, { rootMargin: `0px 0px -${(1 - TOP_SHARE) * 100}% 0px` });
  for (const heading of headings) observer.observe(heading);
}

// A list that lies over the text closes when a section was chosen, or with Escape.
if (list instanceof HTMLDetailsElement) {
  list.addEventListener("click", ({ target }) => target instanceof HTMLAnchorElement && (list.open = false));
  list.addEventListener("keydown", ({ key }) => key === "Escape" && (list.open = false));
}
