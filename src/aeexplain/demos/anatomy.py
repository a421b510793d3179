"""A digit passes through a small autoencoder, every unit of which is drawn as strong as it is for that digit.

144 pixels, 40 hidden units, a code of 12, 40 hidden units, 144 pixels. A unit's part is what the reconstruction loses when that
unit alone is set to zero. PCA with 12 components is the baseline.
"""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from aeexplain.data.shrunk import shrunk
from aeexplain.demo import Choice, Demo, Pad, Slider, View, readout
from aeexplain.draw import Drawing, drawing, ink, inks, label, opacity_marks, signed, tag
from aeexplain.draw.svg import pairs
from aeexplain.nn.trace import trace

SIDE, HIDDEN, UNITS = 12, 40, 12
PART = 0.5  # the change of a pixel that gets the full colour
WIDTH, HEIGHT, MIDDLE = 640, 300, 142
CELL = 12.0  # pixels of the drawing for a pixel of the digit
COLUMNS = (80, 232, 320, 408, 560)  # the middles of input, hidden layer, code, hidden layer, output
NAMES = ("x", "", "z", "", "x\N{COMBINING CIRCUMFLEX ACCENT}")
STRONG = 0.15  # an edge is drawn strong from this share of the strongest contribution on its side of the code
TENTHS = "scale(.1)"


def compute(ae, digit, drawn, unit):
    net = ae.models["net"]
    x = ae.samples["digits"][digit] if drawn is None else shrunk(drawn, 2)  # (144,) in [0, 1]
    (_, first, _, z), (_, second, _, x_hat) = trace(net, x)  # (40,), (12,), (40,), (144,)
    j = unit - 1
    without = net.decode(z * (np.arange(UNITS) != j))  # (144,)
    x_pca = np.clip(ae.models["pca"].decode(ae.models["pca"].encode(x)), 0, 1)
    part, mse = x_hat - without, _mse(x_hat, x)
    name = f"the digit {ae.samples['labels'][digit]}" if drawn is None else "your digit"
    into = net.params["encoder.2.weight"].T * first  # (12, 40): what hidden units add to the code's
    out = net.params["decoder.0.weight"] * z[:, None]  # (12, 40): what these add to the next hidden ones
    shares = (x, first / first.max(), z / ae.metrics["top"], second / second.max(), x_hat)
    return {
        "network": _network(shares, into, out, j, z[j], name),
        "input": ink(_square(x), f"{name} at 12 by 12 pixels"),
        "output": ink(_square(x_hat), f"{name} rebuilt from 12 numbers, mean squared error {mse:.4f}"),
        "without": ink(_square(without), f"{name} rebuilt with unit {unit} set to zero"),
        "part": signed(
            _square(part), PART, f"what unit {unit} adds and takes, at most {np.abs(part).max():.2f}"
        ),
        "value": readout(z[j], ".2f"),
        "mse": readout(mse),
        "silenced": readout(_mse(without, x)),
        "linear": readout(_mse(x_pca, x)),
    }


def describe(digit, drawn, unit, value, mse, silenced, linear):
    what = f"Digit {digit}" if drawn == "nothing drawn" else "Your digit"
    return (
        f"{what} through 12 units: mean squared error {mse}, PCA's with 12 components {linear}. "
        f"Unit {unit} is at {value}; without it the error is {silenced}."
    )


def _mse(x_hat: NDArray[np.floating], x: NDArray[np.floating]) -> float:
    return float(np.mean((x_hat - x) ** 2))


def _square(x: NDArray[np.floating]) -> NDArray[np.floating]:
    return x.reshape(SIDE, SIDE)


def _column(middle: float, count: int, apart: float) -> NDArray[np.floating]:
    ys = MIDDLE + apart * (np.arange(count) - (count - 1) / 2)
    return np.column_stack((np.full(count, middle), ys))  # (count, 2) in pixels


def _mosaic(middle: float) -> NDArray[np.floating]:
    across = CELL * (np.arange(SIDE) - (SIDE - 1) / 2)
    x, y = np.meshgrid(middle + across, MIDDLE + across)
    return np.column_stack((x.ravel(), y.ravel()))  # (144, 2) in pixels


PLACES = (
    _mosaic(COLUMNS[0]),
    _column(COLUMNS[1], HIDDEN, 6.2),
    _column(COLUMNS[2], UNITS, 18.0),
    _column(COLUMNS[3], HIDDEN, 6.2),
    _mosaic(COLUMNS[4]),
)


