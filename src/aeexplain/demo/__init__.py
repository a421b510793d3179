"""The vocabulary of a demo: one function, its controls, its views."""

from aeexplain.demo.atlas import Atlas
from aeexplain.demo.controls import Cells, Choice, Control, Pad, Point, Rotation, Seed, Slider, Toggle
from aeexplain.demo.demo import Demo
from aeexplain.demo.views import Drawing, Frame, Pixels, Readout, Shown, View, Words, readout

__all__ = [
    "Atlas",
    "Cells",
    "Choice",
    "Control",
    "Demo",
    "Drawing",
    "Frame",
    "Pad",
    "Pixels",
    "Point",
    "Readout",
    "Rotation",
    "Seed",
    "Shown",
    "Slider",
    "Toggle",
    "View",
    "Words",
    "readout",
]
