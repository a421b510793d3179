"""Drag a vector through the cells of a learned codebook: a digit changes at their borders alone.

The encoder of a VQ-VAE (van den Oord, Vinyals and Kavukcuoglu 2017) makes 16 vectors of a digit; each gives way to the
nearest of 32 entries, and the decoder sees the entries alone. They have two numbers each, so that their cells can be drawn.
"""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from aeexplain.arrays import Array
from aeexplain.demo import Cells, Check, Choice, Demo, Pad, Point, View, Words, readout
from aeexplain.draw import (
    Drawing,
    Plane,
    arrows,
    drawing,
    ink,
    inks,
    label,
    points,
    polygons,
    segments,
    signed,
    tag,
)

SIDE = 28
ACROSS = 4  # places of the grid in a row and in a column
REACH = 8.0  # of the plane, each way
CHANGE = 0.6  # the change of a pixel that gets the full colour
PLANE = Plane.over(300, 300, (-REACH, REACH), (-REACH, REACH), margins=(1, 1, 1, 1))
TOKENS = Plane.over(300, 300, (0, ACROSS), (ACROSS, 0), margins=(0, 0, 0, 0))
GRID = Plane.over(400, 400, (0, ACROSS), (ACROSS, 0), margins=(4, 4, 4, 4))
SLACK = 1e-9  # by which a corner may lie beyond its own cell's edges, for rounding
BOX = REACH * np.array([(-1.0, -1), (1, -1), (1, 1), (-1, 1)])

ROUND = 6  # pixels of a cell's corner
COLUMN, ROW = np.tile(np.arange(ACROSS), ACROSS), np.repeat(np.arange(ACROSS), ACROSS)  # (16,) each
MIDDLES = np.column_stack((COLUMN + 0.47, ROW + 0.53))  # (16, 2) of the small maps in the cells
SMALL = np.array([0.4, -0.4]) / REACH  # from the plane to a small map


def compute(vq, digit, drawn, places, vector):
    net = vq.models["net"]
    x = vq.samples["digits"][digit] if drawn is None else drawn  # (784,) in [0, 1]
    name = f"the digit {vq.samples['labels'][digit]}" if drawn is None else "your digit"
    z = net.encode(x)  # (16, 2)
    dragged = np.array(vector, z.dtype)  # (2,)
    own, k = net.quantise(z), int(net.quantise(dragged))  # (16,), one
    swapped = own.copy()
    swapped[list(places)] = k
    x_own, x_hat = net.decode(np.stack((own, swapped)))  # (784,) each
    codebook, entry = net.params["codebook"], net.lookup(k)  # (32, 2), (2,)
    mse_own, mse = (float(np.mean((y - x) ** 2)) for y in (x_own, x_hat))
    away = float(np.hypot(*(dragged - entry)))
    change = x_hat - x_own
    return {
        "input": ink(_square(x), f"{name}, as written by hand"),
        "own": ink(
            _square(x_own), f"{name} decoded from its own 16 tokens, mean squared error {mse_own:.4f}", "a"
        ),
        "output": ink(
            _square(x_hat),
            f"{name} with token {k} in {len(places)} of 16 places, mean squared error {mse:.4f}",
            "a",
        ),
        "change": signed(
            _square(change), CHANGE, f"what this adds and takes, at most {np.abs(change).max():.2f}"
        ),
        "plane": _plane(codebook, z[list(places)], own, dragged, k, away),
        "tokens": _tokens(own, places, k),
        "grid": lambda: _grid(codebook, z, own, places, dragged, k),
        "index": readout(k, "d"),
        "output_of": Words(_pair(dragged)),
        "entry": Words(_pair(entry)),
        "away": readout(away, ".2f"),
        "mse_own": readout(mse_own),
        "mse": readout(mse),
        "z": z,
        "own_tokens": own,
        "tokens_decoded": swapped,
        "added": change,
    }


def describe(digit, drawn, places, vector, index, entry, away, mse_own, mse):
    what = f"Digit {digit}" if drawn == "nothing drawn" else "Your digit"
    where = f"at place{'s' * (' ' in places)} {places.replace(' ', ', ')}" if places else "at no place"
    return (
        f"The vector ({vector}) is {away} from entry {index} at {entry} and becomes its token. {what}: mean squared error "
        f"{mse_own} with its own tokens, {mse} with token {index} {where}."
    )


def token_is_nearest(vq, vector, index):
    """Compare how far the token's entry is from the dragged vector to how far all entries are."""
    away = _distances(vq, np.array(vector))
    return away[int(index)], "<=", away


def own_are_nearest(vq, z, own_tokens):
    """Compare how far each place's entry is from what the encoder made there to how far all entries are."""
    away = _distances(vq, z[:, None])  # (16, 32)
    return np.take_along_axis(away, own_tokens[:, None], 1), "<=", away


def _distances(vq, vectors: Array) -> Array:
    """Return how far vectors (..., 1, 2) are from the 32 entries: (..., 32)."""
    away: Array = np.linalg.norm(vq.models["net"].params["codebook"] - vectors, axis=-1)
    return away


