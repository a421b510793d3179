"""A denoiser of points in the plane: its residual is the score of the noisy density, and points that follow it find home.

The density is a mixture of Gaussians, so its score at any noise is known exactly (Tweedie's formula); the network never saw
it, only noisy points and the noise to be taken out (Vincent 2011; Alain and Bengio 2014).
"""

from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from aeexplain.data.densities import SHAPES, density
from aeexplain.data.mixture import Mixture
from aeexplain.demo import RUN, Atlas, Check, Choice, Demo, Point, Seed, Slider, Toggle, View, readout
from aeexplain.draw import Drawing, Pixels, Plane, arrows, drawing, filled_contours, ink, line, points, trails
from aeexplain.nn.models.score_field import ScoreField, agreement

NAMES = tuple(SHAPES)
DROPPED, SHOWN, SHOWN_SEED = 40, 160, 0  # points that others drop; points that stand for the data
ROW, LONGEST = 12, 0.3  # arrows in a row of the grid, and the length from which they are cut
LOWEST, HIGHEST = 0.1, 0.8  # of σ
STEPS, LAST = 24, 0.08  # of a walk, and the noise before its last step
EVERY = 2  # steps of a way between two places that are drawn
FINE, FEWEST, MOST = 8, 25, 39  # nodes of the shading, in a row: 8 / σ of them, within limits
# Levels of the shading, in shares of the peak; arrows where it is below the first are faint.
LEVELS = (
    0.02,
    0.2,
    0.45,
    0.75,
)
EDGE, GRID_EDGE = 2.0, 1.82  # of the square that is shown, and of the grid of arrows
PLANE = Plane.over(440, 440, (-EDGE, EDGE), (-EDGE, EDGE), margins=(0, 0, 0, 0))
SMALL, THUMB_EDGE, FULL = (
    24,
    1.7,
    16,
)  # pixels of a thumbnail, half its width in data, and the points that make a pixel black
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
    """The learned arrows and the true ones, as marks; their mean cosine, and their error relative to the true ones."""

    learned: str
    true: str
    cosine: float
    off: float


@dataclass(frozen=True)
class Walk:
    """The dropped points' ways so far along the denoiser, (steps + 1, points, 2), the reader's own point last."""

    sigma: float  # of the noise at their beginning
    ways: Points


def compute(ae, data, sigma, others, own, truth):
    name, held = NAMES[data], Held(ae.models[NAMES[data]])
    ways = np.concatenate(
        [_ways_of_others(held, name, sigma, others), _ways(held.field, _point(own), sigma)], 1
    )
    return _views(held, name, sigma, Walk(sigma, ways), truth)


def run(ae, data, sigma, others, own, truth):
    name, held = NAMES[data], Held(ae.models[NAMES[data]])
    walk = Walk(sigma, np.concatenate([_dropped(name, sigma, others), _point(own)])[None])
    yield _views(held, name, sigma, walk, truth)
    for noise, lower in pairwise(_noises(sigma)):
        walk = Walk(sigma, np.append(walk.ways, held.field.walk(walk.ways[-1], (noise, lower))[1:], 0))
        yield _views(held, name, noise, walk, truth)


def describe(data, others, own, truth, noise, cosine, before, once, now):
    return (
        f"The {data} at σ = {noise}: the denoiser’s arrows agree with the true ones at a mean cosine of {cosine}. "
        f"{DROPPED} points dropped with number {others} and yours at {own} began {before} from the data on average, "
        f"would be {once} from it after one whole step, and are {now} from it now."
        f" The true score’s arrows are {'shown' if truth == 'on' else 'not shown'}."
    )


def last_step_denoises(ways, field):
    """Compare the ends of all ways to what the denoiser makes of the places before them."""
    return ways[-1], "==", field.denoise(ways[-2], LAST)


