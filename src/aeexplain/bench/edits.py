"""What a reader who edits a figure waits for: the editor, and the picture of what was typed."""

import statistics
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page

from aeexplain.bench.moves import LIVE, article_page, wait_until_live

EDITS = 5  # of each figure, after one that is not counted
OPEN = """(name) => new Promise((resolve) => {
  const begun = performance.now();
  document.querySelector(`#${name} .edit-code button`).click();
  const look = () => {
    const panel = document.querySelector(".editing .edit-panel");
    if (panel?.shadowRoot?.querySelector(".cm-content")) resolve(performance.now() - begun);
    else requestAnimationFrame(look);
  };
  look();
})"""
# An edit's picture is painted, and then the same state is asked for once more: that frame's own time is in what it tells.
LISTEN = """(name) => {
  let begun = 0;
  window.edits = [];
  addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.ctrlKey) begun = performance.now();
  }, true);
  addEventListener("aeexplain:frame", ({ detail: { figure, source, ms } }) => {
    if (figure !== name || source !== "live" || begun === 0) return;
    window.edits.push([performance.now() - begun - ms, ms]);
    begun = 0;
  });
}"""
RAN = "(count) => window.edits.length >= count"


@dataclass(frozen=True)
class EditCost:
    """Milliseconds of one figure; medians over edits.

    opened: from the press of *Edit* until the editor is there. picture: from the key that runs an edit until its picture is
    painted. frame: what one frame takes, from its being asked for until it is painted. beside: the picture less the frame.
    """

    figure: str
    opened: float
    picture: float
    frame: float
    beside: float


def edit_costs(dist: Path, slug: str) -> list[EditCost]:
    """Return what edits of every figure of an article cost, as built in `dist`; each in a page of its own."""
    with article_page(dist, f"{slug}/") as page:
        names: list[str] = page.locator("figure[data-demo]:has(form):has([data-code])").evaluate_all(
            "all => all.map(({ id }) => id)"
        )
    costs = []
    for name in names:
        with article_page(dist, f"{slug}/") as page:
            costs.append(_cost(page, name))
    return costs


def _cost(page: Page, name: str) -> EditCost:
    wait_until_live(page, name)
    page.locator(f"#{name} [data-menu] summary").click()
    page.locator(f"#{name} [data-code]").click()
    page.locator(f"#{name} .edit-code button").wait_for()
    page.evaluate(LISTEN, name)
    opened: float = page.evaluate(OPEN, name)
    page.locator(".editing figure.edited").wait_for(timeout=LIVE)
    page.locator(".editing .cm-content").press("Control+End")
    for count in range(1, EDITS + 2):
        page.keyboard.type("#")  # every text is another
        page.keyboard.press("Control+Enter")
        page.wait_for_function(RAN, arg=count, timeout=LIVE)
    edits: list[tuple[float, float]] = page.evaluate("() => window.edits")
    return summed_up(name, opened, edits[1:])


def summed_up(name: str, opened: float, edits: list[tuple[float, float]]) -> EditCost:
    """Return the medians over edits, each (milliseconds until its picture, milliseconds of a frame)."""
    picture, frame = (statistics.median(times) for times in zip(*edits, strict=True))
    beside = statistics.median(whole - own for whole, own in edits)
    return EditCost(name, opened, picture, frame, beside)
