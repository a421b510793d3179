"""A digit passes through a small autoencoder, every unit of which is drawn as strong as it is for that digit.

144 pixels, 40 hidden units, a code of 12, 40 hidden units, 144 pixels. A unit's part is what the reconstruction loses when that
unit alone is set to zero. PCA with 12 components is the baseline.
"""

from functools import cache, partial

import numpy as np
from numpy.typing import NDArray

from aeexplain.arrays import Array
from aeexplain.data.shrunk import shrunk
from aeexplain.demo import Check, Choice, Demo, Pad, Slider, Toggle, View, readout
from aeexplain.draw import (
    Drawing,
    Linear,
    Pixels,
    Plane,
    drawing,
    ink,
    inks,
    label,
    opacity_marks,
    signed,
    tag,
)
from aeexplain.draw.images.colour import ADD, TAKE
from aeexplain.draw.svg import pairs
from aeexplain.nn.layers.layer import select_prefix
from aeexplain.nn.trace import outputs, trace

SIDE, HIDDEN, UNITS = 12, 40, 12
PART = 0.5  # the change of a pixel that gets the full colour where the part stands alone
OWED, LEAST = 1 / 3, 0.06  # a pixel is tinted from this share of its ink, and from this much of full ink
SIZE = 300
COLUMNS = (54, 150, 246)  # the middles of hidden layer, code, hidden layer
DOT, SMALL = 17, 5  # diameters of a dot of the code, of a hidden unit
RING = 23
APART = SIZE / UNITS
PLANE = Plane(
    SIZE,
    SIZE,
    Linear((0, 1), (COLUMNS[1] - RING / 2, COLUMNS[1] + RING / 2)),
    Linear((0.5, UNITS + 0.5), (0, SIZE)),
)
THIN, STRONG = (
    0.06,
    0.35,
)  # of the strongest contribution on its side: from where an edge is coloured, and thick
TENTHS = "scale(.1)"
LEAST_SWISH = -0.2784646  # of x·σ(x), the units' activation, at x = −1.278


def compute(ae, unit, silent, digit, drawn):
    net = ae.models["net"]
    x = ae.samples["digits"][digit] if drawn is None else shrunk(drawn, 2)  # (144,) in [0, 1]
    (_, first, _, z), (*_, x_hat) = trace(net, x)  # (40,), (12,), (144,)
    j = unit - 1
    without = net.decode(z * (np.arange(UNITS) != j))  # (144,)
    mse = _mse(x_hat, x)
    name = f"the digit {ae.samples['labels'][digit]}" if drawn is None else "your digit"
    return {
        "input": ink(_square(x), f"{name} at 12 by 12 pixels"),
        "network": _network(ae, first, z, j, silent, name),
        "output": _output(x_hat, without, silent, f"{name} redrawn from 12 numbers", unit),
        "plain": partial(ink, _square(x_hat), f"{name} redrawn, squared error {mse:.3f}", "a"),
        "without": partial(ink, _square(without), f"{name} redrawn with dot {unit} set to zero", "a"),
        "part": partial(_part, x_hat - without, unit),
        "value": readout(z[j], ".1f"),
        "mse": readout(mse, ".3f"),
        "silenced": readout(_mse(without, x), ".3f"),
        "linear": readout(_mse(_by_pca(ae, x), x), ".3f"),
        "z": z,
        "x_hat": x_hat,
        "silent_x_hat": without,
    }


def describe(digit, drawn, unit, silent, value, mse, silenced, linear):
    what = f"Digit {digit}" if drawn == "nothing drawn" else "Your digit"
    shown = " Shown is what is left without it." if silent == "on" else ""
    return (
        f"{what} through 12 numbers: squared error {mse}, PCA’s with 12 components {linear}. "
        f"Dot {unit} stands at {value}; without it the error is {silenced}.{shown}"
    )


def tints(x_hat: Array, without: Array) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Return which pixels owe a third of their ink or more to a unit, and which would have as much more ink without it."""
    change = x_hat - without  # (144,)
    seen = np.abs(change) >= np.maximum(OWED * np.maximum(x_hat, without), LEAST)
    return seen & (change > 0), seen & (change < 0)


def silenced_is_zero(ae, unit, z, silent_x_hat):
    """Compare what the eleven other dots make with the picture that is shown without the touched one."""
    others = z.copy()
    others[unit - 1] = 0
    return ae.models["net"].decode(others), "==", silent_x_hat


def _mse(x_hat: Array, x: Array) -> float:
    return float(np.mean((x_hat - x) ** 2))


def _by_pca(ae, x: Array) -> Array:
    x_pca: Array = np.clip(ae.models["pca"].decode(ae.models["pca"].encode(x)), 0, 1)
    return x_pca


def _square(x: Array) -> Array:
    return x.reshape(SIDE, SIDE)


def _part(part: Array, unit: int) -> Pixels:
    says = f"what dot {unit} adds and takes, at most {np.abs(part).max():.2f}"
    return signed(_square(part), PART, says)


def _output(x_hat: Array, without: Array, silent: bool, says: str, unit: int) -> Pixels:
    """Return the redrawn digit with the unit's part tinted: red where it adds, teal as strong as what it takes away."""
    if silent:
        return ink(_square(without), f"{says}, without dot {unit}", "a")
    adds, takes = tints(x_hat, without)
    drawn = ink(
        _square(np.where(takes, without - x_hat, x_hat)), f"{says}, the part of dot {unit} tinted", "a"
    )
    drawn.rgba[adds.reshape(SIDE, SIDE), :3] = ADD
    drawn.rgba[takes.reshape(SIDE, SIDE), :3] = TAKE
    return drawn


