"""Python draws: scales, axes and marks become SVG text, arrays become pixels.

A mark is a function that returns SVG text; a `Plane` places marks on two scales; `drawing` wraps them into a view. Colours
are CSS classes, never literals, so that dark mode, print and forced colours come free.
"""

from aeexplain.draw.images.image_grid import image_grid
from aeexplain.draw.images.pixels import Pixels, grounded, heat, ink, inks, overlaid, reached, scaled, signed
from aeexplain.draw.marks.arrows import arrows
from aeexplain.draw.marks.bars import bars
from aeexplain.draw.marks.filled_contours import filled_contours
from aeexplain.draw.marks.label import label
from aeexplain.draw.marks.layer_diagram import Stack, band, sheets
from aeexplain.draw.marks.line import line
from aeexplain.draw.marks.opacity_marks import opacity_marks
from aeexplain.draw.marks.points import points
from aeexplain.draw.marks.polygons import ellipses, polygons
from aeexplain.draw.marks.rule import rule
from aeexplain.draw.marks.scatter_groups import scatter_groups
from aeexplain.draw.marks.segments import segments
from aeexplain.draw.marks.thumbnails import thumbnails
from aeexplain.draw.marks.trails import trails
from aeexplain.draw.plane import Plane, axes
from aeexplain.draw.scale import Linear
from aeexplain.draw.svg import Drawing, drawing, tag

__all__ = [
    "Drawing",
    "Linear",
    "Pixels",
    "Plane",
    "Stack",
    "arrows",
    "axes",
    "band",
    "bars",
    "drawing",
    "ellipses",
    "filled_contours",
    "grounded",
    "heat",
    "image_grid",
    "ink",
    "inks",
    "label",
    "line",
    "opacity_marks",
    "overlaid",
    "points",
    "polygons",
    "reached",
    "rule",
    "scaled",
    "scatter_groups",
    "segments",
    "sheets",
    "signed",
    "tag",
    "thumbnails",
    "trails",
]
