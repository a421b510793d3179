"""Rotation: Turn the cube."""

import numpy as np

from aeexplain.demo import Demo, Rotation, View
from aeexplain.draw import Plane, axes, drawing, segments

PLANE = Plane.over(260, 260, (-2, 2), (-2, 2), margins=(28, 12, 38, 42))


def compute(side):
    """Draw it."""
    azimuth, elevation = np.radians(side)
    corners = np.array([(x, y, z) for x in (-1, 1) for y in (-1, 1) for z in (-1, 1)], float)
    right = corners @ (-np.sin(azimuth), np.cos(azimuth), 0)
    up = corners @ (
        -np.sin(elevation) * np.cos(azimuth),
        -np.sin(elevation) * np.sin(azimuth),
        np.cos(elevation),
    )
    flat = np.stack((right, up), 1)
    edges = [(i, j) for i in range(8) for j in range(i) if np.abs(corners[i] - corners[j]).sum() == 2]
    mark = segments(PLANE, flat[[i for i, _ in edges]], flat[[j for _, j in edges]], "a")
    told = f"a cube from azimuth {side[0]} and elevation {side[1]}"
    return {"plot": drawing(260, 260, axes(PLANE, "x", "y"), mark, says=told, reach=PLANE.reach)}


def describe(side):
    """Tell the state."""
    return f"Rotation: {side}."


DEMO = Demo(
    compute,
    describe,
    controls={"side": Rotation("Side", "plot", start=(30, 20))},
    views={"plot": View("", "half")},
)