def _network(shares, into, out, j: int, value: float, name: str) -> Drawing:
    """Return all units as strong as their shares, and the pointed unit's edges: warm where they add, cool where they take."""
    x, y = PLACES[2][j].tolist()
    return drawing(
        WIDTH,
        HEIGHT,
        _funnels(),
        _edges(PLACES[1], j, into),
        _edges(PLACES[3], j, out),
        _sockets(1, 5),
        _sockets(3, 5),
        _sockets(2, 15),
        opacity_marks(PLACES[0], shares[0], CELL, "ink"),
        opacity_marks(PLACES[1], shares[1], 5, "ink", round=True),
        opacity_marks(PLACES[2], shares[2], 15, "a", round=True),
        opacity_marks(PLACES[3], shares[3], 5, "ink", round=True),
        opacity_marks(PLACES[4], shares[4], CELL, "ink"),
        tag("circle", class_="outline series-b", cx=x, cy=y, r=10),
        _signs(),
        says=f"{name} passes from 144 pixels through 40, 12 and 40 units to 144 pixels; unit {j + 1} is at {value:.2f}",
    )


def _edges(ends: NDArray[np.floating], j: int, amounts: NDArray[np.floating]) -> str:
    """Return lines from unit j to 40 others; amounts (12, 40). Against the largest of all, small ones are faint."""
    x, y = PLACES[2][j]
    share = amounts[j] / max(float(np.abs(amounts).max()), 1e-9)  # (40,)
    groups = {
        "edge": np.abs(share) < STRONG,
        "segment series-b": share >= STRONG,
        "segment series-a": share <= -STRONG,
    }
    here = np.full_like(ends, (x, y))
    return "".join(
        tag(
            "path",
            class_=kind,
            d=pairs("M%d %dL%d %d", np.hstack((here, ends))[chosen].reshape(-1, 2)),
            transform=TENTHS,
        )
        for kind, chosen in groups.items()
    )


@cache
def _sockets(layer: int, size: float) -> str:
    """Return the empty places of a layer's units, so that one that is off can be seen."""
    r = size / 2
    way = f"a{r} {r} 0 1 0 {size} 0a{r} {r} 0 1 0-{size} 0z"
    return tag(
        "path", class_="frame", d="".join(f"M{x - r:.1f} {y:.1f}{way}" for x, y in PLACES[layer].tolist())
    )


@cache
def _funnels() -> str:
    """Return the frames of both pictures, and the areas that stand for all edges between them and the hidden layers."""
    half, tall = SIDE * CELL / 2, 6.2 * HIDDEN / 2
    marks = []
    for picture, hidden in ((COLUMNS[0], COLUMNS[1]), (COLUMNS[4], COLUMNS[3])):
        side = picture + half if hidden > picture else picture - half
        fan = f"M{side} {MIDDLE - half}L{hidden} {MIDDLE - tall}V{MIDDLE + tall}L{side} {MIDDLE + half}z"
        marks.append(tag("path", class_="area fill-muted", d=fan))
        left, top = picture - half, MIDDLE - half
        marks.append(tag("rect", class_="frame", x=left, y=top, width=2 * half, height=2 * half))
    return "".join(marks)


@cache
def _signs() -> str:
    """Return the names of the layers and of the two halves."""
    tops = (MIDDLE - SIDE * CELL / 2 - 12, 0, MIDDLE - 9 * UNITS - 10, 0, MIDDLE - SIDE * CELL / 2 - 12)
    names = [
        label(name, x, y, anchor="middle") for name, x, y in zip(NAMES, COLUMNS, tops, strict=True) if name
    ]
    y = HEIGHT - 16
    halves = [label("encoder f", 170, y, anchor="middle"), label("decoder g", 470, y, anchor="middle")]
    return tag("g", *names, *halves, label("code", COLUMNS[2], y, "a", anchor="middle"), class_="signs")


DEMO = Demo(
    compute,
    describe,
    weights={"ae": "anatomy"},
    metrics={
        "Mean squared error, 10,000 test digits": "anatomy:mse.net",
        "PCA's with 12 components": "anatomy:mse.pca",
        "Units that are on, of 12, on average": "anatomy:on",
    },
    controls={
        "unit": Slider("Unit of the code", 1, UNITS, start=2, plays=True),
        "digit": Choice("Digit", tuple("0123456789"), start=5),
        "drawn": Pad("Or draw one"),
    },
    views={
        "network": View("", "full"),
        "input": View("Input, $x$"),
        "output": View(r"Reconstruction, $\hat x$"),
        "without": View("Without the unit"),
        "part": View("Its part: adds, takes"),
        "value": View("The unit's value"),
        "mse": View("MSE"),
        "silenced": View("MSE without the unit"),
        "linear": View("MSE, PCA"),
    },
    main="unit",
    stage=("network",),
    bar=("unit", "digit", "drawn"),
    line="Unit {unit} holds {value}. Squared error {mse}.",
    thumbnails={"digit": lambda ae: inks(ae.samples["digits"], "the digit")},
)
