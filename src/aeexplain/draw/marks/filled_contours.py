"""A surface seen from above as flat terraces: where it is as high as a level, for each of several levels."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from aeexplain.draw.finite import fault_of, refuse, shape_fault
from aeexplain.draw.plane import Plane
from aeexplain.draw.svg import pairs, tag


def filled_contours(plane: Plane, heights: NDArray[np.floating], levels: Sequence[float], series: str) -> str:
    """Return for each level the area that is as high, faint, so that those over one another add up.

    heights (rows, columns) belong to the nodes of an even grid over the plane's box, the first row at the bottom.
    """
    shapes = shape_fault(heights=(heights, ("rows", "columns")), levels=(levels, ("n",)))
    fault = shapes or fault_of(heights, "heights") or fault_of(levels, "levels")
    if fault:
        return refuse(f"filled_contours: {fault[0]}", fault[1])
    return "".join(_contour(plane, heights, level, series) for level in levels)


def _contour(plane: Plane, heights: NDArray[np.floating], level: float, series: str) -> str:
    ringed = np.full(np.add(heights.shape, 2), level - 1)  # so that every outline closes within the box
    ringed[1:-1, 1:-1] = heights
    loops = outlines(ringed >= level)
    if not loops:
        return ""
    places = np.clip(
        crossings(ringed, level, np.concatenate(loops)) - 1, 0, np.array(heights.shape)[::-1] - 1
    )
    (left, right), (bottom, top) = plane.x.pixels, plane.y.pixels
    steps = np.array([right - left, top - bottom]) / (np.array(heights.shape)[::-1] - 1)
    path = pairs(
        "".join(["M%d %d" + "L%d %d" * (len(loop) - 1) + "z" for loop in loops]),
        (left, bottom) + steps * places,
    )
    return tag("path", class_=f"terrace fill-{series}", d=path, transform="scale(.1)")


def outlines(above: NDArray[np.bool_]) -> list[list[int]]:
    """Return the closed outlines of what is above (rows, columns), each as the edges that it crosses, in order.

    An edge's number is twice that of the node from which it goes, counted row by row, plus 0 to the right or 1 upwards. Each
    outline has what is above on its left. These are marching squares: around a cell, a crossing that goes down leads to
    one that goes up.
    """
    rows, columns = above.shape
    node = 2 * np.arange(rows * columns).reshape(rows, columns)
    low, right, high = node[:-1, :-1], node[:-1, 1:], node[1:, :-1]
    # The corners of every cell, anticlockwise from the bottom: (rows - 1, columns - 1, 4).
    edges = np.stack((low, right + 1, high, low + 1), -1)
    corners = np.stack((above[:-1, :-1], above[:-1, 1:], above[1:, 1:], above[1:, :-1]), -1)
    after = corners[..., [1, 2, 3, 0]]
    follows = dict(zip(edges[corners & ~after].tolist(), edges[~corners & after].tolist(), strict=True))
    loops = []
    while follows:
        first, edge = follows.popitem()
        loop = [first]
        while edge != first:
            loop.append(edge)
            edge = follows.pop(edge)
        loops.append(loop)
    return loops


def crossings(heights: NDArray[np.floating], level: float, edges: NDArray[np.integer]) -> NDArray[np.float64]:
    """Return where the level is on edges (n,), numbered as in `outlines`: columns and rows (n, 2), between two nodes."""
    node, upwards = edges // 2, edges % 2
    row, column = np.divmod(node, heights.shape[1])
    here, there = heights[row, column], heights[row + upwards, column + 1 - upwards]
    share = (level - here) / (there - here)
    return np.stack((column + (1 - upwards) * share, row + upwards * share), 1)
