"""Sheets and bands: a network's layers."""

from aeexplain.demo import Demo, Slider, View
from aeexplain.draw import Stack, band, drawing, sheets


def compute(channels):
    """Draw it."""
    image, code = Stack(80, 100, 120, 1), Stack(280, 100, 50, channels)
    marks = [sheets(image, "ink"), band(image, code, "encoder", 2), sheets(code, "a")]
    return {"plot": drawing(360, 190, *marks, says=f"an image that becomes a code of {channels} channels")}


def describe(channels):
    """Tell the state."""
    return f"Channels: {channels}."


DEMO = Demo(
    compute,
    describe,
    controls={"channels": Slider("Channels", 1, 8, start=4, step=1, plays=True)},
    views={"plot": View("", "half")},
)
