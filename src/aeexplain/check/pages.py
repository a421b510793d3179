"""Every page in a browser: accessible in both colours and on both screens, quiet, and in touch with its own host alone."""

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import chain, product
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page

from aeexplain.check.clipping import NARROW, out_of_reach, out_of_reach_when_narrow
from aeexplain.check.findings import Finding
from aeexplain.check.visit import Visit, chromium, pages_of, sample_of_figure_pages
from aeexplain.setup.node import node_package
from aeexplain.site.build.workers import cores

SCREENS = {"1280 px": {"width": 1280, "height": 900}, "390 px": {"width": 390, "height": 844}}
COLOURS = ("light", "dark")
NARROWED = ("390 px", "light")  # the view that is looked at once more, on the narrowest screen
# How far the layout may move while the page comes to rest, and at what readers are lost (web.dev/cls).
SHIFT, LEAP = (
    0.001,
    0.1,
)
LOOKS = 4  # at a page whose layout moves: a font that comes late, since the machine is busy, moves it too
LISTEN = """
window.shifts = 0;
new PerformanceObserver((list) => list.getEntries().forEach(({ value, hadRecentInput }) => {
  if (!hadRecentInput) window.shifts += value;
})).observe({ type: "layout-shift", buffered: true });
addEventListener("securitypolicyviolation", ({ blockedURI, violatedDirective }) =>
  console.error(`the content security policy refuses ${blockedURI} (${violatedDirective})`));
"""
# Only what was painted can move, and what moves is told some frames later.
COME_TO_REST = """async () => {
  await document.fonts.ready;
  const painted = new Promise((done) => new PerformanceObserver(done).observe({ type: "paint", buffered: true }));
  await Promise.race([painted, new Promise((done) => setTimeout(done, 3000))]);
  for (let frame = 0; frame < 6; frame += 1) await new Promise(requestAnimationFrame);
}"""
AXE = """async () => (await axe.run(document, { resultTypes: ["violations"] })).violations.map(
  ({ id, help, impact, nodes }) => {
    const places = nodes.slice(0, 3).map(({ target }) => target.join(" "));
    return [impact, `${id}: ${help}: ${places.join(", ")}`];
  })"""
MILD = ("minor", "moderate")  # of axe's impacts


def faulty_pages(visiting: Visit, say: Callable[[str], None]) -> Iterator[Finding]:
    """Yield violations of axe's rules, complaints on the console, requests to elsewhere, scrolling sideways, moving layout.

    As many browsers as there are cores share the pages.
    """
    names = pages_of(visiting.dist) + sample_of_figure_pages(visiting.dist)
    views = list(product(names, SCREENS, COLOURS))
    found: list[list[Finding]] = [[] for _ in views]
    waiting = deque(range(len(views)))

    def look() -> None:
        with chromium() as browser:
            while (number := _taken(waiting)) is not None:
                name, screen, colour = views[number]
                say(f"Looking at {name or 'the archive'}, {screen}, {colour}")
                found[number] += _faults(browser, visiting.url, name, screen, colour)

    with ThreadPoolExecutor(cores()) as threads:
        try:
            for done in [threads.submit(look) for _ in range(cores())]:
                done.result()
        finally:
            waiting.clear()  # where one failed, or at Ctrl-C, the others need not go on
    yield from chain.from_iterable(found)


def _taken(waiting: deque[int]) -> int | None:
    """Return the next number, which no other thread gets; none is left: None."""
    try:
        return waiting.popleft()
    except IndexError:
        return None


def _faults(chromium: Browser, url: str, name: str, screen: str, colour: str) -> Iterator[Finding]:
    where = f"{name or 'the archive'} ({screen}, {colour})"
    address = f"{url}{name}/" if name else url
    page = _fresh_page(chromium, screen, colour)
    heard: list[Finding] = []
    page.on(
        "console",
        lambda message: (
            heard.append(Finding("console", where, message.text)) if message.type == "error" else None
        ),
    )
    page.on("pageerror", lambda error: heard.append(Finding("console", where, str(error))))
    page.on("request", lambda request: heard.extend(_elsewhere(request.url, url, where)))
    shifts = [_shift(page, address)]
    yield from _seen(page, where)
    if (screen, colour) == NARROWED:
        yield from out_of_reach_when_narrow(page, f"{name or 'the archive'} ({NARROW} px)")
    yield from heard
    page.context.close()
    while shifts[-1] > SHIFT and len(shifts) < LOOKS:
        again = _fresh_page(chromium, screen, colour)
        shifts.append(_shift(again, address))
        again.context.close()
    if (shift := min(shifts)) > SHIFT:
        what = f"the layout moves by {shift:.4f} while the page loads"
        yield Finding("layout shift", where, what, "error" if shift > LEAP else "warning")


def _fresh_page(chromium: Browser, screen: str, colour: str) -> Page:
    context = chromium.new_context(
        viewport=SCREENS[screen],  # type: ignore[arg-type]
        color_scheme=colour,  # type: ignore[arg-type]
    )
    page = context.new_page()
    page.add_init_script(LISTEN)
    return page


def _shift(page: Page, address: str) -> float:
    """Return by how much the layout moves while the page comes to rest."""
    page.goto(address, wait_until="load")
    page.evaluate(COME_TO_REST)
    return float(page.evaluate("window.shifts"))


def _seen(page: Page, where: str) -> Iterator[Finding]:
    yield from out_of_reach(page, where)
    page.evaluate((node_package("axe-core") / "axe.min.js").read_text(encoding="utf-8") + "\n;true")
    for impact, violation in page.evaluate(AXE):
        yield Finding("axe", where, violation, "warning" if impact in MILD else "error")


def _elsewhere(address: str, url: str, where: str) -> Iterator[Finding]:
    if urlsplit(address).scheme not in ("data", "blob") and not address.startswith(url):
        yield Finding("requests", where, f"asks another host: {address}")