def cells(codebook: Array) -> list[Array]:
    """Return for each entry (n, 2) the corners (corners, 2) of the part of the plane's box that is nearest to it."""
    return [_cell(codebook, entry) for entry in codebook]


def _cell(codebook: Array, entry: Array) -> Array:
    """Clip the box by the half-planes of what is nearer to another entry, the nearest first, until none is left."""
    others = codebook[np.argsort(((codebook - entry) ** 2).sum(1), kind="stable")[1:]]
    normals, offsets = others - entry, ((others**2).sum(1) - (entry**2).sum()) / 2
    shape: Array = BOX
    while True:
        beyond = shape @ normals.T - offsets  # (corners, others), above zero where the other one is nearer
        cutting = np.flatnonzero((beyond > SLACK).any(0))
        if not cutting.size:
            return shape
        shape = _clipped(shape, beyond[:, cutting[0]])


def _clipped(shape: Array, beyond: Array) -> Array:
    """Return a polygon (corners, 2) without the part where `beyond` (corners,) is above zero."""
    kept = []
    for i in range(len(shape)):
        before, here = beyond[i - 1], beyond[i]
        if (before > 0) != (here > 0):
            kept.append(shape[i - 1] + (shape[i] - shape[i - 1]) * before / (before - here))
        if here <= 0:
            kept.append(shape[i])
    return np.array(kept)


@lru_cache(maxsize=2)
def _cells(codebook: bytes) -> list[Array]:
    """Return the cells of a codebook (32, 2) float32, all with as many corners."""
    shapes = cells(np.frombuffer(codebook, np.float32).reshape(-1, 2).astype(float))
    most = max(map(len, shapes))
    return [np.concatenate((shape, np.repeat(shape[-1:], most - len(shape), 0))) for shape in shapes]


@lru_cache(maxsize=16)
def _map(codebook: bytes, used: tuple[int, ...], k: int) -> str:
    """Return the drawing of all cells with their indices: those of the digit's tokens are tinted, number k is filled."""
    entries = np.frombuffer(codebook, np.float32).reshape(-1, 2).astype(float)
    shapes = np.array(_cells(codebook))
    numbers = [
        label(
            str(each),
            x,
            y + (20 if each == k else 5),
            "a" if each in used or each == k else "muted",
            "middle",
        )
        for each, (x, y) in enumerate(PLANE.places(entries[:, 0], entries[:, 1]).tolist())
    ]
    filled = polygons(PLANE, shapes[[k]], "a", filled=True)
    tinted = tag("g", polygons(PLANE, shapes[list(used)], "a", filled=True), opacity=0.7)
    return tinted + polygons(PLANE, shapes, "muted") + 3 * filled + "".join(numbers)


def _square(x: Array) -> Array:
    return x.reshape(SIDE, SIDE)


def _pair(point: Array) -> str:
    return f"({point[0]:.2f}, {point[1]:.2f})".replace("-", "\N{MINUS SIGN}")


def _plane(
    codebook: Array, made: Array, own: NDArray[np.integer], dragged: Array, k: int, away: float
) -> Drawing:
    """Return the codebook's cells, the dragged vector's snap, and the vectors (n, 2) that the encoder made at the places."""
    entry, used = codebook[k], tuple(np.unique(own).tolist())
    return drawing(
        PLANE.width,
        PLANE.height,
        _map(codebook.tobytes(), used, k),
        points(PLANE, made[:, 0], made[:, 1], "b", "large"),
        _encoders(made[0]) if len(made) else "",
        arrows(PLANE, dragged[None], (entry - dragged)[None], "a"),
        points(PLANE, entry[:1], entry[1:], "a", "large"),
        says=f"the plane in {len(codebook)} cells; the dragged vector lies in cell {k}, {away:.2f} from its entry",
        reach=PLANE.reach,
    )


def _encoders(vector: Array) -> str:
    """Return the name of what the encoder made, under the first of its vectors, and inside the plane."""
    x, y = np.clip(PLANE.at(*vector) + np.array([0, 18]), 30, PLANE.width - 6).tolist()
    return label("encoder", min(x, PLANE.width - 30), y, "b", anchor="middle")


def _tokens(own: NDArray[np.integer], places: tuple[int, ...], k: int) -> Drawing:
    """Return the tokens in rows of four; places that take token k are filled."""
    tokens = own.copy()
    tokens[list(places)] = k
    middles = TOKENS.places(COLUMN + 0.5, ROW + 0.5).tolist()
    numbers = (
        label(str(token), x, y + 5, "a", "middle") for token, (x, y) in zip(tokens, middles, strict=True)
    )
    return drawing(
        TOKENS.width,
        TOKENS.height,
        _frames(TOKENS, "frame", tuple(range(own.size))),
        2 * _frames(TOKENS, "area fill-a series-a", places),
        tag("g", *numbers, class_="signs"),
        says=_told(tokens),
        reach=TOKENS.reach,
    )


