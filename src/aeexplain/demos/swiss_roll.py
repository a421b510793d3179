"""A Swiss roll turned in the hand, and three flat maps of it: an autoencoder's, PCA's, and a plainly trained twin's.

The autoencoder was trained from one place of the roll outwards, with a decoder that keeps lengths and a little noise on what
it encodes; the twin has its size, its points and its steps, and nothing of that. None of the maps was told of the sheet that
was rolled up. How far a map keeps neighbourhoods is its trustworthiness and its continuity (Venna and Kaski 2001), judged by
the neighbours on that sheet.
"""

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from aeexplain.data.swiss_roll import HEIGHT, LENGTH, rolled, swiss_roll
from aeexplain.demo import Atlas, Check, Demo, Readout, Rotation, Slider, View, Words, readout
from aeexplain.draw import (
    Drawing,
    Plane,
    drawing,
    label,
    line,
    points,
    polygons,
    scatter_groups,
    segments,
)
from aeexplain.nn.models.pca import PCA

COUNT, SEED = 400, 4
BANDS = 8  # of arc length, each in a colour of its own
NEAR, FAR = tuple(f"{band}" for band in range(BANDS)), tuple(f"{band} far" for band in range(BANDS))
NEIGHBOURS = 12
ANCHORS = np.arange(3, COUNT, 8)  # whose neighbours are judged in every frame: every eighth point of the roll
KEEPS, BLURS = 0.98, 0.90  # the takeaway's thresholds on the lower of trustworthiness and continuity
NAMES = {"code": "the autoencoder", "linear": "PCA", "twin": "the plain twin"}
WIDTH, TALL = 300, 320
REACH = 1.27  # of the turning roll from its middle, in data units
EDGE = 60  # places along a long side of the sheet's outline


class Kept(NamedTuple):
    """How a map keeps neighbourhoods, at most 1: are neighbours in it true ones, and are true ones neighbours in it?"""

    trust: float
    continuity: float


def compute(roll, side, at, noise):
    cloud = _cloud(noise)  # (400, 3) along the roll
    maps = {"code": roll.models["net"], "linear": PCA.fit(cloud, 2), "twin": roll.models["plain"]}
    every = np.concatenate([cloud, _outline()])  # (526, 3)
    codes = {name: model.encode(every) for name, model in maps.items()}  # (526, 2) float32 each
    charts = {name: _chart(name == "linear", z.tobytes()) for name, z in codes.items()}
    kept = {name: chart.kept for name, chart in charts.items()}
    stay = {name: _stay(z[:COUNT], at - 1) for name, z in codes.items()}
    here = at - 1
    arc, height = _sheet().plane[here]
    return {
        "roll": _roll(every, side, here),
        "code": _map("code", charts["code"], codes["code"], here, stay["code"]),
        "linear": _map("linear", charts["linear"], codes["linear"], here, stay["linear"]),
        "twin": lambda: _map("twin", charts["twin"], codes["twin"], here, stay["twin"]),
        "sheet": lambda: _flat(here),
        **{f"stay{name}": readout(number, ".0f") for name, number in stay.items()},
        **{
            f"kept{name}": Readout(pair.trust, "{:.3f} / {:.3f}".format(*pair)) for name, pair in kept.items()
        },
        "arc": readout(arc, ".2f"),
        "height": readout(height, ".2f"),
        "takeaway": Words(takeaway(kept)),
        "points": cloud,
        "flat": codes["linear"][:COUNT],
        "kept": list(kept.values()),
    }


def describe(side, at, noise, arc, height, staycode, staylinear, takeaway):
    return (
        f"Seen from {side} degrees, with noise {noise}: point {at} of {COUNT} came from arc length {arc} and height {height} "
        f"of the sheet. Of its {NEIGHBOURS} neighbours there, {staycode} are still nearest in the autoencoder’s map and "
        f"{staylinear} in PCA’s. {takeaway}"
    )