def truth_is_tweedies(data, sigma):
    """Compare the true arrows to σ² times a central difference of the log density, on the grid where there are data."""
    mixture, grid, h = _mixture(NAMES[data]), _grid().astype(float), 1e-4
    variance = mixture.width**2 + sigma**2

    def log_density(x: NDArray[np.float64]) -> NDArray[np.float64]:
        squares = ((x[:, None] - mixture.centres.astype(float)) ** 2).sum(2) / (
            2 * variance
        )  # (arrows, centres)
        least = squares.min(1)
        log: NDArray[np.float64] = np.log(np.exp(least[:, None] - squares).sum(1)) - least
        return log

    slopes = [(log_density(grid + h * way) - log_density(grid - h * way)) / (2 * h) for way in np.eye(2)]
    return mixture.denoised(_grid(), sigma) - _grid(), "==", sigma**2 * np.stack(slopes, 1)


def _noises(sigma: float) -> tuple[float, ...]:
    """Return the noises of a walk from sigma, falling to none."""
    return (*np.geomspace(sigma, LAST, STEPS).tolist(), 0.0)


def _dropped(name: str, sigma: float, others: int) -> Points:
    """Return data points with noise of size sigma, (40, 2)."""
    rng = np.random.default_rng(others)
    clean = _mixture(name).draw(DROPPED, rng)
    noisy: Points = clean + np.float32(sigma) * rng.standard_normal(clean.shape, np.float32)
    return noisy


def _point(own: tuple[float, float]) -> Points:
    return np.array([own], np.float32)  # (1, 2)


@lru_cache(maxsize=KEPT)  # while the reader's own point is dragged, the others' ways stay what they are
def _ways_of_others(held: Held, name: str, sigma: float, others: int) -> Points:
    return _ways(held.field, _dropped(name, sigma, others), sigma)


def _ways(field: ScoreField, start: Points, sigma: float) -> Points:
    """Return whole ways along the denoiser, (steps + 1, points, 2)."""
    return field.walk(start, _noises(sigma))


def _exact(name: str, walk: Walk) -> Points:
    """Return where the same number of steps along the exact score would have taken the points, (points, 2)."""
    here: Points = walk.ways[0].copy()
    for noise, lower in pairwise(_noises(walk.sigma)[: len(walk.ways)]):
        here += np.float32(1 - lower / noise) * (_mixture(name).denoised(here, noise) - here)
    return here


def _views(held: Held, name: str, noise: float, walk: Walk, truth: bool) -> dict[str, Any]:
    field = _arrows_of(held, name, noise)
    once = held.field.denoise(walk.ways[0], walk.sigma)
    before, after, now = distances(name, np.stack((walk.ways[0], once, walk.ways[-1])))
    return {
        "walks": _walks(name, noise, walk, field, truth, now),
        "noise": readout(noise, ".2f"),
        "cosine": readout(field.cosine),
        "off": readout(100 * field.off, ".1f"),
        "before": readout(before, ".2f"),
        "once": readout(after, ".3f"),
        "now": readout(now, ".2f"),
        "exact": lambda: readout(distances(name, _exact(name, walk)[None])[0], ".3f"),
        "ways": walk.ways,
        "field": held.field,
    }


def distances(name: str, x: Points) -> list[float]:
    """Return for each group of points (groups, n, 2) the mean distance to the nearest centre of the density."""
    centres = _mixture(name).centres.T  # (2, centres)
    flat = x.reshape(-1, 2)
    squares = ((centres**2).sum(0) - 2 * flat @ centres).min(1) + (flat**2).sum(1)  # (groups n,)
    return [float(mean) for mean in np.sqrt(np.maximum(squares, 0)).reshape(len(x), -1).mean(1)]


