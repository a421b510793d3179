"""Rebuild a piece of handwriting as the sum of a few out of 288 strokes.

The code has twice as many units as the piece has pixels; it is the constraint that at most k of them are above zero that keeps
the network from copying (top-k: Makhzani and Frey 2014). The reconstruction is a centre plus one atom of the dictionary for
each active unit, so every part of it can be looked at, muted or boosted. PCA with as many components is the baseline.
"""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from aeexplain.arrays import Array
from aeexplain.demo import Cells, Check, Choice, Demo, Pad, Point, Readout, Slider, View, readout
from aeexplain.draw import Drawing, Pixels, Plane, drawing, ink, inks, label, reached, signed, tag, thumbnails
from aeexplain.draw.images.colour import ACCENT

SIDE, BOARD = 12, 28  # pixels of a piece, and of what is drawn
UNITS, MOST = 288, 8
COLUMNS, ROWS = 18, 16  # of the dictionary
EDGE = 2  # pixels next to a drawing's border from which no piece is cut, as in training
CELL = SIDE + 2  # a piece or an atom with a clear border
# The size of a pixel that gets the full colour, of an atom and of an atom times its coefficient.
ATOM, PART = 0.3, 0.6
DIMMED, FAINT = 0.6, 0.35  # the strength of what is not in use, and of what is taken out
LEVELS = 4  # of strength in a small atom: more are not seen there, and would make what is drawn ahead twice as large
WIDE_COLUMNS = 24  # of the dictionary on the stage
PITCH, STRIP, PIXEL = 108, 120, 7  # of the strip of strokes: from one to the next, its height, and a pixel
TOUCH = (219, 71, 10)  # the colour of handles
TOP = 2.5  # the coefficient at the end of the longest bar, unless there is a larger one


def compute(ae, pattern, drawn, k, out, point, weight):
    net, pca = ae.models["net"], ae.models["pca"]
    x = ae.samples["patches"][pattern] if drawn is None else inkiest(drawn)  # (144,) in [0, 1]
    name = f"pattern {pattern + 1}" if drawn is None else "a piece of your drawing"
    chosen = int(point[1]) * COLUMNS + int(point[0])
    found = net.encode(x, k)  # (288,), at most k above zero
    order = np.argsort(-found, kind="stable")[: np.count_nonzero(found)][
        :MOST
    ]  # the active units, strongest first
    kept = np.isin(np.arange(1 + MOST), out, invert=True)  # (9,), of the centre and the strokes
    z = found * np.where(np.arange(UNITS) == chosen, weight, 1)
    z[order[~kept[1 : 1 + len(order)]]] = 0
    centre, parts = net.params["centre"], net.parts(found)[order]  # (144,), (active, 144)
    sums = kept[0] * centre + np.concatenate(
        (np.zeros((1, x.size)), np.cumsum(net.parts(z)[order], 0))
    )  # (1 + active, 144)
    x_hat = np.clip(sums[-1], 0, 1)
    x_pca = np.clip(pca.decode(pca.encode(x) * (np.arange(MOST) < k)), 0, 1)
    mse, linear = (float(np.mean((y - x) ** 2)) for y in (x_hat, x_pca))
    dictionary = net.params["dictionary"]  # (144, 288)
    active = int(np.count_nonzero(z))
    return {
        "both": _both(
            x, x_hat, f"{name}, 12 by 12 pixels, and the sum of {active} strokes, squared error {mse:.4f}"
        ),
        "use": _in_use(dictionary.tobytes(), order, kept[1:]),
        "parts": _strokes(centre, parts, order, kept),
        "output": lambda: ink(
            _square(x_hat), f"{name} as a sum of {active} atoms, mean squared error {mse:.4f}"
        ),
        "pca": lambda: ink(
            _square(x_pca), f"{name} by PCA with {k} components, mean squared error {linear:.4f}"
        ),
        "atom": lambda: signed(
            _square(dictionary[:, chosen]), ATOM, f"atom {chosen + 1}, its coefficient {z[chosen]:.2f}"
        ),
        "dictionary": lambda: _dictionary(dictionary.tobytes(), order, chosen),
        "code": lambda: _code(found, z, order, chosen),
        "sums": lambda: ink(
            _strip(*sums),
            f"the centre, and what it grows into as {len(order)} atoms are added, one after another",
        ),
        "active": readout(active, ".0f"),
        "mse": readout(mse),
        "linear": readout(linear),
        "coefficient": readout(float(z[chosen]), ".2f"),
        "dead": Readout(ae.metrics["shrinkage"]["dead"], f"{ae.metrics['shrinkage']['dead']:.1%}"),
        "x": x,
        "found": found,
        "z": z,
        "kept": kept,
        "total": sums[-1],
    }