def no_distance_grows(at, points, flat):
    """Compare how far all points are from the marked one in PCA's map to how far they are in space."""
    here = at - 1
    return np.linalg.norm(flat - flat[here], axis=1), "<=", np.linalg.norm(points - points[here], axis=1)


def map_holds_most(points, flat):
    """Compare the variance of PCA's map to the two largest that the covariance has."""
    return flat.var(0).sum(), "==", np.linalg.eigvalsh(np.cov(points.T, bias=True))[1:].sum()


def keeps(z: NDArray[np.floating]) -> Kept:
    """Return how a map z (400, 2) keeps the neighbourhoods that the anchors have on the sheet."""
    sheet = _sheet()
    away = (z[ANCHORS, :1] - z[:, 0]) ** 2 + (z[ANCHORS, 1:] - z[:, 1]) ** 2  # (50, 400), itself at 0
    limits = np.partition(away, NEIGHBOURS, 1)[:, NEIGHBOURS, None]  # (50, 1)
    intruders = sheet.costs[away <= limits].sum()
    true = np.take_along_axis(away, sheet.near[ANCHORS], 1)  # (50, 12)
    rows, lost = np.nonzero(true > limits)
    # The shares of those lost from the neighbourhood, itself counted as 1.
    ranks = (away[rows] < true[rows, lost][:, None]).sum(1)
    worst = len(ANCHORS) * NEIGHBOURS * (2 * COUNT - 3 * NEIGHBOURS - 1) / 2
    return Kept(float(1 - intruders / worst), float(1 - (ranks - NEIGHBOURS).sum() / worst))


def takeaway(kept: dict[str, Kept]) -> str:
    """Return in a sentence what the maps do to neighbourhoods, by the thresholds that the caption states."""
    clauses: list[str] = []
    for verb, low, high in (("keep", KEEPS, 2), ("blur", BLURS, KEEPS), ("break", -1, BLURS)):
        who = [NAMES[name] for name, pair in kept.items() if low <= min(pair) < high]
        if who:
            what = "them" if clauses else "neighbourhoods"
            clauses.append(f"{_listed(who)} {verb}{'' if len(who) > 1 else 's'} {what}")
    if kept["linear"].continuity > kept["code"].continuity:
        clauses.append("in continuity PCA is ahead of the autoencoder")
    first, *more = clauses
    return "; ".join([first[0].upper() + first[1:], *more]) + "."


