"""Rebuild a piece of handwriting as the sum of a few out of 288 strokes.

The code has twice as many units as the piece has pixels; it is the constraint that at most k of them are above zero that keeps
the network from copying (top-k: Makhzani and Frey 2014). The reconstruction is a centre plus one atom of the dictionary for
each active unit, so every part of it can be looked at, muted or boosted. PCA with as many components is the baseline.
"""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from aeexplain.arrays import Array
from aeexplain.demo import Choice, Demo, Pad, Point, Readout, Slider, View, readout
from aeexplain.draw import Drawing, Pixels, drawing, ink, inks, label, reached, signed, tag
from aeexplain.draw.images.colour import ACCENT, WARM

SIDE, BOARD = 12, 28  # pixels of a piece, and of what is drawn
UNITS, MOST = 288, 8
COLUMNS, ROWS = 18, 16  # of the dictionary
EDGE = 2  # pixels next to a drawing's border from which no piece is cut, as in training
CELL = SIDE + 2  # a piece or an atom with a clear border
# The size of a pixel that gets the full colour, of an atom and of an atom times its coefficient.
ATOM, PART = (
    0.3,
    0.6,
)
DIMMED = 0.4
TOP = 2.5  # the coefficient at the end of the longest bar, unless there is a larger one


def compute(ae, pattern, drawn, k, point, weight):
    net, pca = ae.models["net"], ae.models["pca"]
    x = ae.samples["patches"][pattern] if drawn is None else inkiest(drawn)  # (144,) in [0, 1]
    name = f"pattern {pattern + 1}" if drawn is None else "a piece of your drawing"
    chosen = int(point[1]) * COLUMNS + int(point[0])
    found = net.encode(x, k)  # (288,), at most k above zero
    z = found * np.where(np.arange(UNITS) == chosen, weight, 1)
    order = np.argsort(-found, kind="stable")[: np.count_nonzero(found)][
        :MOST
    ]  # the active units, strongest first
    centre, parts = net.params["centre"], net.parts(z)[order]  # (144,), (active, 144)
    sums = centre + np.concatenate((np.zeros((1, x.size)), np.cumsum(parts, 0)))  # (1 + active, 144)
    x_hat = np.clip(sums[-1], 0, 1)
    x_pca = np.clip(pca.decode(pca.encode(x) * (np.arange(MOST) < k)), 0, 1)
    mse, linear = (float(np.mean((y - x) ** 2)) for y in (x_hat, x_pca))
    dictionary = net.params["dictionary"]  # (144, 288)
    return {
        "input": ink(_square(x), f"{name}, 12 by 12 pixels"),
        "output": ink(_square(x_hat), f"{name} as a sum of {len(order)} atoms, mean squared error {mse:.4f}"),
        "pca": ink(_square(x_pca), f"{name} by PCA with {k} components, mean squared error {linear:.4f}"),
        "atom": signed(
            _square(dictionary[:, chosen]), ATOM, f"atom {chosen + 1}, its coefficient {z[chosen]:.2f}"
        ),
        "dictionary": _dictionary(dictionary.tobytes(), order, chosen),
        "code": _code(found, z, order, chosen, weight),
        "parts": _framed(
            signed(
                _strip(centre, *parts),
                PART,
                "the centre, then atoms times coefficients: "
                + ", ".join(f"{z[j]:.2f} of {j + 1}" for j in order),
            ),
            1 + int(np.flatnonzero(order == chosen)[0]) if chosen in order else None,
        ),
        "sums": ink(
            _strip(*sums),
            f"the centre, and what it grows into as {len(order)} atoms are added, one after another",
        ),
        "active": readout(int(np.count_nonzero(z)), ".0f"),
        "mse": readout(mse),
        "linear": readout(linear),
        "coefficient": readout(float(z[chosen]), ".2f"),
        "dead": Readout(ae.metrics["shrinkage"]["dead"], f"{ae.metrics['shrinkage']['dead']:.1%}"),
    }


