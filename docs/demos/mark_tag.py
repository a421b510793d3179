"""One element of SVG, for what no mark draws."""

from aeexplain.demo import Demo, Slider, View
from aeexplain.draw import drawing, tag


def compute(radius):
    """Draw it."""
    ring = tag("circle", cx=150, cy=100, r=radius, fill="none", stroke="currentColor")
    return {"plot": drawing(300, 200, ring, says=f"a ring of radius {radius}")}


def describe(radius):
    """Tell the state."""
    return f"Radius: {radius}."


DEMO = Demo(
    compute,
    describe,
    controls={"radius": Slider("Radius", 10, 90, start=50, step=5, plays=True)},
    views={"plot": View("", "half")},
)
