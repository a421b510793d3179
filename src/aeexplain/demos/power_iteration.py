"""Multiply any arrow by the covariance, again and again: it turns towards the first principal component.

The power iteration (von Mises and Pollaczek-Geiringer 1929). The tangent of the angle that is left shrinks by the ratio of the
two eigenvalues at every step, exactly; that line is drawn beside the angles which are measured.
"""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from aeexplain.data.ellipse import ellipse
from aeexplain.demo import Check, Demo, Point, Seed, Slider, View, readout
from aeexplain.draw import Drawing, Plane, arrows, axes, drawing, line, points, polygons

COUNT = 60
STEPS = 8
SIDE = 440  # of the drawing
REACH, INNER = (
    4.4,
    4.0,
)  # of the drawn plane, from its middle; and of the part of it where something is pressed
LENGTH = 3.2  # of a drawn arrow, the first one aside
WEDGE, BEYOND = 1.8, 0.75  # the wedge's radius, and how far beyond an arrow's tip the button stands
LOWEST = -6.0  # of the drawn exponents of ten: a millionth of a degree


def compute(start, steps, seed):
    cloud, covariance = _cloud(seed)
    values, vectors = np.linalg.eigh(covariance)
    first, ratio = vectors[:, 1], float(values[0] / values[1])
    ways = _walk(covariance, start)  # (9, 2), each of length one
    angles = _angles(ways, first)  # (9,) degrees
    return {
        "plane": _drawn(cloud, ways, start, first, steps, angles[steps]),
        "angles": lambda: _curve(angles, steps, ratio),
        "left": readout(angles[steps], ".2f"),
        "ratio": readout(ratio, ".3f"),
        "variance": readout(float(ways[steps] @ covariance @ ways[steps]), ".3f"),
        "most": readout(values[1], ".3f"),
        "ways": ways,
        "covariance": covariance,
        "turns": angles,
    }


def describe(start, steps, seed, left, variance, most):
    return (
        f"From {start}, after {steps} multiplications by the covariance of points {seed}, the arrow is {left} degrees from the "
        f"first principal component and keeps a variance of {variance} of at most {most}."
    )