def _told(tokens: NDArray[np.integer]) -> str:
    return f"16 tokens, row by row: {', '.join(map(str, tokens.tolist()))}"


def _grid(
    codebook: Array, z: Array, own: NDArray[np.integer], places: tuple[int, ...], dragged: Array, k: int
) -> Drawing:
    """Return the places in rows of four, each with its token's index and with a small map of its vector and its entry."""
    taken = np.isin(np.arange(own.size), places)
    tokens = np.where(taken, k, own)
    vectors = np.where(taken[:, None], dragged, z)
    tails, tips = (MIDDLES + each * SMALL for each in (vectors, codebook[tokens]))  # (16, 2) in the grid
    numbers = [
        _number(*each)
        for each in zip(range(own.size), tokens.tolist(), own.tolist(), taken.tolist(), strict=True)
    ]
    return drawing(
        GRID.width,
        GRID.height,
        _frames(GRID, "frame", tuple(range(own.size))),
        _frames(GRID, "area fill-a series-a", places),
        segments(GRID, tails, tips, "muted"),
        points(GRID, tips[~taken, 0], tips[~taken, 1], "muted", "large"),
        points(GRID, tips[taken, 0], tips[taken, 1], "a", "large"),
        tag("g", *numbers, class_="signs"),
        says=_told(tokens),
    )


@lru_cache(maxsize=64)
def _frames(grid: Plane, kind: str, places: tuple[int, ...]) -> str:
    """Return the cells of a grid at these places as one path of that class."""
    side, r = float(grid.x(1) - grid.x(0)) - 6 - 2 * ROUND, ROUND
    way = f"h{side}a{r} {r} 0 0 1 {r} {r}v{side}a{r} {r} 0 0 1-{r} {r}h-{side}a{r} {r} 0 0 1-{r}-{r}v-{side}"
    way += f"a{r} {r} 0 0 1 {r}-{r}z"
    corners = grid.places(COLUMN, ROW)[list(places)]  # upper left ones
    return tag("path", class_=kind, d="".join(f"M{x + 3 + r:.1f} {y + 3:.1f}{way}" for x, y in corners))


@lru_cache(maxsize=4096)
def _number(place: int, token: int, own: int, taken: bool) -> str:
    """Return a token's index in the upper right of its cell, where the codebook has no entries, and the one it replaces."""
    x, y = GRID.places(COLUMN, ROW)[place] + (float(GRID.x(1) - GRID.x(0)) - 12, 0)
    now = label(str(token), x, y + 23, "a" if taken else "", anchor="end")
    return now + (label(f"was {own}", x, y + 88, "", anchor="end") if taken and token != own else "")


DEMO = Demo(
    compute,
    describe,
    weights={"vq": "vq"},
    metrics={
        "Mean squared error, 10,000 test digits": "vq:samples.test.net",
        "of k-means tokens with a learned decoder": "vq:samples.test.control",
        "of k-means tokens alone": "vq:samples.test.kmeans",
        "Perplexity of the 32 entries": "vq:perplexity",
    },
    controls={
        "digit": Choice("Digit", tuple("0123456789"), start=4),
        "drawn": Pad("Or draw one"),
        "vector": Point(
            "Encoder’s output, $z_e$",
            "plane",
            (-REACH, REACH),
            (-REACH, REACH),
            start=(-6.6, 6.6),
            step=0.2,
        ),
        "places": Cells("Places that take its token", "tokens", ACROSS, ACROSS, start=(9,)),
    },
    views={
        "plane": View("The plane, in 32 cells", "half"),
        "output": View(r"Decoded, $\hat x$"),
        "tokens": View("Its 16 tokens: tap a place"),
        "input": View("Original, $x$"),
        "own": View("From its own tokens"),
        "change": View("It adds, it takes"),
        "grid": View("What each place snaps to", "half"),
        "index": View("Index, $k$"),
        "output_of": View("$z_e$"),
        "entry": View("$e_k$"),
        "away": View("Distance"),
        "mse_own": View("MSE, own tokens"),
        "mse": View("MSE, swapped"),
    },
    main="vector",
    stage=("plane", "output", "tokens"),
    bar=("digit", "drawn"),
    line="It snaps to entry {index}: squared error {mse}, with the digit’s own tokens {mse_own}.",
    checks=(
        Check("The token is the nearest vector", token_is_nearest),
        Check("At every place of the digit it is the nearest", own_are_nearest),
        Check(
            "No place but the chosen ones changes its token",
            lambda places, own_tokens, tokens_decoded: (
                np.count_nonzero(np.delete(own_tokens != tokens_decoded, list(places))),
                "==",
                0,
            ),
        ),
        Check(
            "The same tokens draw the same picture",
            lambda own_tokens, tokens_decoded, added: (
                (added, "==", 0) if (own_tokens == tokens_decoded).all() else None
            ),
        ),
    ),
    thumbnails={"digit": lambda vq: inks(vq.samples["digits"], "the digit")},
)
