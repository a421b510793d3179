"""A walker who is drawn to a place that the reader chooses."""

import numpy as np

from aeexplain.demo import Atlas, Demo, Point, Slider, View, readout
from aeexplain.draw import Plane, arrows, axes, drawing, line, points

PLANE = Plane.over(380, 300, (-2, 2), (-1.5, 1.5), margins=(28, 12, 38, 42))
STEPS = 60


def compute(goal, pull):
    """Draw the walk's beginning: each parameter is a control, each key that comes back is a view."""
    return _shown(np.zeros((1, 2)), goal, pull)


def run(goal, pull):
    """Walk, and show every step: the page asks for the next one after it has painted the last."""
    rng = np.random.default_rng(0)
    way = np.zeros((1, 2))  # (steps, 2)
    for _ in range(STEPS):
        step = pull * (np.array(goal) - way[-1]) + 0.1 * rng.normal(size=2)
        way = np.vstack((way, way[-1] + step))
        yield _shown(way, goal, pull)


def describe(goal, left):
    """Tell the state in a sentence, for those who cannot see it."""
    return f"The goal stands at {goal}; the walker is {left} away from it."


def _shown(way, goal, pull):
    here, left = way[-1:], float(np.hypot(*(way[-1] - goal)))
    drawn = arrows(PLANE, here, pull * (np.array(goal) - here), "b bold")
    marks = [
        line(PLANE, *way.T, "muted"),
        drawn,
        points(PLANE, *here.T, "b", "large"),
        points(PLANE, [goal[0]], [goal[1]], "a"),
    ]
    says = f"a walk of {len(way) - 1} steps that ends {left:.2f} from its goal"
    return {
        "walk": drawing(380, 300, axes(PLANE, "x", "y"), *marks, says=says, reach=PLANE.reach),
        "left": readout(left, ".2f"),
    }


DEMO = Demo(
    compute,
    describe,
    controls={
        "goal": Point("Goal", "walk", x=(-2, 2), y=(-1.5, 1.5), start=(1, 0.5)),
        "pull": Slider("Pull", 0.0, 0.5, start=0.1, step=0.05),
    },
    views={"walk": View("The walk", "half"), "left": View("Distance left")},
    run=run,
    starts="Walk",
    atlas=Atlas("pull", (0.0, 0.1, 0.25, 0.5)),
)
