"""What a hand does beside dragging: it taps the cell under a ring, presses a view or a word on it, and turns a line."""

import numpy as np

from aeexplain.demo import Cells, Demo, Seed, Slider, View
from aeexplain.draw import Plane, drawing, ink, points

PLANE = Plane.over(300, 200, (-3, 3), (-2, 2), (0, 0, 0, 0))
TIPS = ((1, 1), (2, 1), (2.5, 0), (0, -1))
ROW = Plane.over(400, 80, (0, 5), (1, 0), (0, 0, 0, 0))


def compute(k, out, noise, angle, times):
    return {
        "row": drawing(400, 80, points(ROW, [k + 0.5], [0.5], "a"), says="five cells", reach=ROW.reach),
        "plane": drawing(300, 200, says="a plane", reach=PLANE.reach, track=TIPS),
        "noisy": ink(np.random.default_rng(noise).random((8, 8)), "noise"),
    }


def describe(k, out, noise, angle, times):
    return f"{k} | {out} | {noise} | {angle} | {times}"


DEMO = Demo(
    compute,
    describe,
    controls={
        "k": Slider("Last of them", 0, 4, start=3, on="row", grip="ring", offset=0.5),
        "out": Cells("Taken out", "row", columns=5, rows=1),
        "noise": Seed("Noise number", "New noise", start=7, on="noisy"),
        "angle": Slider("Angle", 0, 180, start=90, on="plane", grip="line"),
        "times": Slider("Repeats", 0, 3, start=2, on="plane", grip="button", press="next"),
    },
    views={"row": View("Row", "half"), "noisy": View("Noisy", "half"), "plane": View("Plane", "half")},
)
