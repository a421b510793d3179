"""The parts of an autoencoder, as a schematic: layers narrow to the code and widen again. Drawn by hand, nothing trained."""

import itertools

import numpy as np

from aeexplain.demo import Demo, View
from aeexplain.draw import drawing, label, tag

COLUMNS = (("x", 9), ("", 6), ("z", 3), ("", 6), ("x\N{COMBINING CIRCUMFLEX ACCENT}", 9))
WIDTH, HEIGHT = 560, 270
MIDDLE = 122


def compute():
    xs = np.linspace(60, WIDTH - 60, len(COLUMNS))
    columns = [[(float(x), y) for y in _heights(count)] for x, (_, count) in zip(xs, COLUMNS, strict=True)]
    names = (label(name, x, 30, anchor="middle") for x, (name, _) in zip(xs, COLUMNS, strict=True) if name)
    return {
        "network": drawing(
            WIDTH,
            HEIGHT,
            *(_edges(*pair) for pair in itertools.pairwise(columns)),
            *(_units(column, "code" if i == 2 else "") for i, column in enumerate(columns)),
            *names,
            _bracket(xs[0], xs[2] - 14, "encoder, f"),
            _bracket(xs[2] + 14, xs[4], "decoder, g"),
            says="layers of 9, 6, 3, 6 and 9 units joined by lines, narrowest in the middle",
        )
    }


def describe():
    return "A schematic: an input of nine units passes through a code of three and is rebuilt as nine."


def _heights(count: int) -> list[float]:
    return [MIDDLE + 18.0 * (i - (count - 1) / 2) for i in range(count)]


def _edges(left: list[tuple[float, float]], right: list[tuple[float, float]]) -> str:
    d = "".join(f"M{x0:.0f} {y0:.0f}L{x1:.0f} {y1:.0f}" for x0, y0 in left for x1, y1 in right)
    return tag("path", class_="edge", d=d)


def _units(column: list[tuple[float, float]], kind: str) -> str:
    return tag("path", class_=f"unit {kind}".strip(), d="".join(f"M{x:.0f} {y:.0f}h0" for x, y in column))


def _bracket(left: float, right: float, name: str) -> str:
    y = HEIGHT - 42
    return tag("path", class_="rule", d=f"M{left:.0f} {y - 6}v6H{right:.0f}v-6") + label(
        name, (left + right) / 2, y + 22, anchor="middle"
    )


DEMO = Demo(compute, describe, controls={}, views={"network": View("", "full")})