def parts_make_the_whole(ae, z, kept, total):
    """Compare the centre and the strokes, one after another, to what the decoder makes of the code at once."""
    net = ae.models["net"]
    return net.decode(z) - (not kept[0]) * net.params["centre"], "==", total


def pca_does_not_grow(ae, x):
    """Compare PCA's error with one component more to that without it."""
    pca = ae.models["pca"]
    counted = np.arange(MOST) < np.arange(MOST + 1)[:, None]  # (9, 8)
    errors = ((pca.decode(pca.encode(x) * counted) - x) ** 2).mean(1)  # (9,)
    return errors[1:], "<=", errors[:-1]


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


def describe(pattern, drawn, k, out, point, weight, active, mse, linear, coefficient):
    what = f"Pattern {pattern}" if drawn == "nothing drawn" else "A piece of your drawing"
    x, y = (int(float(part)) for part in point.split(","))
    return (
        f"{what} with at most {k} of {UNITS} strokes, taken out {_named(out)}: {active} are in the sum, "
        f"mean squared error {mse}; PCA with {k} components reaches {linear}. "
        f"At weight {weight} atom {y * COLUMNS + x + 1} has the coefficient {coefficient}."
    )


def _named(out: str) -> str:
    """Return what is taken out of the sum in words, from the numbers of cells: the centre is cell 0."""
    return ", ".join("the centre" if cell == "0" else f"stroke {cell}" for cell in out.split()) or "nothing"


def _square(x: Array) -> Array:
    return x.reshape(SIDE, SIDE)


def _strip(*images: Array) -> Array:
    """Return up to nine images (144,) side by side, each in a cell of 14 pixels; places without one stay empty."""
    cells = np.zeros((CELL, 1 + MOST, CELL), np.float32)
    cells[1:-1, : len(images), 1:-1] = np.reshape(images, (-1, SIDE, SIDE)).swapaxes(0, 1)
    return cells.reshape(CELL, -1)


def _both(x: Array, x_hat: Array, says: str) -> Drawing:
    """Return a piece and its sum side by side, with the sign for almost equal between them."""
    side, gap, pixel = 216, 40, 18
    right = side + gap
    squares = "".join(
        tag("rect", class_="frame", x=left + 0.5, y=0.5, width=side - 1, height=side - 1)
        for left in (0, right)
    )
    wave = "c4-8 8-8 12 0s8 8 12 0"
    signs = f"M{side + 8} {side // 2 - 5}{wave}M{side + 8} {side // 2 + 5}{wave}"
    return drawing(
        2 * side + gap,
        side,
        squares,
        thumbnails(_square(x)[None], [(0, 0)], (pixel, pixel), "ink"),
        thumbnails(_square(x_hat)[None], [(right, 0)], (pixel, pixel), "a"),
        tag("path", class_="line series-muted", d=signs),
        says=says,
    )


