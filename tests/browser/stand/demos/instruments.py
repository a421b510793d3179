"""Every control once, on the plainest of drawings; the sentence tells what each held, so that a test can read it."""

import numpy as np

from aeexplain.demo import (
    Cells,
    Choice,
    Demo,
    Pad,
    Point,
    Rotation,
    Seed,
    Slider,
    Toggle,
    View,
    Words,
)
from aeexplain.draw import Plane, drawing, ink, label, reached

PLANE = Plane.over(400, 300, (-2, 2), (-1.5, 1.5), (20, 20, 20, 20))
UNDRAWN = 4444  # the seed whose state cannot be drawn


def compute(t, sample, loud, seed, first, second, here, side, hand, marked):
    return shown(t, "nan" if seed == UNDRAWN else "not run")


def run(t, sample, loud, seed, first, second, here, side, hand, marked):
    for step in range(1, 10 * t + 1):
        if loud and step == 3:
            raise ValueError("three is too loud")
        yield shown(t, f"run {step}")


def shown(t, step):
    board = drawing(400, 300, says="a plane", reach=PLANE.reach)
    return {
        "plane": drawing(400, 300, label(f"{t}", 9, 20), says="a plane", reach=PLANE.reach),
        "sky": board,
        "ball": drawing(300, 300, says="a ball"),
        "grid": reached(ink(np.zeros((2, 4)), "an empty grid"), x=(0, 4), y=(0, 2)),
        "step": Words(step),
    }


def describe(t, sample, loud, seed, first, second, here, side, hand, marked, step):
    values = (t, sample, loud, seed, first, second, here, side, hand, marked, step)
    return " | ".join(str(each) for each in values)


DEMO = Demo(
    compute,
    describe,
    controls={
        "t": Slider("Time", 0, 20, start=10, plays=True),
        "sample": Choice("Sample", ("one", "two")),
        "loud": Toggle("Loud"),
        "seed": Seed("Seed", "Another", start=9998),
        "first": Point("Point $z$", "plane", (-2, 2), (-1, 1), start=(-1, 0)),
        "second": Point("Second point", "plane", (-2, 2), (-1, 1), start=(1, 0)),
        "here": Point("Here", "sky", (-2, 2), (-1, 1), start=(0, 0), hovers=True),
        "side": Rotation("Side", "ball", start=(30, 20)),
        "hand": Pad("Draw"),
        "marked": Cells("Marked", "grid", 4, 2),
    },
    views={
        "plane": View("Plane", "half"),
        "sky": View("Sky", "half"),
        "ball": View("Ball", "half"),
        "grid": View("Grid", "half"),
        "step": View("Step"),
    },
    run=run,
    starts="Train",
    bar=("t", "loud", "run"),
)