def _walks(name: str, noise: float, walk: Walk, field: Field, truth: bool, now: float) -> Drawing:
    start, here = walk.ways[0], walk.ways[-1]  # (points, 2) each
    drawn = np.unique(np.append(np.arange(0, len(walk.ways), EVERY), len(walk.ways) - 1))
    ways = walk.ways[drawn]
    return drawing(
        PLANE.width,
        PLANE.height,
        _ground(name, noise)[0],
        field.true if truth else "",
        _data(name),
        field.learned,
        trails(PLANE, ways[:, :-1], "a"),
        line(PLANE, ways[:, -1, 0], ways[:, -1, 1], "a"),
        points(PLANE, start[:-1, 0], start[:-1, 1], "ink"),
        points(PLANE, here[:, 0], here[:, 1], "a", "large"),
        says=f"arrows of the denoiser of the {name} at σ = {noise:.2f}, mean cosine {field.cosine:.4f} with those of the true "
        f"score; {len(here)} points after {len(walk.ways) - 1} steps, {now:.3f} from the data on average",
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
    """Return the field's arrows and the true ones, and how well the two agree."""
    learned = held.field.residual(_grid(), noise)  # (arrows, 2)
    truth = _mixture(name).denoised(_grid(), noise) - _grid()
    near = _density(name, noise, _axis()).ravel() >= _ground(name, noise)[1]  # (arrows,)
    off = float(np.sqrt(((learned - truth) ** 2).sum() / (truth**2).sum()))
    marks = [
        "".join(_arrows(ways, near, series)) for ways, series in ((learned, "a soft"), (truth, "b wide"))
    ]
    return Field(marks[0], marks[1], agreement(learned, truth), off)


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
    """Return the noisy density as shading, and its lowest level."""
    nodes = round(min(max(FINE / noise, FEWEST), MOST))
    heights = _density(name, noise, np.linspace(-EDGE, EDGE, nodes))
    levels = [share * float(heights.max()) for share in LEVELS]
    return filled_contours(PLANE, heights, levels, "muted"), levels[0]


@cache
def _data(name: str) -> str:
    """Return points that stand for the data."""
    x = _mixture(name).draw(SHOWN, np.random.default_rng(SHOWN_SEED))
    return points(PLANE, x[:, 0], x[:, 1], "muted")


def _thumbnails() -> list[Pixels]:
    """Return a small picture of each set of data."""
    return [ink(_drawn_small(name), f"the {name}") for name in NAMES]


def _drawn_small(name: str) -> NDArray[np.float64]:
    """Return how many of many points of the data fall into each pixel of a small square, (24, 24), as ink."""
    x = _mixture(name).draw(4000, np.random.default_rng(SHOWN_SEED))
    counts, _, _ = np.histogram2d(-x[:, 1], x[:, 0], bins=SMALL, range=[(-THUMB_EDGE, THUMB_EDGE)] * 2)
    pixels: NDArray[np.float64] = np.rint(np.minimum(counts / FULL, 1) * 3) / 3
    return pixels


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
    starts="Walk",
    run_pace=10,
    weights={"ae": "score-field"},
    metrics={
        "Mean cosine at σ = 0.3 on noisy points of the spiral": "score-field:spiral.density.2",
        "of the moons": "score-field:moons.density.2",
        "Squared error above the best possible denoiser’s, spiral at σ = 0.3": "score-field:spiral.excess.2",
    },
    atlas=Atlas("sigma", (0.1, 0.2, 0.4, 0.6, 0.8)),
    controls={
        "data": Choice("Data", NAMES),
        "sigma": Slider(r"Noise, $\sigma$", LOWEST, HIGHEST, start=0.4, step=0.05),
        "others": Seed("Dropped points", "Drop others"),
        "own": Point(
            "Your own point", "walks", (-1.9, 1.9), (-1.9, 1.9), start=(-1.3, 1.2), step=0.1, hint="drop"
        ),
        "truth": Toggle("Arrows of the true score"),
    },
    views={
        "walks": View("Arrows: where the network moves a point. Grey: the data", "half"),
        "noise": View(r"Noise, $\sigma$"),
        "cosine": View("Mean cosine with the true score"),
        "off": View("Arrows off, %"),
        "before": View("Distance, dropped"),
        "once": View("After one whole step"),
        "now": View("Now"),
        "exact": View("Now, by true score"),
    },
    main="sigma",
    stage=("walks",),
    bar=("sigma", "data", RUN),
    line="Dropped {before} from the {data} on average, the points are {now} from it now.",
    thumbnails={"data": _thumbnails},
    checks=(
        Check("A mean cosine lies between −1 and 1", lambda cosine: (abs(cosine), "<=", 1)),
        Check("Your point’s way begins where it was dropped", lambda own, ways: (ways[0, -1], "==", own)),
        Check("The last step takes all the noise that is left", last_step_denoises, within=1e-5),
        Check("The true arrows are σ² times the slope of the log density", truth_is_tweedies, within=5e-3),
    ),
)