def _strokes(centre: Array, parts: Array, order: NDArray[np.integer], kept: NDArray[np.bool_]) -> Drawing:
    """Return the centre and up to eight strokes as a sum with plus signs; those taken out are faint and struck through."""
    plane = Plane.over(PITCH * (1 + MOST), STRIP, (0, 1 + MOST), (1, 0), margins=(12, 0, 12, 0))
    side = SIDE * PIXEL
    corners = np.stack(
        (PITCH * np.arange(1 + MOST) + (PITCH - side) / 2, np.full(1 + MOST, (STRIP - side) / 2)), 1
    )
    filled = 1 + len(parts)
    squares = "".join(
        tag("rect", class_="frame", x=float(x), y=float(y), width=side, height=side) for x, y in corners
    )
    pictures = []
    for share, here in ((1, kept[:filled]), (FAINT, ~kept[:filled])):
        strokes, places = share * _square_all(parts[here[1:]]) / PART, corners[1:filled][here[1:]]
        pictures += [
            thumbnails(strokes, places, (PIXEL, PIXEL), "add"),
            thumbnails(-strokes, places, (PIXEL, PIXEL), "take"),
        ]
        pictures.append(
            thumbnails(share * _square(centre)[None], corners[:1], (PIXEL, PIXEL), "muted") if here[0] else ""
        )
    middle = STRIP // 2
    pluses = "".join(f"M{PITCH * i - 6} {middle}h12M{PITCH * i} {middle - 6}v12" for i in range(1, filled))
    struck = "".join(f"M{x:.0f} {y + side:.0f}l{side} -{side}" for x, y in corners[~kept])
    out = np.flatnonzero(~kept).tolist()
    return drawing(
        plane.width,
        plane.height,
        squares,
        *pictures,
        tag("path", class_="line series-muted", d=pluses),
        tag("path", class_="line series-ink", d=struck) if struck else "",
        says=f"the centre and {len(parts)} strokes: atoms "
        + ", ".join(str(j + 1) for j in order)
        + f"; taken out: {_named(' '.join(map(str, out)))}",
        reach=plane.reach,
    )


def _square_all(x: Array) -> Array:
    return x.reshape(-1, SIDE, SIDE)


def _frame(cell: NDArray[np.uint8], colour: tuple[int, ...], thick: int = 1) -> None:
    """Draw a frame around a cell (14, 14, 4), in place."""
    cell[:thick] = cell[-thick:] = cell[:, :thick] = cell[:, -thick:] = colour


def _in_use(dictionary: bytes, order: NDArray[np.integer], kept: NDArray[np.bool_]) -> Pixels:
    """Return all atoms in a wide grid: those in the sum with a blue ring, the last of them with that of the handle."""
    lit, dimmed = _sheets(dictionary, WIDE_COLUMNS)
    sheet = dimmed.copy()  # (12, 14, 24, 14, 4)
    for place, j in enumerate(order.tolist()):
        row, column = divmod(j, WIDE_COLUMNS)
        if kept[place]:
            sheet[row, :, column] = lit[row, :, column]
        if kept[place] or place == len(order) - 1:
            _frame(sheet[row, :, column], (*(TOUCH if place == len(order) - 1 else ACCENT), 255), 2)
    ringed = ", ".join(str(j + 1) for j, still in zip(order.tolist(), kept, strict=False) if still)
    return Pixels(
        sheet.reshape(-1, WIDE_COLUMNS * CELL, 4),
        f"{UNITS} atoms in rows of {WIDE_COLUMNS}; in the sum are {ringed or 'none'}",
        "ink",
    )


