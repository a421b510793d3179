"""Every handle once, on the plainest of drawings; the sentence tells what each control held, so that a test can read it."""

import numpy as np

from aeexplain.demo import Cells, Choice, Demo, Point, Slider, View
from aeexplain.draw import Plane, bars, drawing, ink, line, overlaid, points, reached

BARS = Plane.over(400, 200, (0, 20), (0, 1), (20, 20, 40, 20))
LEVELS = Plane.over(200, 200, (0, 1), (-1, 1), (20, 60, 20, 20))
TURNS = np.linspace(0, 1.5 * np.pi, 61)
CIRCLE = np.column_stack((np.cos(TURNS), np.sin(TURNS)))
STOPS = [(0.0, -1.0), (0.5, 0.0), (1.0, 0.0)]
ROUND = Plane.over(300, 300, (-1.5, 1.5), (-1.5, 1.5))


LANES = Plane.over(40, 20, (0, 4), (0, 2), (0, 0, 0, 0))


def compute(k, level, turn, frame, face, stop, place, upper, lower, rubbed, framed):
    strip = reached(ink(np.tile(np.eye(8, 8), 5), "five pictures"), x=(0, 5), y=(0, 1))
    return {
        "code": drawing(
            400,
            200,
            bars(BARS, np.ones(20) * 0.8, np.arange(20) < k),
            says="twenty bars",
            reach=BARS.reach,
        ),
        "levels": drawing(200, 200, says="levels", reach=LEVELS.reach),
        "round": drawing(300, 300, line(ROUND, *CIRCLE.T, "a"), says="arc", reach=ROUND.reach, track=CIRCLE),
        "film": strip,
        "other": strip,
        "sheet": ink(np.zeros((24, 32)), "seven faces in four columns"),
        "copy": ink(np.zeros((24, 32)), "the same seven"),
        "stops": drawing(200, 200, says="a broken line", reach=LEVELS.reach, track=STOPS),
        "picture": reached(ink(np.zeros((8, 8)), "a picture"), x=(0, 1), y=(0, 1)),
        "lanes": overlaid(
            reached(ink(np.zeros((2, 4)), "two strips"), x=(0, 4), y=(0, 2)),
            *(40, 20),
            points(LANES, [upper + 0.5], [1.5], "a"),
        ),
        "plate": reached(ink(np.zeros((8, 8)), "a plate"), x=(0, 4), y=(0, 4)),
        "patches": reached(ink(np.zeros((2, 4)), "patches"), x=(0, 4), y=(0, 2)),
    }


def describe(k, level, turn, frame, face, stop, place, upper, lower, rubbed, framed):
    held = (k, level, turn, frame, face, stop, place, upper, lower, rubbed, framed)
    return " | ".join(str(each) for each in held)


DEMO = Demo(
    compute,
    describe,
    controls={
        "k": Slider("Numbers kept", 0, 20, start=12, plays=True, on="code"),
        "level": Slider("Level", -0.8, 0.8, start=0.0, step=0.1, on="levels", along="y"),
        "turn": Slider("Turn", 0, 270, start=90, step=5, on="round", grip="knob"),
        "frame": Slider("Picture", 0, 4, start=1, on=("film", "other"), grip="ring", offset=0.5),
        "face": Choice("Face", ("a", "b", "c", "d", "e", "f", "g"), on=("sheet", "copy"), columns=4),
        "stop": Choice("Stop", ("near", "middle", "far"), on="stops", grip="knob"),
        "place": Point(
            "Place", "picture", (0, 1), (0, 1), start=(0.5, 0.5), step=0.1, reticle=True, hint="look"
        ),
        "upper": Slider("Upper", 0, 3, start=1, on="lanes", grip="ring", offset=0.5, lane=(0, 1)),
        "lower": Slider("Lower", 0, 3, start=2, on="lanes", grip="ring", offset=0.5, lane=(1, 2)),
        "rubbed": Cells("Rubbed", "patches", 4, 2, rubs=True, hint="rub"),
        "framed": Point("Framed", "plate", (0, 4), (0, 4), start=(1, 1), step=0.5, cell=2),
    },
    views={
        name: View(name.capitalize(), "half")
        for name in (
            *("code", "levels", "round", "film", "other", "sheet"),
            *("copy", "stops", "picture", "lanes", "patches", "plate"),
        )
    },
)