def _listed(names: list[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


@cache
def _cloud(noise: float) -> NDArray[np.float32]:
    """Return the points in space, (400, 3), in the order of their arc length."""
    drawn = swiss_roll(COUNT, np.random.default_rng(SEED), noise)
    return drawn.points[np.argsort(drawn.arc)]


@dataclass(frozen=True)
class Sheet:
    """Where the points come from, which no noise changes, so that it is worked out once."""

    plane: NDArray[np.float32]  # (400, 2), arc length and height
    band: NDArray[np.intp]  # (400,) of arc length, from 0
    near: NDArray[np.intp]  # (400, 12), each point's nearest
    costs: NDArray[
        np.intp
    ]  # (50, 400), of each point as a neighbour of an anchor: its rank above 12, or nothing


@cache
def _sheet() -> Sheet:
    plane = swiss_roll(COUNT, np.random.default_rng(SEED)).plane
    plane = plane[np.argsort(plane[:, 0])]
    order = np.argsort(((plane[:, None] - plane) ** 2).sum(2), 1, kind="stable")  # (400, 400), itself first
    ranks = np.argsort(order[ANCHORS], 1)
    band = (plane[:, 0] * (BANDS / LENGTH)).astype(int).clip(0, BANDS - 1)
    return Sheet(plane, band, order[:, 1 : NEIGHBOURS + 1], np.maximum(ranks - NEIGHBOURS, 0))


@cache
def _outline() -> NDArray[np.float32]:
    """Return the edge of the rolled sheet without noise, all the way round: (126, 3)."""
    along, across = np.linspace(0, LENGTH, EDGE), np.linspace(HEIGHT / 2, -HEIGHT / 2, 3)
    up = np.full(EDGE, HEIGHT / 2)
    arc = np.concatenate([along, np.full(3, LENGTH), along[::-1], np.zeros(3)])
    return rolled(arc, np.concatenate([up, across, -up, across[::-1]])).astype(np.float32)


def _stay(z: NDArray[np.floating], here: int) -> int:
    """Return how many of the 12 points nearest to `here` on the sheet are among the 12 nearest in a map z (400, 2)."""
    away = ((z - z[here]) ** 2).sum(1)  # (400,)
    return int(np.sum(away[_sheet().near[here]] <= np.partition(away, NEIGHBOURS)[NEIGHBOURS]))


def _roll(every: NDArray[np.floating], side: tuple[float, float], here: int) -> Drawing:
    """Return the roll seen from (azimuth, elevation) in degrees; the half that is farther away is fainter."""
    (sin_a, sin_e), (cos_a, cos_e) = np.sin(np.radians(side)), np.cos(np.radians(side))
    # Its columns: to the right, up, towards the eye.
    camera = np.array(
        [[-sin_a, -sin_e * cos_a, cos_e * cos_a], [cos_a, -sin_e * sin_a, cos_e * sin_a], [0, cos_e, sin_e]]
    )
    seen = every @ camera
    wide = REACH * (WIDTH - 12) / (TALL - 12)
    plane = Plane.over(WIDTH, TALL, (-wide, wide), (-REACH, REACH), margins=(6, 6, 6, 6))
    close = seen[:COUNT, 2] > 0
    return drawing(
        WIDTH,
        TALL,
        line(plane, seen[COUNT:, 0], seen[COUNT:, 1], "dimmed"),
        scatter_groups(plane, seen[:COUNT, 0], seen[:COUNT, 1], _sheet().band + BANDS * close, FAR + NEAR),
        _star(plane, seen, here),
        says=f"the roll in space, seen from azimuth {side[0]:.0f} and elevation {side[1]:.0f} degrees, point {here + 1} marked",
    )


def _flat(here: int) -> Drawing:
    """Return the sheet that was rolled up, in its true shape, with the points on it."""
    sheet, up = _sheet(), HEIGHT / 2
    plane = Plane.over(400, 150, (0, LENGTH), (-up, up), margins=(16, 8, 30, 8))
    edge = [(0, -up), (LENGTH, -up), (LENGTH, up), (0, up)]
    return drawing(
        plane.width,
        plane.height,
        polygons(plane, [edge], "dimmed"),
        scatter_groups(plane, sheet.plane[:, 0], sheet.plane[:, 1], sheet.band, NEAR),
        _star(plane, sheet.plane, here),
        label("inner end", 8, 145),
        label("outer end", plane.width - 8, 145, anchor="end"),
        says=f"the sheet before it was rolled up, point {here + 1} and its {NEIGHBOURS} neighbours on it",
    )


@dataclass(frozen=True)
class Chart:
    """What a map shows whichever point is marked."""

    plane: Plane
    marks: str
    kept: Kept


@lru_cache(maxsize=64)  # while the roll turns and the walk goes on, the codes stay what they are
def _chart(linear: bool, codes: bytes) -> Chart:
    """Return the chart of codes (526, 2) of float32."""
    z = np.frombuffer(codes, np.float32).reshape(-1, 2)
    low, high = z.min(0), z.max(0)  # (2,) each
    if linear:  # a rotation and no more: its two axes keep one scale
        middle, half = (low + high) / 2, 0.5 * (high - low).max() * np.array([WIDTH / TALL, 1.0])
        half *= ((high - low) / (2 * half)).max()
        low, high = middle - half, middle + half
    pad = 0.02 * (high - low)
    (left, bottom), (right, top) = (low - pad).tolist(), (high + pad).tolist()
    plane = Plane.over(WIDTH, TALL, (left, right), (bottom, top), margins=(6, 6, 6, 6))
    marks = (
        line(plane, z[COUNT:, 0], z[COUNT:, 1], "dimmed"),
        scatter_groups(plane, z[:COUNT, 0], z[:COUNT, 1], _sheet().band, NEAR),
    )
    return Chart(plane, "".join(marks), keeps(z[:COUNT]))


def _map(name: str, chart: Chart, z: NDArray[np.floating], here: int, stay: int) -> Drawing:
    return drawing(
        WIDTH,
        TALL,
        chart.marks,
        _star(chart.plane, z, here),
        says=f"the map of {NAMES[name]}, trustworthiness {chart.kept.trust:.3f}, continuity {chart.kept.continuity:.3f}; "
        f"of point {here + 1}, {stay} of {NEIGHBOURS} neighbours stay",
        reach=chart.plane.reach,
        track=z[:COUNT],
    )


def _star(plane: Plane, places: NDArray[np.floating], here: int) -> str:
    """Return point `here`, tied to its nearest neighbours on the sheet."""
    near, centre = places[_sheet().near[here], :2], places[here, :2]
    ties = segments(plane, centre + np.zeros_like(near), near, "ink")
    ends = points(plane, near[:, 0], near[:, 1], "ink")
    return ties + ends + points(plane, centre[:1], centre[1:], "ink", "large")


DEMO = Demo(
    compute,
    describe,
    weights={"roll": "swiss-roll"},
    metrics={
        "Trustworthiness without noise, 1,200 held-out points": "swiss-roll:net.trust.0",
        "PCA’s": "swiss-roll:pca.trust.0",
        "the plain twin’s": "swiss-roll:plain.trust.0",
        "Continuity with noise 0.1": "swiss-roll:net.continuity.3",
        "PCA’s continuity there": "swiss-roll:pca.continuity.3",
        "Rank correlation of a code axis with arc length, without noise": "swiss-roll:net.arc.0",
        "PCA’s, at best": "swiss-roll:pca.arc.0",
    },
    controls={
        "side": Rotation("Turn the roll (azimuth, elevation)", "roll", (35, 52)),
        "at": Slider("Point", 1, COUNT, start=205, plays=True, on=("code", "linear"), grip="knob"),
        "noise": Slider(r"Noise, $\sigma$", 0, 0.1, start=0, step=0.01),
    },
    views={
        "roll": View("The roll, in space", "half"),
        "code": View("Autoencoder", "half"),
        "linear": View("PCA", "half"),
        "twin": View("The same network, trained plainly", "half"),
        "sheet": View("The sheet that was rolled up", "half"),
        "staycode": View("Neighbours that stay: autoencoder"),
        "staylinear": View("PCA"),
        "staytwin": View("plain twin"),
        "keptcode": View("Trust / continuity: autoencoder"),
        "keptlinear": View("PCA"),
        "kepttwin": View("plain twin"),
        "arc": View("The point’s arc length"),
        "height": View("Its height"),
        "takeaway": View("Takeaway"),
    },
    main="at",
    atlas=Atlas("at", (*range(1, COUNT, 17), COUNT)),
    stage=("roll", "code", "linear"),
    bar=("at",),
    checks=(
        Check("PCA’s map makes no distance longer", no_distance_grows, within=1e-5),
        Check("No two directions hold more variance than PCA’s map", map_holds_most, within=1e-4),
        Check(
            "Trustworthiness and continuity lie between 0 and 1",
            lambda kept: (np.abs(np.array(kept) - 0.5), "<=", 0.5),
        ),
        Check(
            "No more neighbours stay than there are",
            lambda staycode, staylinear, staytwin: ((staycode, staylinear, staytwin), "<=", NEIGHBOURS),
        ),
    ),
    line=f"Of its {NEIGHBOURS} neighbours on the sheet {{staycode}} stay in the autoencoder’s map, {{staylinear}} in PCA’s.",
)
