"""What every figure promises, in every state: checked when it is drawn, so that no reader meets what its author did not.

`check_figure` draws the ends of all controls and the beginning of a run; `check_frame` holds one frame against its demo.
"""

import itertools
import re
from collections.abc import Iterator, Mapping
from typing import Any
from xml.etree import ElementTree

import numpy as np

from aeexplain import bridge
from aeexplain.demo import Demo, Drawing, Frame, Pixels
from aeexplain.demo.declared_layout import RUN
from aeexplain.demo.frame_faults import fault_of_ground
from aeexplain.demo.layout import layout
from aeexplain.demo.views import kind_of
from aeexplain.draw.finite import not_finite, place_of_function
from aeexplain.errors import ExplainError, ExplainErrors
from aeexplain.site.core.text import UNPRINTABLE

MOST_STATES = 24  # that a build draws of a figure beside its atlas
RUN_FRAMES = 4
SOME_PLACES = 4  # of the main control, that are drawn until one changes the stage
UNFIT = "a character that no page can show; remove it"
LARGEST = 1e8  # of the numbers in a drawing's attributes, which may be tenths of pixels
NUMBER = re.compile(r"[-+]?\d+(?:\.\d+)?(?:e[-+]?\d+)?")
NEAR = re.compile(r".{0,10}(?:nan|inf)", re.DOTALL)
NUMBERS = re.compile(r"[-+\d.,e%\s]*")
WELL_FORMED = {  # attributes with more in them than numbers
    "d": re.compile(r"[-+\d.,eMmLlHhVvCcSsQqTtAaZz\s]*"),
    "transform": re.compile(r"(?:[A-Za-z]+\([-+\d.,e\s]*\)[\s,]*)*"),
}
COLOURS = frozenset(("a", "b", "ink", "muted", "dimmed", *"0123456789"))
SIGNED = frozenset(("add", "take"))
COLOURED = {"series": COLOURS | SIGNED, "fill": COLOURS - {"dimmed"}, "text": COLOURS - {"dimmed", "ink"}}
GEOMETRY = (
    "d",
    "x",
    "y",
    "x1",
    "x2",
    "y1",
    "y2",
    "cx",
    "cy",
    "r",
    "rx",
    "ry",
    "points",
    "transform",
    "width",
    "height",
)


def check_figure(name: str, demo: Demo, stage: bridge.Stage, first: Frame) -> None:
    """Draw a figure at the ends of its controls and begin its run; anything that is not as it must be: ExplainError."""
    check_frame(demo, first)
    _check_checks(name, demo, stage)
    kinds = _kinds(first)
    for raw in states(demo):
        _check_state(demo, stage.draw(name, raw), kinds, raw)
    _check_main(name, demo, stage, first)
    if demo.run is None:
        return
    count = 0
    for frame in itertools.islice(stage.run(name, {}), RUN_FRAMES):
        _check_state(demo, frame, kinds, {}, "run")
        count += 1
    if not count:
        raise ExplainError(
            place_of_function(demo.run), f"demo {demo.name!r}: run yields nothing", "yield its views"
        )


def _check_checks(name: str, demo: Demo, stage: bridge.Stage) -> None:
    """Raise an ExplainError for each check of a demo that does not hold where the figure begins."""
    hint = "mend what the figure computes, or say what is true of it"
    failed = [
        ExplainError(
            place_of_function(check.compares),
            f"demo {demo.name!r} at the start: the check {found.says!r:.80} does not hold: {found.compared}",
            hint,
        )
        for check, found in zip(demo.checks, stage.checked(name, {}), strict=True)
        if found.holds is False
    ]
    if failed:
        raise failed[0] if len(failed) == 1 else ExplainErrors(failed)


