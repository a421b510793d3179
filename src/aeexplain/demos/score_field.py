"""A denoiser of points in the plane: its residual is the score of the noisy density, and points that follow it find home.

The density is a mixture of Gaussians, so its score at any noise is known exactly (Tweedie's formula); the network never saw
it, only noisy points and the noise to be taken out (Vincent 2011; Alain and Bengio 2014).
"""

from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from aeexplain.data.densities import SHAPES, density
from aeexplain.data.mixture import Mixture
from aeexplain.demo import RUN, Atlas, Choice, Demo, Point, Seed, Slider, View, readout
from aeexplain.draw import Drawing, Plane, arrows, drawing, filled_contours, label, points, trails
from aeexplain.nn.models.score_field import ScoreField, agreement

NAMES = tuple(SHAPES)
DROPPED, SHOWN, SHOWN_SEED = 40, 160, 0  # points that others drop; points that stand for the data
ROW, LONGEST = 14, 0.27  # arrows in a row of the grid, and the length from which they are cut
LOWEST, HIGHEST = 0.1, 0.8  # of σ
STEPS, LAST = 48, 0.08  # of a walk, and the noise before its last step
FINE, FEWEST, MOST = 8, 25, 39  # nodes of the shading, in a row: 8 / σ of them, within limits
# Levels of the shading, in shares of the peak; arrows where it is below the first are faint.
LEVELS = (
    0.02,
    0.2,
    0.45,
    0.75,
)
EDGE, GRID_EDGE = 2.0, 1.82  # of the square that is shown, and of the grid of arrows
PLANE = Plane.over(400, 400, (-EDGE, EDGE), (-EDGE, EDGE), margins=(0, 0, 0, 0))
KEPT = 96  # frames' parts, so that a noise met again costs nothing

type Points = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Held:
    """A network as a key: the very same one, since two of one architecture count as equal."""

    field: ScoreField

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Held) and other.field is self.field

    def __hash__(self) -> int:
        return id(self.field)


@dataclass(frozen=True)
class Field:
    """The learned arrows over the true ones; their mean cosine, and their error relative to the true ones."""

    view: Drawing
    cosine: float
    off: float


@dataclass(frozen=True)
class Walk:
    """The dropped points' ways so far, (steps + 1, points, 2): along the denoiser, and along the exact score."""

    ways: Points
    exact: Points
    once: Points  # (points, 2), where one whole step of the denoiser would take them


def compute(ae, data, sigma, others, own):
    name = NAMES[data]
    walk = _begun(ae.models[name], name, sigma, others, own)
    return _views(ae.models[name], name, sigma, walk)


def run(ae, data, sigma, others, own):
    name, field = NAMES[data], ae.models[NAMES[data]]
    walk = _begun(field, name, sigma, others, own)
    yield _views(field, name, sigma, walk)
    for noise, lower in pairwise((*np.geomspace(sigma, LAST, STEPS).tolist(), 0.0)):
        walk = _further(field, name, walk, noise, lower)
        yield _views(field, name, noise, walk)


def describe(data, others, own, noise, cosine, before, once, now):
    return (
        f"The {data} at σ = {noise}: the denoiser's arrows agree with the true ones at a mean cosine of {cosine}. "
        f"{DROPPED} points dropped with number {others} and yours at {own} began {before} from the data on average, "
        f"would be {once} from it after one whole step, and are {now} from it now."
    )


def _begun(field: ScoreField, name: str, sigma: float, others: int, own: tuple[float, float]) -> Walk:
    """Return a walk of no steps: data points with noise of size sigma, and the reader's own point last."""
    rng = np.random.default_rng(others)
    clean = _mixture(name).draw(DROPPED, rng)
    noisy = clean + np.float32(sigma) * rng.standard_normal(clean.shape, np.float32)
    start = np.concatenate([noisy, np.array([own], np.float32)])  # (points, 2)
    return Walk(start[None], start[None], field.denoise(start, sigma))


def _further(field: ScoreField, name: str, walk: Walk, noise: float, lower: float) -> Walk:
    """Return the walk a step on, where the noise falls from one size to a lower one (Song et al. 2021)."""
    share, here, exact = np.float32(1 - lower / noise), walk.ways[-1], walk.exact[-1]
    moved = here + share * field.residual(here, noise)
    moved_exactly = exact + share * (_mixture(name).denoised(exact, noise) - exact)
    return replace(
        walk, ways=np.append(walk.ways, [moved], 0), exact=np.append(walk.exact, [moved_exactly], 0)
    )


def _views(field: ScoreField, name: str, noise: float, walk: Walk) -> dict[str, Any]:
    shown = _arrows_of(Held(field), name, noise)
    before, once, now, exact = distances(
        name, np.stack((walk.ways[0], walk.once, walk.ways[-1], walk.exact[-1]))
    )
    return {
        "field": shown.view,
        "walks": _walks(name, noise, walk, now),
        "noise": readout(noise, ".2f"),
        "cosine": readout(shown.cosine),
        "off": readout(100 * shown.off, ".1f"),
        "before": readout(before, ".3f"),
        "once": readout(once, ".3f"),
        "now": readout(now, ".3f"),
        "exact": readout(exact, ".3f"),
    }


def distances(name: str, x: Points) -> list[float]:
    """Return for each group of points (groups, n, 2) the mean distance to the nearest centre of the density."""
    centres = _mixture(name).centres.T  # (2, centres)
    flat = x.reshape(-1, 2)
    squares = ((centres**2).sum(0) - 2 * flat @ centres).min(1) + (flat**2).sum(1)  # (groups n,)
    return [float(mean) for mean in np.sqrt(np.maximum(squares, 0)).reshape(len(x), -1).mean(1)]


