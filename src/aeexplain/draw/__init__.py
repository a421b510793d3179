"""Python draws: scales, axes and marks become SVG text, arrays become pixels.

A mark is a function that returns SVG text; a `Plane` places marks on two scales; `drawing` wraps them into a view. Colours
are CSS classes, never literals, so that dark mode, print and forced colours come free.
"""

from aeexplain.draw.arrows import arrows
from aeexplain.draw.bars import bars
from aeexplain.draw.clouds import clouds
from aeexplain.draw.film import film
from aeexplain.draw.label import label
from aeexplain.draw.line import line
from aeexplain.draw.mosaic import mosaic
from aeexplain.draw.pixels import Pixels, heat, ink, reached, scaled, signed
from aeexplain.draw.plane import Plane, axes
from aeexplain.draw.points import points
from aeexplain.draw.polygons import ellipses, polygons
from aeexplain.draw.rule import rule
from aeexplain.draw.scale import Linear
from aeexplain.draw.segments import segments
from aeexplain.draw.shades import shades
from aeexplain.draw.stacks import Stack, band, sheets
from aeexplain.draw.svg import Drawing, drawing, tag
from aeexplain.draw.terraces import terraces
from aeexplain.draw.trails import trails

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
    "clouds",
    "drawing",
    "ellipses",
    "film",
    "heat",
    "ink",
    "label",
    "line",
    "mosaic",
    "points",
    "polygons",
    "reached",
    "rule",
    "scaled",
    "segments",
    "shades",
    "sheets",
    "signed",
    "tag",
    "terraces",
    "trails",
]