@lru_cache(maxsize=4)
def _cloud(seed: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    cloud = ellipse(np.random.default_rng(seed), COUNT)
    cloud = cloud - cloud.mean(0)
    return cloud, cloud.T @ cloud / COUNT


def _walk(covariance: NDArray[np.float64], start: tuple[float, float]) -> NDArray[np.float64]:
    """Return the arrow (steps + 1, 2) after each multiplication, at length one; of no length, it begins to the right."""
    way = np.array(start if any(start) else (1.0, 0.0))
    ways = [way / np.hypot(*way)]
    for _ in range(STEPS):
        way = covariance @ ways[-1]
        ways.append(way / np.hypot(*way))
    return np.array(ways)


def _angles(ways: NDArray[np.float64], first: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the angles (n,) in degrees between the lines along the ways (n, 2) and along the first component (2,)."""
    across = np.abs(ways[:, 0] * first[1] - ways[:, 1] * first[0])
    angles: NDArray[np.float64] = np.rad2deg(np.arctan2(across, np.abs(ways @ first)))
    return angles


def variance_does_not_fall(ways, covariance):
    """Compare the variance along the arrow after every multiplication to that before it."""
    kept = ((ways @ covariance) * ways).sum(1)  # (9,)
    return kept[1:], ">=", kept[:-1]


def tangent_shrinks(turns, ratio):
    """Compare the tangents after every step to those before, times the ratio; an arrow at a right angle has none."""
    tangents = np.tan(np.deg2rad(turns))
    return (tangents[1:], "==", ratio * tangents[:-1]) if turns[0] < 89 else None


def _drawn(cloud, ways, start: tuple[float, float], first, steps: int, angle: float) -> Drawing:
    """Return the arrow after so many steps, those before it, and its angle to the first component as a wedge."""
    plane = Plane.over(SIDE, SIDE, (-REACH, REACH), (-REACH, REACH), margins=(0, 0, 0, 0))
    ends = np.outer((-REACH, REACH), first) * 1.5
    tips = LENGTH * ways  # (9, 2)
    tips[0] = start if any(start) else tips[0]
    tails = np.zeros_like(tips)
    now = ways[steps]
    return drawing(
        SIDE,
        SIDE,
        points(plane, cloud[:, 0], cloud[:, 1], "dimmed", "large"),
        polygons(plane, [_wedge(now, first)], "b", filled=True),
        line(plane, ends[:, 0], ends[:, 1], "b"),
        arrows(plane, tails[:steps], tips[:steps], "muted") if steps else "",
        arrows(plane, tails[steps : steps + 1], tips[steps : steps + 1], "a bold"),
        says=f"an arrow after {steps} multiplications, {angle:.1f} degrees from the first principal component",
        reach=plane.reach,
        track=_beyond(tips),
    )


def _wedge(way: NDArray[np.float64], first: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the corners (n, 2) of the wedge between a way (2,) and the nearer end of the first component (2,)."""
    near = first * (np.sign(way @ first) or 1)
    begin, end = np.arctan2(near[1], near[0]), np.arctan2(way[1], way[0])
    turn = (end - begin + np.pi) % (2 * np.pi) - np.pi  # the short way round
    turns = begin + turn * np.linspace(0, 1, 25)
    return np.concatenate((np.zeros((1, 2)), WEDGE * np.stack((np.cos(turns), np.sin(turns)), 1)))


def _beyond(tips: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return places (n, 2) a little beyond the tips (n, 2), within the plane, for what is pressed."""
    lengths = np.hypot(*tips.T)[:, None]
    beyond: NDArray[np.float64] = np.clip(tips * (1 + BEYOND / lengths), -INNER, INNER)
    return beyond


def _curve(angles: NDArray[np.float64], steps: int, ratio: float) -> Drawing:
    plane = Plane.over(400, 260, (0, STEPS), (LOWEST, 2), margins=(28, 16, 38, 62))
    expected = np.rad2deg(
        np.arctan(np.tan(np.deg2rad(min(angles[0], 89.99))) * ratio ** np.arange(STEPS + 1))
    )
    drawn = np.log10(np.maximum((angles, expected), 10**LOWEST))  # (2, 9)
    return drawing(
        400,
        260,
        axes(plane, "multiplications", "degrees left", about=(8, 5), powers=True),
        line(plane, np.arange(STEPS + 1), drawn[1], "b"),
        points(plane, np.arange(STEPS + 1), drawn[0], "muted", "large"),
        points(plane, [steps], drawn[0, [steps]], "a", "large"),
        says=f"degrees left, from {angles[0]:.1f} to {angles[-1]:.2g} in {STEPS} steps; now {angles[steps]:.2g}",
    )


DEMO = Demo(
    compute,
    describe,
    controls={
        "start": Point("First arrow", "plane", (-4, 4), (-4, 4), start=(1.0, -3.0), step=0.2),
        "steps": Slider(
            "Multiplications",
            0,
            STEPS,
            start=1,
            plays=True,
            on="plane",
            grip="button",
            press="× C",
            hint="press",
        ),
        "seed": Seed("Points", "Other points"),
    },
    views={
        "plane": View("The arrow, and its angle to the first component", "half"),
        "angles": View("Angle to the first component", "half"),
        "left": View("Degrees left"),
        "ratio": View(r"Ratio $\lambda_2/\lambda_1$"),
        "variance": View("Variance along the arrow"),
        "most": View(r"At most, $\lambda_1$"),
    },
    main="steps",
    stage=("plane",),
    bar=("steps", "seed"),
    checks=(
        Check("Every arrow has length 1", lambda ways: (np.linalg.norm(ways, axis=1), "==", 1)),
        Check("No arrow keeps more variance than λ₁", lambda variance, most: (variance, "<=", most)),
        Check("No multiplication lowers the variance along the arrow", variance_does_not_fall),
        Check("Every step multiplies the tangent of the angle by λ₂ ÷ λ₁", tangent_shrinks),
    ),
    line="Multiplied by C {steps} ×, the arrow is {left}° off the first component.",
)