def _check_main(name: str, demo: Demo, stage: bridge.Stage, first: Frame) -> None:
    """Raise an ExplainError for a main control that changes no picture of the stage; a run that comes first does so itself."""
    main, pictures = demo.main_control, layout(demo, first.views).stage
    if not main or not pictures or (demo.bar and demo.bar[0] == RUN):
        return
    control = demo.controls[main]
    places = [control.show_value(place) for place in control.positions()]
    for place in [*control.extremes(), *places[:: max(1, len(places) // SOME_PLACES)]]:
        frame = stage.draw(name, {main: place}, pictures)
        if not all(_alike(first.views[picture], frame.views[picture]) for picture in pictures):
            return
    what = f"the main control {main!r} changes no picture of the stage ({', '.join(pictures)})"
    hint = "name another by main=, or put on the stage what it changes"
    raise ExplainError(place_of_function(demo.compute), f"demo {demo.name!r}: {what}", hint)


def check_frame(demo: Demo, frame: Frame) -> None:
    """Raise an ExplainError for a view without a text alternative, that is no SVG, or lacks the axes that a control needs."""
    where = place_of_function(demo.compute)
    if unfit := UNPRINTABLE.search(frame.says):
        raise ExplainError(
            place_of_function(demo.describe), f"demo {demo.name!r}: describe says {unfit[0]!r}", UNFIT
        )
    for name, view in frame.views.items():
        if fault := _fault(view):
            raise ExplainError(where, f"demo {demo.name!r}: view {name!r} {fault}")
    for name, control in demo.controls.items():
        for ground in control.grounds:
            if found := fault_of_ground(control, ground, frame.views[ground]):
                what = f"the control {name!r} moves on the view {ground!r}, which {found[0]}"
                raise ExplainError(where, f"demo {demo.name!r}: {what}", found[1])


def check_same(demo: Demo, first: Frame, again: Frame) -> None:
    """Raise an ExplainError where two frames of one state differ."""
    if bridge.pack(first) != bridge.pack(again):
        views = zip(first.views.items(), again.views.values(), strict=True)
        name = next((name for (name, one), other in views if not _alike(one, other)), "")
        what = f"demo {demo.name!r}: " + (f"view {name!r}" if name else "its sentence")
        hint = "take chance from `rng`, and keep nothing from one frame to the next"
        raise ExplainError(
            place_of_function(demo.compute), f"{what} differs when the same state is drawn again", hint
        )


def _alike(one: object, other: object) -> bool:
    if isinstance(one, Pixels) and isinstance(other, Pixels):
        same = (one.says, one.reach, one.over) == (other.says, other.reach, other.over)
        return same and np.array_equal(one.rgba, other.rgba)
    return one == other


def states(demo: Demo) -> Iterator[dict[str, Any]]:
    """Yield raw values to try, always the same and not many: each control at its ends, then some corners of all."""
    alone = [{name: raw} for name, control in demo.controls.items() for raw in control.extremes()]
    yield from alone[:MOST_STATES]
    if len(demo.controls) > 1:
        yield from corners(demo, max(0, min(8, MOST_STATES - len(alone))))


def corners(demo: Demo, most: int) -> list[dict[str, Any]]:
    """Return combinations of all controls' extremes; of many, a seeded choice of `most`."""
    names = list(demo.controls)
    count = 2 ** len(names)
    picked = sorted(np.random.default_rng(1).permutation(min(count, 4096))[:most].tolist())
    found = [control.extremes() for control in demo.controls.values()]
    extremes = [(each[0], each[-1]) for each in found]
    return [
        {name: extremes[place][number >> place & 1] for place, name in enumerate(names)} for number in picked
    ]


def _check_state(
    demo: Demo, frame: Frame, kinds: Mapping[str, str], raw: Mapping[str, Any], function: str = "compute"
) -> None:
    state = ", ".join(f"{name}={text:.80}" for name, text in demo.show(demo.read(raw)).items())
    try:
        check_frame(demo, frame)
    except ExplainError as error:
        raise ExplainError(
            error.where, f"{error.what}, at {state}" if state else error.what, error.hint
        ) from None
    for name, kind in _kinds(frame).items():
        if kind != kinds[name]:
            where = place_of_function(getattr(demo, function))
            what = f"demo {demo.name!r} at {state}: view {name!r} is {kind}, at the start {kinds[name]}"
            raise ExplainError(where, what, "a view stays of one kind")


def _kinds(frame: Frame) -> dict[str, str]:
    return {name: type(view).__name__ for name, view in frame.views.items()}


def _fault(view: object) -> str:
    """Return what is wrong with a view; empty where nothing is."""
    texts = (getattr(view, name, "") for name in ("svg", "says", "text"))
    unfit = next(filter(None, (UNPRINTABLE.search(text) for text in texts if isinstance(text, str))), None)
    if unfit:
        return f"holds {unfit[0]!r}, a character that no page can show"
    lack = kind_of(view).lack(view)
    return lack or (_fault_of_svg(view) if isinstance(view, Drawing) else "")


def _fault_of_svg(view: Drawing) -> str:
    try:
        root = ElementTree.fromstring(view.svg)
    except ElementTree.ParseError as error:
        return f"is no SVG: {error}"
    if root.attrib.get("aria-label") != view.says:
        return "does not name itself by its text alternative: make it by `drawing`"
    for element in root.iter():
        for key in GEOMETRY:
            value = element.attrib.get(key, "")
            if found := NEAR.search(value):
                return f"has a {element.tag} whose {key} is not finite: {found[0]!r}"
            if not WELL_FORMED.get(key, NUMBERS).fullmatch(value):
                return f"has a {element.tag} whose {key} is no place: {value!r:.60}"
            if any(abs(float(each)) > LARGEST for each in NUMBER.findall(value)):
                return f"has a {element.tag} whose {key} lies beyond all screens: {value!r:.60}"
        if colour := _unknown_colour(element.attrib.get("class", "")):
            return f"has a {element.tag} of the colour {colour}"
        if number := not_finite(element.text or ""):
            return f"has a {element.tag} that says {number!r}, which is no finite number"
    return ""


def _unknown_colour(classes: str) -> str:
    """Return a colour that the style sheet has not, and those that it has for such a mark; empty where it has them all."""
    for word in classes.split():
        kind, dash, name = word.partition("-")
        if dash and kind in COLOURED and name not in COLOURED[kind]:
            return f"{name!r}, there are {', '.join(sorted(COLOURED[kind], key=lambda each: (each.isdigit(), each)))}"
    return ""
