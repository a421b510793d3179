"""Drawings as a page has them before any script runs: the same picture, for the eye, in fewer bytes.

A frame is drawn many times a second, by what is fastest; what stands in the page is drawn once and fetched by everybody.
"""

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

SVG = re.compile(r"<svg viewBox=.*?</svg>", re.DOTALL)
PATH = re.compile(r' d="([^"]*)"( transform="scale\(\.1\)")?')
COMMAND = re.compile(r"([A-Za-z])([^A-Za-z]*)")
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
DOTS = re.compile(r"(?:M-?\d+ -?\d+h0)+")
TRACKED = re.compile(r' data-x="([^"]*)" data-y="([^"]*)" data-track="([^"]*)"')
POINTLESS = re.compile(r"^(-?)0\.")
# In pixels: how far a line, a place and the place of a knob may be from where they were drawn.
LINE, GRID, KNOB = 0.15, 0.2, 0.5

type Place = tuple[float, float]
type Step = tuple[str, list[float], str]
"""A command of a path, its numbers and their text."""


def lean_drawings(html: str) -> str:
    """Return HTML in which each drawing is the same picture in fewer bytes."""
    return SVG.sub(lambda svg: _lean(svg[0]), html)


def _lean(svg: str) -> str:
    paths = PATH.sub(lambda path: f' d="{lean_path(path[1], bool(path[2]))}"{path[2] or ""}', svg)
    return TRACKED.sub(lambda found: _coarse(*found.groups()), paths, count=1)


def lean_path(path: str, in_tenths: bool) -> str:
    """Return a path's data with each place told from the one before, and without those that a line passes by in any case.

    Points alone go in the order of their places. Data with commands that no mark of ours writes come back as they are.
    """
    steps = [
        (letter, [float(each) for each in NUMBER.findall(text)], text)
        for letter, text in COMMAND.findall(path)
    ]
    if not all(map(_is_known, steps)):
        return path
    unit = 10 if in_tenths else 1
    steps = [_on_grid(step) for step in steps] if in_tenths else steps
    if DOTS.fullmatch(path):
        dots = sorted(tuple(numbers) for letter, numbers, _ in steps if letter == "M")
        steps = [step for dot in dots for step in (("M", list(dot), ""), ("h", [0.0], "0"))]
    return "".join(_relative(_thinned(steps, LINE * unit)))


def _is_known(step: Step) -> bool:
    letter, numbers, _ = step
    wanted = {"M": 2, "L": 2, "h": 1, "v": 1, "z": 0}
    return len(numbers) % 7 == 0 if letter == "a" else wanted.get(letter) == len(numbers)


def _on_grid(step: Step) -> Step:
    letter, numbers, text = step
    grid = GRID * 10
    return (letter, [round(each / grid) * grid for each in numbers], text) if letter in "ML" else step


def _thinned(steps: Iterable[Step], tolerance: float) -> Iterator[Step]:
    """Yield the steps without those places of a line that it passes by, nearly, without them."""
    before: list[Place] = []  # where a line begins that follows
    for is_line, group in groupby(steps, key=lambda step: step[0] == "L"):
        run = list(group)
        named = [(numbers[0], numbers[1]) for letter, numbers, _ in run if letter in "ML"]
        if is_line:
            yield from (
                ("L", list(place), "") for place in thinned([*before, *named], tolerance)[len(before) :]
            )
        else:
            yield from run
        before = named[-1:] if run[-1][0] in "ML" else []


def thinned(places: Sequence[Place], tolerance: float) -> list[Place]:
    """Return places of a line, the first and the last among them, from which no other is farther (Douglas and Peucker 1973)."""
    kept, open_parts = {0, len(places) - 1}, [(0, len(places) - 1)]
    while open_parts:
        first, last = open_parts.pop()
        away = [_distance(place, places[first], places[last]) for place in places[first + 1 : last]]
        if away and max(away) > tolerance:
            farthest = first + 1 + away.index(max(away))
            kept.add(farthest)
            open_parts += [(first, farthest), (farthest, last)]
    return [places[i] for i in sorted(kept)]


def _distance(place: Place, start: Place, end: Place) -> float:
    """Return how far a place is from the line between two others."""
    way, off = (end[0] - start[0], end[1] - start[1]), (place[0] - start[0], place[1] - start[1])
    squared = way[0] ** 2 + way[1] ** 2
    share = min(max((off[0] * way[0] + off[1] * way[1]) / squared, 0), 1) if squared else 0
    return math.hypot(off[0] - share * way[0], off[1] - share * way[1])


def _relative(steps: Iterable[Step]) -> Iterator[str]:
    """Yield each step's text: a place as the way from the one before, but for the first."""
    x = y = first_x = first_y = 0.0
    before = ""
    for letter, numbers, text in steps:
        match letter:
            case "M" | "L":
                way = _pair(numbers[0] - x, numbers[1] - y)
                follows = letter == "L" and before in ("L", "m")  # then its numbers are enough
                separator = "" if way.startswith("-") else " "
                yield separator + way if follows else (letter.lower() if before else letter) + way
                x, y = numbers
                first_x, first_y = (x, y) if letter == "M" else (first_x, first_y)
                before = "m" if letter == "M" and before else letter
                continue
            case "h":
                x += numbers[0]
            case "v":
                y += numbers[0]
            case "a":
                x, y = x + sum(numbers[5::7]), y + sum(numbers[6::7])
            case "z":
                x, y = first_x, first_y
        yield letter + text
        before = letter


def _pair(x: float, y: float) -> str:
    """Return two numbers; a minus sign parts them by itself."""
    one, other = _number(x), _number(y)
    return one + (other if other.startswith("-") else f" {other}")


def _number(value: float) -> str:
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _coarse(x: str, y: str, track: str) -> str:
    """Return reach and track of a drawing, the track no finer than a knob is placed."""
    decimals = [_decimals(axis) for axis in (x, y)]
    places = (place.split(",") for place in track.split(" "))
    told = " ".join(",".join(map(_rounded, place, decimals)) for place in places)
    return f' data-x="{x}" data-y="{y}" data-track="{told}"'


def _decimals(axis: str) -> int:
    """Return how many decimals tell a place on an axis, "low high pixel pixel", as finely as a knob is placed."""
    low, high, start, end = map(float, axis.split(" "))
    step = KNOB * abs(high - low) / max(abs(end - start), 1)
    return max(0, math.ceil(-math.log10(step) - 0.5)) if step else 0


def _rounded(text: str, decimals: int) -> str:
    rounded = f"{float(text):.{decimals}f}"
    if decimals:
        rounded = rounded.rstrip("0").rstrip(".")
    return min(text, POINTLESS.sub(r"\1.", "0" if rounded == "-0" else rounded), key=len)
