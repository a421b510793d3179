"""A figure's form: its controls, its views and the fold with its code, as HTML that is whole before any script runs.

It is drawn by what ships, so that the build and a figure that is changed in the page have the same form. What only the build
or only the page can make (formulas in labels, the address of an image, coloured code) comes as an argument.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from aeexplain.demo.controls.control import Slot
from aeexplain.demo.demo import Demo
from aeexplain.demo.html import element
from aeexplain.demo.views import Frame, kind_of
from aeexplain.demo.views.view import ImageAddress
from aeexplain.draw.svg import words

SOURCE = "The Python source of this figure"


@dataclass(frozen=True)
class Renderers:
    """How a label with formulas becomes HTML, and which address an image has."""

    label: Callable[[str], str]
    image: ImageAddress


def form_html(name: str, demo: Demo, frame: Frame, fold: str, by: Renderers) -> str:
    """Return all of a figure but its caption: controls, stage, numbers, the sentence that tells the state, and `fold`."""
    live = bool(demo.controls)
    status = element("p", class_="demo-status", role="status") if live else ""
    aloud = "polite" if live else None
    state = element("p", words(frame.says), class_="demo-describe", data_describe=True, aria_live=aloud)
    parts = (controls_html(name, demo, by), status, stage_html(demo, frame, by), line_html(demo, frame, by))
    return element("div", "\n", *_lines(*parts, state, fold), class_="demo-frame")


def controls_html(name: str, demo: Demo, by: Renderers) -> str:
    """Return a figure's controls at their start, with its buttons; empty where it has none."""
    if not demo.controls:
        return ""
    slots = {each: Slot(each, f"{name}-{each}", by.label) for each in demo.controls}
    drawn = [control.form_html(slots[each]) for each, control in demo.controls.items()]
    run = _run_html(name, demo.starts) if demo.run else ""
    reset = element("button", "Reset", type="reset")
    link = element("button", "Copy link", type="button", data_link=True)
    buttons = element("div", *_lines(reset, link), class_="buttons")
    return element("form", "\n", *_lines(*drawn, run, buttons), class_="demo-controls", autocomplete="off")


def stage_html(demo: Demo, frame: Frame, by: Renderers) -> str:
    """Return the figure's pictures, each in a box of its size and under its title."""
    drawn = []
    for name, view in demo.views.items():
        kind = kind_of(frame.views[name])
        if kind.on_stage:
            title = element("p", by.label(view.title), class_="view-title") if view.title else ""
            shown = kind.html(name, frame.views[name], by.image)
            drawn.append(element("div", "\n", *_lines(title, shown), class_=f"view {view.size}"))
    return element("div", "\n", *_lines(*drawn), class_="demo-views")


def line_html(demo: Demo, frame: Frame, by: Renderers) -> str:
    """Return the figure's numbers and words, each beside its title; empty where it has none."""
    drawn = []
    for name, view in demo.views.items():
        kind = kind_of(frame.views[name])
        if not kind.on_stage:
            shown = element("dd", kind.html(name, frame.views[name], by.image))
            drawn.append(element("div", *_lines(element("dt", by.label(view.title)), shown)))
    return element("dl", "\n", *_lines(*drawn), class_="readouts") if drawn else ""


def fold_html(source: str, weights: Iterable[str], metrics: Mapping[str, str]) -> str:
    """Return the fold with a figure's code (`source` is HTML), what its network is trained by, and what that reached."""
    files = [
        f"<code>weights/{words(file)}.json</code>, made by <code>python build.py train {words(file)}</code>"
        for file in weights
    ]
    badge = element("span", "trained" if files else "procedural", class_="badge")
    trained = element("p", f"Its network is trained: {'; '.join(files)}.") if files else ""
    rows = [
        element("div", element("dt", words(label), ":"), " ", element("dd", words(number)))
        for label, number in metrics.items()
    ]
    reached = element("dl", "\n", *_lines(*rows), class_="metrics") if rows else ""
    code = element("pre", element("code", source), tabindex=0, role="group", aria_label=SOURCE)
    summary = element("summary", "Show the code ", badge)
    listing = element("div", code, class_="listing")
    return element("details", "\n", *_lines(summary, trained, reached, listing), class_="demo-code")


def _run_html(name: str, starts: str) -> str:
    start = element("button", words(starts), type="button", data_run="start")
    step = element("button", "Step", type="button", data_run="step")
    stop = element("button", "Stop", type="button", data_run="stop", disabled=True)
    return element("div", "\n", *_lines(start, step, stop), class_="control run", data_run_of=name)


def _lines(*parts: str) -> list[str]:
    """Return what is there of some parts, each with a line's end: between elements in a line that is a blank."""
    return [f"{part}\n" for part in parts if part]
