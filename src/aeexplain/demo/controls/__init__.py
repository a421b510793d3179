"""Every control that a figure can have. One kind is one file here and one module of the same name in the page."""

from aeexplain.demo.controls.cells import Cells
from aeexplain.demo.controls.choice import Choice
from aeexplain.demo.controls.control import Control
from aeexplain.demo.controls.pad import Pad
from aeexplain.demo.controls.point import Point
from aeexplain.demo.controls.range import Range
from aeexplain.demo.controls.rotation import Rotation
from aeexplain.demo.controls.seed import Seed
from aeexplain.demo.controls.slider import Slider
from aeexplain.demo.controls.toggle import Toggle

__all__ = ["Cells", "Choice", "Control", "Pad", "Point", "Range", "Rotation", "Seed", "Slider", "Toggle"]
