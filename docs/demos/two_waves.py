"""The sum of two waves: replace this by the sentence that says what a reader learns."""

import numpy as np

from aeexplain.demo import Check, Demo, Slider, View, readout
from aeexplain.draw import Plane, axes, drawing, line


def compute(shift):
    """Draw one state: each parameter is a control, each key that comes back is a view."""
    t = np.linspace(0, 4 * np.pi, 200)  # (200,)
    one, other = np.sin(t), np.sin(t + shift)
    both = one + other
    plane = Plane.over(380, 210, (0, 13), (-2, 2), margins=(28, 12, 38, 42))
    frame = axes(plane, "time", "height")
    waves = [line(plane, t, one, "a"), line(plane, t, other, "b")]  # colours that follow light and dark
    return {
        "waves": drawing(380, 210, frame, *waves, says=f"two waves, the second shifted by {shift}"),
        "sum": drawing(
            380, 210, frame, line(plane, t, both, "ink"), says=f"a wave of height {both.max():.2f}"
        ),
        "height": readout(both.max(), ".2f"),
    }


def describe(shift, height):
    """Tell the state in a sentence, for those who cannot see it."""
    return f"Shifted by {shift}, the two waves add up to one of height {height}."


DEMO = Demo(
    compute,
    describe,
    controls={"shift": Slider("Shift, $s$", 0, 3.2, start=1.0, step=0.1, plays=True)},
    views={
        "waves": View("Two waves", "half"),
        "sum": View("Their sum", "half"),
        "height": View("Height of the sum"),
    },
    # What holds in every state; readers find it under Check in the figure's menu.
    checks=(
        Check(
            "The sum is 2·|cos(s/2)| high",
            lambda shift, height: (height, "==", 2 * abs(np.cos(shift / 2))),
            within=2e-3,
        ),
        Check("No sum is higher than both waves together", lambda height: (height, "<=", 2)),
    ),
)