def _walks(name: str, noise: float, walk: Walk, now: float) -> Drawing:
    steps = len(walk.ways) - 1
    start, here = walk.ways[0], walk.ways[-1]
    if steps:
        ways = trails(PLANE, walk.exact, "b wide") + trails(PLANE, walk.ways, "a")
        names = label("denoiser", 12, 22, "a") + label("true score", 12, 40, "b")
    else:
        ways, names = (
            trails(PLANE, np.stack((start, walk.once)), "muted"),
            label("lines: one whole step", 12, 22),
        )
    return drawing(
        PLANE.width,
        PLANE.height,
        _ground(name, noise)[0],
        ways,
        names,
        points(PLANE, here[:-1, 0], here[:-1, 1], "a", "large"),
        points(PLANE, here[-1:, 0], here[-1:, 1], "ink", "large"),
        says=f"{len(here)} points after {steps} steps, {now:.3f} from the data on average",
        reach=PLANE.reach,
    )


@cache
def _mixture(name: str) -> Mixture:
    return density(name)


@cache
def _grid() -> Points:
    """Return the places of the arrows, (arrows, 2)."""
    return np.stack(np.meshgrid(_axis(), _axis()), -1).reshape(-1, 2)


@cache
def _axis() -> Points:
    return np.linspace(-GRID_EDGE, GRID_EDGE, ROW, dtype=np.float32)


@lru_cache(maxsize=KEPT)
def _arrows_of(held: Held, name: str, noise: float) -> Field:
    """Return the field's arrows over the true ones, and how well the two agree."""
    learned = held.field.residual(_grid(), noise)  # (arrows, 2)
    truth = _mixture(name).denoised(_grid(), noise) - _grid()
    ground, lowest = _ground(name, noise)
    near = _density(name, noise, _axis()).ravel() >= lowest  # (arrows,)
    cosine = agreement(learned, truth)
    view = drawing(
        PLANE.width,
        PLANE.height,
        ground,
        *_arrows(truth, near, "b wide"),
        *_arrows(learned, near, "a"),
        label(f"σ = {noise:.2f}", 4, 13),
        says=f"arrows of the denoiser over those of the true score of the {name} at σ = {noise:.2f}, mean cosine {cosine:.4f}",
    )
    return Field(view, cosine, float(np.sqrt(((learned - truth) ** 2).sum() / (truth**2).sum())))


def _arrows(ways: Points, near: NDArray[np.bool_], series: str) -> tuple[str, str]:
    """Return the arrows (arrows, 2), cut to the longest that is drawn, faint where they are not `near` the noisy data."""
    lengths = np.sqrt((ways**2).sum(1, keepdims=True))
    cut, grid = ways * np.minimum(1, LONGEST / np.maximum(lengths, 1e-9)), _grid()
    return (
        arrows(PLANE, grid[~near], cut[~near], f"{series} far"),
        arrows(PLANE, grid[near], cut[near], series),
    )


@lru_cache(maxsize=KEPT)
def _ground(name: str, noise: float) -> tuple[str, float]:
    """Return what lies below, the noisy density as shading and points of the data, and the lowest level of the shading."""
    nodes = round(min(max(FINE / noise, FEWEST), MOST))
    heights = _density(name, noise, np.linspace(-EDGE, EDGE, nodes))
    x = _mixture(name).draw(SHOWN, np.random.default_rng(SHOWN_SEED))
    levels = [share * float(heights.max()) for share in LEVELS]
    return filled_contours(PLANE, heights, levels, "muted") + points(
        PLANE, x[:, 0], x[:, 1], "muted far"
    ), levels[0]


def _density(name: str, noise: float, axis: NDArray[np.floating]) -> NDArray[np.float64]:
    """Return the noisy density on a square grid over an axis (n,): (n, n), the rows going upwards.

    A round Gaussian is a product of one in x and one in y, so a product of two small matrices is the whole table.
    """
    mixture = _mixture(name)
    variance = mixture.width**2 + noise**2
    # Each is (n, centres).
    across, up = np.exp((axis[:, None] - mixture.centres.T[:, None]) ** 2 / (-2 * variance))
    table: NDArray[np.float64] = up @ across.T / (2 * np.pi * variance * len(mixture.centres))
    return table


DEMO = Demo(
    compute,
    describe,
    run=run,
    starts="Denoise",
    weights={"ae": "score-field"},
    metrics={
        "Mean cosine at σ = 0.3 on noisy points of the spiral": "score-field:spiral.density.2",
        "of the moons": "score-field:moons.density.2",
        "Squared error above the best possible denoiser's, spiral at σ = 0.3": "score-field:spiral.excess.2",
    },
    atlas=Atlas("sigma", (0.1, 0.2, 0.3, 0.5, 0.8)),
    controls={
        "data": Choice("Data", NAMES),
        "sigma": Slider(r"Noise, $\sigma$", LOWEST, HIGHEST, start=0.2, step=0.05, plays=True),
        "others": Seed("Dropped points", "Drop others"),
        "own": Point("Your own point", "walks", (-1.9, 1.9), (-1.9, 1.9), start=(0.3, 1.0), step=0.1),
    },
    views={
        "field": View("The network's arrows (blue) over the true score's (plum)", "half"),
        "walks": View("Dropped points, and where they go", "half"),
        "noise": View(r"Noise, $\sigma$"),
        "cosine": View("Mean cosine"),
        "off": View("Arrows off, %"),
        "before": View("Distance, dropped"),
        "once": View("After one step"),
        "now": View("Now"),
        "exact": View("Now, by true score"),
    },
    main="sigma",
    stage=("field", "walks"),
    bar=("sigma", "data", RUN),
    line="Mean cosine with the true score {cosine}; distance of the dropped points {before}, now {now}.",
)
