"""Point: Drag the dot."""

from aeexplain.demo import Demo, Point, View
from aeexplain.draw import Plane, axes, drawing, line

PLANE = Plane.over(260, 260, (-2, 2), (-2, 2), margins=(28, 12, 38, 42))


def compute(place):
    """Draw it."""
    x, y = place
    mark = line(PLANE, [0, x], [0, y], "a")
    told = f"a line from the middle to ({x}, {y})"
    return {"plot": drawing(260, 260, axes(PLANE, "x", "y"), mark, says=told, reach=PLANE.reach)}


def describe(place):
    """Tell the state."""
    return f"Point: {place}."


DEMO = Demo(
    compute,
    describe,
    controls={"place": Point("Place", "plot", x=(-2, 2), y=(-2, 2), start=(1.0, 0.5))},
    views={"plot": View("", "half")},
)