def _column(middle: float, count: int, apart: float) -> Array:
    ys = SIZE / 2 + apart * (np.arange(count) - (count - 1) / 2)
    return np.column_stack((np.full(count, float(middle)), ys))  # (count, 2) in pixels


PLACES = tuple(
    _column(middle, count, apart)
    for middle, count, apart in zip(COLUMNS, (HIDDEN, UNITS, HIDDEN), (7.4, APART, 7.4), strict=True)
)


def _network(ae, first: Array, z: Array, j: int, silent: bool, name: str) -> Drawing:
    """Return all units as strong as they are, and the touched one's edges: red where they add, teal where they take."""
    net = ae.models["net"]
    kept = z * (np.arange(UNITS) != j) if silent else z  # (12,)
    second = outputs(net.decoder, select_prefix("decoder", net.params), kept)[1]  # (40,)
    into = net.params["encoder.2.weight"].T * first  # (12, 40): what hidden units add to the code's
    out = net.params["decoder.0.weight"] * kept[:, None]  # (12, 40): what these add to the next hidden ones
    x, y = PLACES[1][j].tolist()
    return drawing(
        SIZE,
        SIZE,
        _funnels(),
        _edges(PLACES[0], j, into),
        _edges(PLACES[2], j, out),
        _sockets(),
        opacity_marks(PLACES[0], first / first.max(), SMALL, "a", round=True),
        opacity_marks(PLACES[1], kept / ae.metrics["top"], DOT, "a", round=True),
        opacity_marks(PLACES[2], second / second.max(), SMALL, "a", round=True),
        tag("g", label(f"{kept[j]:.1f}", x + RING / 2 + 4, y + 5, "a"), class_="names beside"),
        says=f"{name} passes through 40, 12 and 40 units; dot {j + 1} of the 12 stands at {kept[j]:.2f}",
        reach=PLANE.reach,
    )


def _edges(ends: Array, j: int, amounts: Array) -> str:
    """Return lines from unit j to 40 others; amounts (12, 40). Against the largest of all, small ones are faint."""
    share = amounts[j] / max(float(np.abs(amounts).max()), 1e-9)  # (40,)
    size = np.abs(share)
    groups = {
        "edge": size < THIN,
        "segment takes": (share < 0) & (size >= THIN) & (size < STRONG),
        "segment adds": (share > 0) & (size >= THIN) & (size < STRONG),
        "segment strong takes": (share < 0) & (size >= STRONG),
        "segment strong adds": (share > 0) & (size >= STRONG),
    }
    here = np.full_like(ends, PLACES[1][j])
    lines = np.hstack((here, ends))  # (40, 4)
    return "".join(
        tag("path", class_=kind, d=pairs("M%d %dL%d %d", lines[chosen].reshape(-1, 2)), transform=TENTHS)
        for kind, chosen in groups.items()
        if chosen.any()
    )


@cache
def _sockets() -> str:
    """Return the empty places of all units, so that one that is off can be seen."""
    marks = []
    for places, size in zip(PLACES, (SMALL, DOT, SMALL), strict=True):
        r = size / 2
        way = f"a{r} {r} 0 1 0 {size} 0a{r} {r} 0 1 0-{size} 0z"
        marks.append("".join(f"M{x - r:.1f} {y:.1f}{way}" for x, y in places.tolist()))
    return tag("path", class_="bar dimmed", d="".join(marks))


@cache
def _funnels() -> str:
    """Return the areas that stand for all edges between the pictures at both sides and the hidden layers."""
    left, _, right = COLUMNS
    ways = (f"M0 0L{left} 3V{SIZE - 3}L0 {SIZE}z", f"M{SIZE} 0L{right} 3V{SIZE - 3}L{SIZE} {SIZE}z")
    return tag("path", class_="ground", d="".join(ways))


DEMO = Demo(
    compute,
    describe,
    weights={"ae": "anatomy"},
    metrics={
        "Mean squared error, 10,000 test digits": "anatomy:mse.net",
        "PCA’s with 12 components": "anatomy:mse.pca",
        "Units that are on, of 12, on average": "anatomy:on",
    },
    controls={
        "unit": Slider(
            "Dot of the code",
            1,
            UNITS,
            start=4,
            plays=True,
            on="network",
            along="y",
            grip="circle",
            cell=RING / APART,
            hint="touch",
        ),
        "silent": Toggle("Hold: without it", holds=True),
        "digit": Choice("Digit", tuple("0123456789"), start=3),
        "drawn": Pad("Or draw one"),
    },
    views={
        "input": View("Original $x$"),
        "network": View(r"Twelve dots, the code $\model{z}$"),
        "output": View(r"Redrawn $\model{\hat x}$"),
        "plain": View(r"Redrawn $\model{\hat x}$, untinted"),
        "without": View("Without the dot"),
        "part": View("Its part: adds, takes"),
        "value": View("The dot’s value"),
        "mse": View("Squared error"),
        "silenced": View("Without the dot"),
        "linear": View("PCA’s"),
    },
    main="unit",
    stage=("input", "network", "output"),
    bar=("silent", "digit", "drawn"),
    line="Without dot {unit} the squared error would be {silenced} instead of {mse}.",
    thumbnails={"digit": lambda ae: inks(ae.samples["digits"], "the digit")},
    checks=(
        Check("No dot is below −0.2785, the least that x·σ(x) can be", lambda z: (z, ">=", LEAST_SWISH)),
        Check(
            "The twelve numbers alone make the picture",
            lambda ae, z, x_hat: (ae.models["net"].decode(z), "==", x_hat),
            within=1e-5,
        ),
        Check("Without the dot the decoder gets a zero in its place", silenced_is_zero, within=1e-5),
        Check("Every pixel lies between 0 and 1", lambda x_hat: (np.abs(x_hat - 0.5), "<=", 0.5)),
    ),
)
