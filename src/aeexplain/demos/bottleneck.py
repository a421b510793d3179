"""Keep the first k numbers of a prefix-trained code, and see what is left of a digit.

The network was trained with nested dropout (Rippel et al. 2014), so that its first k units alone are a good code for every
k. PCA with k components is the honest baseline: the best that any linear code of that size can do.
"""

from functools import partial

import numpy as np
from numpy.typing import NDArray

from aeexplain.arrays import Array
from aeexplain.demo import Check, Choice, Demo, Pad, Readout, Slider, View, Words, readout
from aeexplain.draw import Drawing, Plane, bars, drawing, heat, ink, inks, label, line, points, rule

UNITS = 32
PIXELS = 28 * 28
STOPS = (0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 16, 20, 24, 28, 32)  # where the curves are computed, besides at k
LABEL_UNITS = 9  # how many numbers along the axis a curve's name takes
ROOM = 0.1  # of the axis of errors lies below zero, for the name of a curve that is almost there
FAITHFUL, RECOGNISABLE = 0.015, 0.035  # the verdict's thresholds on the mean squared error
CODE = (400, 250)  # the drawing's size: on a desk the one at which it is shown
MARGINS = (2, 2, 50, 2)
CURVE = (319, 290)


def compute(ae, k, digit, pad):
    x = ae.samples["digits"][digit] if pad is None else pad  # (784,) in [0, 1]
    name = f"the digit {ae.samples['labels'][digit]}" if pad is None else "your digit"
    z = ae.models["net"].encode(x)  # (32,)
    kept = z * (np.arange(UNITS) < k)  # (32,)
    x_hat = ae.models["net"].decode(kept)  # (784,)
    x_pca = _by_pca(ae, x, np.arange(UNITS) < k)  # (784,)
    error = (x_hat - x) ** 2  # (784,)
    mse, mse_pca = float(error.mean()), float(((x_pca - x) ** 2).mean())
    return {
        "input": ink(_square(x), f"{name}, as written by hand"),
        "code": partial(_code, z, k),
        "output": ink(_square(x_hat), f"{name} redrawn from {_numbers(k)}, squared error {mse:.3f}", "a"),
        "pca": ink(_square(x_pca), f"PCA’s picture of it from {_numbers(k)}, error {mse_pca:.3f}", "b"),
        "curve": partial(_curve_of, ae, x, z, k),
        "error": partial(heat, _square(error), 0.5, f"squared error per pixel, largest {error.max():.2f}"),
        "kept": Words(f"{_numbers(k)} instead of {PIXELS}."),
        "mse": readout(mse, ".3f"),
        "linear": readout(mse_pca, ".3f"),
        "ratio": Readout(PIXELS / k, f"{PIXELS} : {k}") if k else readout(None),
        "verdict": Words(verdict(mse)),
        "x": x,
        "z": kept,
        "x_hat": x_hat,
    }


def verdict(mse: float) -> str:
    """Return the one word for a mean squared error, by the thresholds that the article states."""
    if mse <= FAITHFUL:
        return "faithful"
    return "recognisable" if mse <= RECOGNISABLE else "coarse"


def describe(k, digit, pad, mse, linear, verdict):
    subject = f"Digit {digit}" if pad == "nothing drawn" else "Your digit"
    return (
        f"{subject} from {k} of {UNITS} numbers: {verdict}, squared error {mse}; "
        f"PCA with {k} component{'' if k == '1' else 's'} reaches {linear}."
    )


def pca_does_not_grow(ae, x):
    """Compare PCA's error with one component more to that without it, for every count of them."""
    errors = _uncut_errors(ae, x)
    return errors[1:], "<=", errors[:-1]


def cutting_helps(ae, x, k, linear):
    """Compare the error of PCA's picture as drawn to that of the one that may leave [0, 1]."""
    return linear, "<=", _uncut_errors(ae, x)[k]


def _uncut_errors(ae, x: Array) -> Array:
    """Return PCA's squared error with 0 to 32 components, (33,), its pictures not cut to what ink can be."""
    pca = ae.models["pca"]
    kept = np.arange(UNITS) < np.arange(UNITS + 1)[:, None]  # (33, 32)
    errors: Array = ((pca.decode(pca.encode(x) * kept) - x) ** 2).mean(1)
    return errors


def _numbers(k: int) -> str:
    return "1 number" if k == 1 else f"{k} numbers"


def _square(x: Array) -> Array:
    return x.reshape(28, 28)


def _by_pca(ae, x: Array, kept: NDArray[np.bool_]) -> Array:
    """Return what PCA redraws from the components that are kept, (32,) or (n, 32), as ink can be: in [0, 1]."""
    pca = ae.models["pca"]
    x_pca: Array = np.clip(pca.decode(pca.encode(x) * kept), 0, 1)
    return x_pca