def inkiest(drawn: Array) -> Array:
    """Return the piece (144,) of a drawing (784,) with the most ink, cut where training cut its pieces."""
    sums = np.zeros((BOARD + 1, BOARD + 1))
    sums[1:, 1:] = drawn.reshape(BOARD, BOARD).cumsum(0).cumsum(1)
    # The window: (17, 17).
    windows = sums[SIDE:, SIDE:] - sums[:-SIDE, SIDE:] - sums[SIDE:, :-SIDE] + sums[:-SIDE, :-SIDE]
    inner = windows[EDGE:-EDGE, EDGE:-EDGE]  # (13, 13)
    top, left = divmod(int(inner.argmax()), inner.shape[1])
    rows, columns = slice(top + EDGE, top + EDGE + SIDE), slice(left + EDGE, left + EDGE + SIDE)
    return drawn.reshape(BOARD, BOARD)[rows, columns].reshape(-1)


def describe(pattern, drawn, k, point, weight, active, mse, linear, coefficient):
    what = f"Pattern {pattern}" if drawn == "nothing drawn" else "A piece of your drawing"
    x, y = (int(float(part)) for part in point.split(","))
    return (
        f"{what} with at most {k} of {UNITS} units: {active} are active, mean squared error {mse}; PCA with {k} components "
        f"reaches {linear}. At weight {weight} atom {y * COLUMNS + x + 1} has the coefficient {coefficient}."
    )


def _square(x: Array) -> Array:
    return x.reshape(SIDE, SIDE)


def _strip(*images: Array) -> Array:
    """Return up to nine images (144,) side by side, each in a cell of 14 pixels; places without one stay empty."""
    cells = np.zeros((CELL, 1 + MOST, CELL), np.float32)
    cells[1:-1, : len(images), 1:-1] = np.reshape(images, (-1, SIDE, SIDE)).swapaxes(0, 1)
    return cells.reshape(CELL, -1)


def _framed(strip: Pixels, place: int | None) -> Pixels:
    if place is not None:
        _frame(strip.rgba[:, place * CELL : (place + 1) * CELL], (*WARM, 255))
    return strip


def _frame(cell: NDArray[np.uint8], colour: tuple[int, ...]) -> None:
    """Draw a frame around a cell (14, 14, 4), in place."""
    cell[[0, -1]] = cell[:, [0, -1]] = colour


