"""What a reader takes in of a figure at a glance: all in one window, words that can be read, handles that can be hit."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser

from aeexplain.check.findings import Finding
from aeexplain.check.visit import Visit, pages_of
from aeexplain.demo.declared_layout import LIMITS

SCRIPT = Path(__file__).with_name("figure_limits.js")
COLOURS = ("light", "dark")
SLACK = 0.05  # pixels: of rounding
ENGINE = "**/assets/engine*/**"  # which draws nothing here: the first state has the size of all


@dataclass(frozen=True)
class Screen:
    """A window, and what holds in it: how much of the stage is seen at least, the smallest words, the narrowest handle."""

    name: str
    width: int
    height: int
    seen: float
    text: float
    across: int
    touch: bool


SCREENS = (
    Screen("1280 x 720", 1280, 720, 0.98, 13, 24, touch=False),
    Screen("390 x 844", 390, 844, 0.95, 11, 44, touch=True),
)


def crowded_figures(visiting: Visit) -> Iterator[Finding]:
    """Yield the figures of which a reader sees too little or too much at once, on a desk and on a phone, in both colours."""
    for name, screen, colour in product(pages_of(visiting.dist), SCREENS, COLOURS):
        where = f"{name or 'the archive'} ({screen.name}, {colour})"
        for figure in _measured(visiting.chromium, f"{visiting.url}{name}/", screen, colour):
            for what in faults(figure, screen):
                yield Finding("figures", where, f"figure {figure['id']!r}: {what}")


def faults(figure: dict[str, Any], screen: Screen) -> Iterator[str]:
    """Yield what is wrong with a figure as figure_limits.js measured it, and what to do."""
    most = LIMITS["height"] if figure["most"] is None else figure["most"]
    if figure["height"] > most:
        yield (
            f"stage, bar and line take {figure['height']:.2f} of the window, at most {most}: "
            "draw its pictures lower, or leave one to the fold"
        )
    if figure["seen"] < screen.seen:
        yield (
            f"only {figure['seen']:.0%} of a picture is seen together with the bar, at least {screen.seen:.0%}: "
            "draw the pictures lower"
        )
    if figure["typed"]:
        yield "a text box stands on the stage or in the bar: leave its control to the fold"
    if figure["text"] and figure["text"][0] < screen.text - SLACK:
        pixels, words = figure["text"]
        yield (
            f"{words!r:.40} is {pixels:.1f} px tall, at least {screen.text:g}: "
            "draw it in a narrower drawing, or larger, or leave it out"
        )
    for control in figure["handles"]:
        yield (
            f"the handle of {control!r} can be hit within less than {screen.across} px: "
            "keep what else can be taken hold of away from it"
        )


def _measured(chromium: Browser, address: str, screen: Screen, colour: str) -> list[dict[str, Any]]:
    context = chromium.new_context(
        viewport={"width": screen.width, "height": screen.height},
        color_scheme=colour,  # type: ignore[arg-type]
        has_touch=screen.touch,
        is_mobile=screen.touch,
    )
    try:
        page = context.new_page()
        page.route(ENGINE, lambda route: route.abort())
        page.goto(address, wait_until="load")
        page.evaluate("() => document.fonts.ready.then(() => true)")
        found: list[dict[str, Any]] = page.evaluate(SCRIPT.read_text(encoding="utf-8"), screen.across)
        return found
    finally:
        context.close()