def _code(z: Array, k: int) -> Drawing:
    """Return the code as bars around zero, number i from i - 1 to i, so that what is kept ends at k."""
    low, high = 1.02 * min(float(z.min()), 0), 1.02 * max(float(z.max()), 0)
    plane = Plane.over(*CODE, (0, UNITS), (low, high), margins=MARGINS)
    middles = Plane.over(*CODE, (-0.5, UNITS - 0.5), (low, high), margins=MARGINS)
    left, right = plane.x.pixels
    base = plane.height - 5
    return drawing(
        *CODE,
        rule(plane, y=0.0),
        bars(middles, z, np.arange(UNITS) < k),
        label("1st number", left, base, "muted"),
        label(f"{UNITS}nd", right, base, "muted", anchor="end"),
        says=f"the code as {UNITS} bars, the first {k} kept and the others set to zero",
        reach=plane.reach,
    )


def _curve_of(ae, x: Array, z: Array, k: int) -> Drawing:
    ks = np.unique([*STOPS, k])  # (stops,)
    kept = np.arange(UNITS) < ks[:, None]  # (stops, 32): row i keeps the first ks[i] numbers
    errors = ((ae.models["net"].decode(z * kept) - x) ** 2).mean(1)  # (stops,)
    errors_pca = ((_by_pca(ae, x, kept) - x) ** 2).mean(1)
    at = np.arange(UNITS + 1)
    return _curve(k, np.interp(at, ks, errors), np.interp(at, ks, errors_pca))


def _curve(k: int, errors: Array, errors_pca: Array) -> Drawing:
    """Return both errors, (33,) each, against how many numbers are kept; the slider's knob rides on the network's."""
    top = float(max(errors.max(), errors_pca.max())) * 1.04
    plane = Plane.over(*CURVE, (0, UNITS), (-ROOM * top, top), margins=(6, 10, 26, 10))
    at = np.arange(UNITS + 1)
    left, right = plane.x.pixels
    base = plane.height - 6
    here = float(plane.x(k))
    return drawing(
        *CURVE,
        rule(plane, y=-ROOM * top),
        rule(plane, x=k),
        line(plane, at, errors_pca, "b dashed"),
        line(plane, at, errors, "a"),
        points(plane, [k], [errors_pca[k]], "b", "large"),
        points(plane, [k], [errors[k]], "a", "large"),
        label("0", left, base, "muted") if here > left + 24 else "",
        label(f"{k}", here, base, anchor="middle") if k < UNITS else "",
        label(f"{UNITS} numbers", right, base, "muted" if k < UNITS else "", anchor="end"),
        *_names(plane, k, errors, errors_pca),
        says=f"error against numbers kept: at {k} the autoencoder {errors[k]:.3f}, PCA {errors_pca[k]:.3f}",
        reach=plane.reach,
        track=np.column_stack((at, errors)),
    )


def _names(plane: Plane, k: int, ys: Array, ys_pca: Array) -> tuple[str, str]:
    """Return the curves' names where the two are far apart and the rule at k is not in the way. ys, ys_pca: (33,)."""
    wide = [at for at in range(2, UNITS - LABEL_UNITS) if not at - 2 <= k <= at + LABEL_UNITS]
    at = max(wide, key=lambda at: np.abs(ys - ys_pca)[at : at + LABEL_UNITS].min())
    ahead = ys[at] < ys_pca[at]
    return _name(plane, "autoencoder", at, ys, "a", below=ahead), _name(
        plane, "PCA", at, ys_pca, "b", below=not ahead
    )


def _name(plane: Plane, text: str, at: int, ys: Array, series: str, below: bool) -> str:
    x, y = plane.at(at, ys[at])
    under = min(plane.at(0, ys[at : at + LABEL_UNITS].min())[1] + 17, plane.y.pixels[0] - 4)
    return label(text, x, under if below else y - 8, series)


DEMO = Demo(
    compute,
    describe,
    weights={"ae": "bottleneck"},
    metrics={
        "Mean squared error with 8 units, 10,000 test digits": "bottleneck:mse.net.8",
        "PCA’s with 8 components": "bottleneck:mse.pca.8",
    },
    controls={
        "k": Slider(
            "Numbers kept",
            0,
            UNITS,
            start=6,
            plays=True,
            on=("code", "curve"),
            grip=("rule", "knob"),
        ),
        "digit": Choice("Digit", tuple("0123456789"), start=6),
        "pad": Pad("Or draw one"),
    },
    views={
        "input": View("Original $x$"),
        "code": View(r"Code $\model{z}$", "half"),
        "output": View(r"Redrawn $\model{\hat x}$"),
        "pca": View("Redrawn by PCA", series="b"),
        "curve": View("Squared error", "half"),
        "error": View(r"Squared error of $\model{\hat x}$"),
        "kept": View("Kept"),
        "mse": View("Squared error"),
        "linear": View("PCA’s squared error"),
        "ratio": View("Compression"),
        "verdict": View("Verdict"),
    },
    main="k",
    stage=("output", "pca", "curve"),
    bar=("k", "digit", "pad"),
    line="Squared error {mse}, where PCA has {linear}, from {kept}",
    thumbnails={"digit": lambda ae: inks(ae.samples["digits"], "the digit")},
    checks=(
        Check("At most k numbers of the code are not zero", lambda k, z: (np.count_nonzero(z), "<=", k)),
        Check("Every pixel lies between 0 and 1", lambda x_hat: (np.abs(x_hat - 0.5), "<=", 0.5)),
        Check("PCA’s error does not grow with k", pca_does_not_grow),
        Check("Cutting PCA’s picture to what ink can be only helps it", cutting_helps),
    ),
)