def _dictionary(dictionary: bytes, order: NDArray[np.integer], chosen: int) -> Pixels:
    """Return all atoms in a grid, the active ones lit and framed, the chosen one framed more strongly."""
    lit, dimmed = _sheets(dictionary)
    sheet = dimmed.copy()  # (16, 14, 18, 14, 4)
    for j in order.tolist():
        row, column = divmod(j, COLUMNS)
        sheet[row, :, column] = lit[row, :, column]
        _frame(sheet[row, :, column], (*ACCENT, 130))
    _frame(sheet[chosen // COLUMNS, :, chosen % COLUMNS], (*WARM, 255))
    says = f"{UNITS} atoms in {ROWS} rows of {COLUMNS}; lit are " + ", ".join(str(j + 1) for j in order)
    return reached(
        Pixels(sheet.reshape(ROWS * CELL, COLUMNS * CELL, 4), says, "colour"), (0, COLUMNS), (0, ROWS)
    )


@lru_cache(maxsize=2)
def _sheets(dictionary: bytes) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """Return the atoms of a dictionary (144, 288) float32 as cells (16, 14, 18, 14, 4): in full colour, and dimmed."""
    atoms = np.frombuffer(dictionary, np.float32).reshape(SIDE, SIDE, ROWS, COLUMNS)
    cells = np.zeros((ROWS, CELL, COLUMNS, CELL), np.float32)
    cells[:, 1:-1, :, 1:-1] = atoms.transpose(2, 0, 3, 1)
    lit = signed(cells.reshape(ROWS * CELL, -1), ATOM, "").rgba.reshape(*cells.shape, 4)
    dimmed = lit.copy()
    dimmed[..., 3] = lit[..., 3] * DIMMED
    return lit, dimmed


def _code(found: Array, z: Array, order: NDArray[np.integer], chosen: int, weight: float) -> Drawing:
    """Return the active units as bars, strongest first, with their coefficients; the chosen one also as it was found."""
    left, long, tall, first = 68, 226, 34, 6
    top = max(TOP, float(z.max()))
    marks = []
    for row, j in enumerate(order.tolist()):
        y, series = first + row * tall, "b" if j == chosen else "a"
        end, before = (long * float(values[j]) / top for values in (z, found))
        marks.append(tag("rect", class_=f"bar fill-{series}", x=left, y=y, width=end, height=22))
        if j == chosen and weight != 1:
            marks.append(tag("path", class_="rule", d=f"M{left + before:.1f} {y - 4}v30"))
            end = max(end, before)
        marks.append(label(f"atom {j + 1}", 0, y + 16, "b" if j == chosen else ""))
        marks.append(label(f"{z[j]:.2f}", left + end + 8, y + 16, series))
    base = first + MOST * tall
    silent = f"the other {found.size - len(order)} units are at zero"
    return drawing(
        350,
        base + 30,
        tag("path", class_="rule", d=f"M{left} {first - 6}V{base - 6}"),
        *marks,
        label(silent, left + 8, base + 14),
        says="the code: " + ", ".join(f"unit {j + 1} at {z[j]:.2f}" for j in order.tolist()) + f"; {silent}",
    )


DEMO = Demo(
    compute,
    describe,
    weights={"ae": "sparse"},
    metrics={
        "Explained variance with 8 active units, 20,000 held-out pieces": "sparse:explained.8",
        "Mean squared error with 8 active units": "sparse:mse.net.8",
        "PCA's with 8 components": "sparse:mse.pca.8",
        "Share of units that none of the pieces activates": "sparse:shrinkage.dead",
        "Factor by which a twin trained with an L1 penalty shrinks its code": "sparse:samples.twin.gain",
    },
    controls={
        "k": Slider("Active units at most, $k$", 1, MOST, start=6, plays=True),
        "pattern": Choice("Pattern", tuple(str(i) for i in range(1, 13)), start=3),
        "drawn": Pad("Or draw one"),
        "point": Point(
            "Atom pointed at",
            "dictionary",
            (0.5, COLUMNS - 0.5),
            (0.5, ROWS - 0.5),
            (36 % COLUMNS + 0.5, 36 // COLUMNS + 0.5),
            step=1,
        ),
        "weight": Slider("Weight of that atom: 0 mutes, 2 boosts", 0, 2, start=1, step=0.25),
    },
    views={
        "input": View("Pattern, $x$"),
        "output": View(r"Sum of atoms, $\hat x$"),
        "pca": View("PCA, $k$ components"),
        "atom": View("The atom pointed at"),
        "dictionary": View(f"Dictionary of {UNITS} atoms, those in use lit", "half"),
        "code": View("Code, $z$, the strongest unit first", "half"),
        "parts": View("The centre $c$, and each atom times its coefficient", "full"),
        "sums": View(r"Added up, one after another: the last is $\hat x$", "full"),
        "active": View("Active units, L0"),
        "mse": View("MSE"),
        "linear": View("MSE, PCA"),
        "coefficient": View("Coefficient of the atom"),
        "dead": View("Dead units"),
    },
    main="k",
    stage=("input", "output", "sums"),
    bar=("k", "pattern", "drawn"),
    line="{active} of 288 strokes: squared error {mse}, where PCA has {linear}.",
    thumbnails={"pattern": lambda ae: inks(ae.samples["patches"], "the pattern")},
)
