"""Turn a line through a cloud of points: what its shadows on the line keep of the variance, and what they lose.

The sum of both does not change (Pythagoras, for each point), so that the line which keeps most is the one which loses least:
the first principal component (Pearson 1901).
"""

from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from aeexplain.data.ellipse import ellipse
from aeexplain.demo import Check, Demo, Seed, Slider, View, Words, readout
from aeexplain.draw import Drawing, Plane, axes, drawing, label, line, points, rule, segments, tag

COUNT = 60
WIDTH, TALL, BAR = 520, 440, 36  # of the drawing; and the height of the bar over the cloud
REACH = 3.7  # of the drawn plane, upwards from its middle
ACROSS = REACH * WIDTH / (TALL - BAR - 60)  # and sidewards, on the same scale
ANGLES = np.arange(0, 181, 3)  # degrees, where the curve is computed
BEST = 0.5  # degrees: so near to the first component, the line counts as found


def compute(angle, seed):
    cloud = _cloud(seed)  # (60, 2), centred
    way = _ways(np.array([angle]))[0]  # (2,)
    along = cloud @ way  # (60,): each point's coordinate on the line
    shadows = along[:, None] * way  # (60, 2)
    kept, all_of_it = float(np.mean(along**2)), float(np.mean((cloud**2).sum(1)))
    best = _best(seed)
    most = float(np.mean((cloud @ _ways(np.array([best]))[0]) ** 2))
    return {
        "cloud": _drawn(cloud, shadows, angle, Parts(kept, most, all_of_it)),
        "curve": lambda: _curve(cloud, angle, kept, best),
        "kept": readout(kept, ".3f"),
        "lost": readout(all_of_it - kept, ".3f"),
        "sum": readout(all_of_it, ".3f"),
        "verdict": Words(verdict(angle, best)),
        "points": cloud,
        "shadows": shadows,
        "way": way,
    }


class Parts(NamedTuple):
    """Of the variance: what the line keeps, the most that a line can keep, and all of it."""

    kept: float
    most: float
    everything: float


def verdict(angle: float, best: float) -> str:
    """Return how far the line is from the first component, which lies at `best` degrees."""
    away = abs((angle - best + 90) % 180 - 90)
    return "found" if away <= BEST else f"{away:.0f}° away"


def describe(angle, seed, kept, lost, verdict):
    return (
        f"Of points {seed}, a line at {angle} degrees keeps a variance of {kept} and loses {lost}; "
        f"first principal component: {verdict}."
    )


@lru_cache(maxsize=4)
def _cloud(seed: int) -> NDArray[np.float64]:
    cloud = ellipse(np.random.default_rng(seed), COUNT)
    centred: NDArray[np.float64] = cloud - cloud.mean(0)
    return centred


def _best(seed: int) -> float:
    """Return the angle of the first principal component in degrees, from 0 to 180."""
    cloud = _cloud(seed)
    _, vectors = np.linalg.eigh(cloud.T @ cloud)
    return float(np.rad2deg(np.arctan2(vectors[1, 1], vectors[0, 1])) % 180)


def _ways(angles: NDArray[Any]) -> NDArray[np.float64]:
    """Return the unit vectors (n, 2) at n angles in degrees."""
    turns = np.deg2rad(angles)
    return np.stack((np.cos(turns), np.sin(turns)), 1)


def _drawn(cloud: NDArray[Any], shadows: NDArray[Any], angle: float, parts: Parts) -> Drawing:
    """Return the cloud with its shadows (60, 2) on the line, which is the handle's, under a bar of what they keep and lose."""
    plane = Plane.over(WIDTH, TALL, (-ACROSS, ACROSS), (-REACH, REACH), margins=(BAR + 48, 0, 12, 0))
    return drawing(
        WIDTH,
        TALL,
        _bar(parts),
        segments(plane, cloud, shadows, "b"),
        points(plane, cloud[:, 0], cloud[:, 1], "ink", "large"),
        points(plane, shadows[:, 0], shadows[:, 1], "a", "large"),
        says=f"{COUNT} points and their shadows on a line at {angle} degrees, which keep {parts.kept / parts.everything:.0%} "
        f"of the variance, where a line can keep {parts.most / parts.everything:.0%}",
        reach=plane.reach,
    )


def _bar(parts: Parts) -> str:
    """Return a bar, always as long: what is kept, what is lost, and a mark at the most that a line can keep."""
    kept, most = (WIDTH * share / parts.everything for share in (parts.kept, parts.most))
    return tag(
        "g",
        tag("rect", class_="fill-a", x=0.0, y=22, width=kept, height=BAR),
        tag("rect", class_="fill-b", x=kept, y=22, width=WIDTH - kept, height=BAR),
        tag("path", class_="line series-ink", d=f"M{most:.1f} 14V{22 + BAR + 8}"),
        label("kept", 0, 14, "a"),
        label("lost", WIDTH, 14, "b", "end"),
        label("most that a line keeps", most - 8, 14, anchor="end"),
        class_="signs",
    )


def _curve(cloud, angle: float, kept: float, best: float) -> Drawing:
    curve = ((cloud @ _ways(ANGLES).T) ** 2).mean(0)  # (61,)
    plane = Plane.over(400, 260, (0, 180), (0, float(curve.max()) * 1.15), margins=(28, 16, 38, 42))
    top = float(plane.y(curve.max()))
    side = "start" if best < 100 else "end"
    return drawing(
        400,
        260,
        axes(plane, "angle of the line, degrees", "variance kept", about=(6, 4)),
        rule(plane, x=angle),
        line(plane, ANGLES, curve, "a"),
        points(plane, [best], [curve.max()], "b", "large"),
        label("first component", float(plane.x(best)) + (8 if side == "start" else -8), top - 6, "b", side),
        points(plane, [angle], [kept], "a", "large"),
        says=f"variance kept against the angle: {kept:.2f} at {angle} degrees, most at {best:.0f} degrees",
    )


DEMO = Demo(
    compute,
    describe,
    controls={
        "angle": Slider("Angle", 0, 180, start=100, plays=True, on="cloud", grip="line", hint="turn"),
        "seed": Seed("Points", "Other points"),
    },
    views={
        "cloud": View("The variance of sixty points, kept and lost by a line", "half"),
        "curve": View("Variance of the shadows", "half"),
        "kept": View("Variance kept"),
        "lost": View("Variance lost"),
        "sum": View("Both together"),
        "verdict": View("First component"),
    },
    main="angle",
    stage=("cloud",),
    bar=("angle", "seed"),
    checks=(
        Check(
            "Every thread stands at a right angle to the line",
            lambda points, shadows, way: ((points - shadows) @ way, "==", 0),
        ),
        Check(
            "What is lost is the mean square of the threads",
            lambda points, shadows, lost: (lost, "==", ((points - shadows) ** 2).sum(1).mean()),
        ),
        Check(
            "No line keeps more than the first component",
            lambda points, kept: (kept, "<=", np.linalg.eigvalsh(points.T @ points / len(points))[-1]),
        ),
    ),
    line="Kept {kept}, lost {lost}: together {sum}, at every angle.",
)