def _dictionary(dictionary: bytes, order: NDArray[np.integer], chosen: int) -> Pixels:
    """Return all atoms in a grid, the active ones lit and framed, the chosen one framed more strongly."""
    lit, dimmed = _sheets(dictionary, COLUMNS)
    sheet = dimmed.copy()  # (16, 14, 18, 14, 4)
    for j in order.tolist():
        row, column = divmod(j, COLUMNS)
        sheet[row, :, column] = lit[row, :, column]
        _frame(sheet[row, :, column], (*ACCENT, 130))
    _frame(sheet[chosen // COLUMNS, :, chosen % COLUMNS], (*TOUCH, 255))
    says = f"{UNITS} atoms in {ROWS} rows of {COLUMNS}; lit are " + ", ".join(str(j + 1) for j in order)
    return reached(
        Pixels(sheet.reshape(ROWS * CELL, COLUMNS * CELL, 4), says, "ink"), (0, COLUMNS), (0, ROWS)
    )


@lru_cache(maxsize=4)
def _sheets(dictionary: bytes, columns: int) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """Return the atoms of a dictionary (144, 288) float32 as cells (rows, 14, columns, 14, 4): in full colour, and dimmed."""
    rows = UNITS // columns
    atoms = np.frombuffer(dictionary, np.float32).reshape(SIDE, SIDE, rows, columns)
    cells = np.zeros((rows, CELL, columns, CELL), np.float32)
    cells[:, 1:-1, :, 1:-1] = np.rint(atoms.transpose(2, 0, 3, 1) / ATOM * LEVELS) * (ATOM / LEVELS)
    lit = signed(cells.reshape(rows * CELL, -1), ATOM, "").rgba.reshape(*cells.shape, 4)
    dimmed = lit.copy()
    dimmed[..., 3] = lit[..., 3] * DIMMED
    return lit, dimmed


def _code(found: Array, z: Array, order: NDArray[np.integer], chosen: int) -> Drawing:
    """Return the active units as bars, strongest first, with their coefficients; the chosen one also as it was found."""
    left, long, tall, first = 68, 226, 34, 6
    top = max(TOP, float(z.max()))
    marks = []
    for row, j in enumerate(order.tolist()):
        y, series = first + row * tall, "b" if j == chosen else "a"
        end, before = (long * float(values[j]) / top for values in (z, found))
        marks.append(tag("rect", class_=f"bar fill-{series}", x=left, y=y, width=end, height=22))
        if z[j] != found[j]:
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
        "PCA’s with 8 components": "sparse:mse.pca.8",
        "Share of units that none of the pieces activates": "sparse:shrinkage.dead",
        "Factor by which a twin trained with an L1 penalty shrinks its code": "sparse:samples.twin.gain",
    },
    controls={
        "k": Slider(
            "Strokes, $k$", 1, MOST, start=6, plays=True, on="parts", grip="ring", offset=0.5, cell=0.89
        ),
        "pattern": Choice("Pattern", tuple(str(i) for i in range(1, 13)), start=3),
        "drawn": Pad("Or draw one"),
        "out": Cells("Taken out: 0 the centre, 1 to 8 a stroke", "parts", columns=1 + MOST, rows=1),
        "point": Point(
            "Atom pointed at",
            "dictionary",
            (0.5, COLUMNS - 0.5),
            (0.5, ROWS - 0.5),
            (36 % COLUMNS + 0.5, 36 // COLUMNS + 0.5),
            step=1,
            reticle=True,
        ),
        "weight": Slider("Weight of that atom: 0 mutes, 2 boosts", 0, 2, start=1, step=0.25),
    },
    views={
        "both": View(r"The piece $x$, and the sum $\hat x$"),
        "use": View(f"Dictionary of {UNITS} strokes, those in the sum ringed", "half"),
        "parts": View("The sum: a centre, then strokes, the strongest first", "full"),
        "output": View(r"Sum of atoms, $\hat x$"),
        "pca": View("PCA, $k$ components"),
        "atom": View("The atom pointed at"),
        "dictionary": View("The dictionary, to point at", "half"),
        "code": View("Code, $z$, the strongest unit first", "half"),
        "sums": View(r"Added up, one after another: the last is $\hat x$", "full"),
        "active": View("Active units, L0"),
        "mse": View("MSE"),
        "linear": View("MSE, PCA"),
        "coefficient": View("Coefficient of the atom"),
        "dead": View("Dead units"),
    },
    main="k",
    stage=("both", "use", "parts"),
    bar=("k", "pattern", "drawn"),
    line=f"{{active}} of {UNITS} strokes: squared error {{mse}}; PCA, with as many components, has {{linear}}.",
    checks=(
        Check("At most k units are above zero", lambda k, found: (np.count_nonzero(found), "<=", k)),
        Check("No unit is below zero", lambda found: (found, ">=", 0)),
        Check("The parts sum to the whole", parts_make_the_whole, within=1e-5),
        Check("PCA’s error does not grow with k", pca_does_not_grow),
    ),
    thumbnails={"pattern": lambda ae: inks(ae.samples["patches"], "the pattern")},
)
