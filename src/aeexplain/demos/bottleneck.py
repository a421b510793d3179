"""Keep the first k units of a prefix-trained code, and see what is left of a digit.

The network was trained with nested dropout (Rippel et al. 2014), so that its first k units alone are a good code for every
k. PCA with k components is the honest baseline: the best that any linear code of that size can do.
"""

import numpy as np
from numpy.typing import NDArray

from aeexplain.demo import Choice, Demo, Pad, Readout, Slider, View, Words, readout
from aeexplain.draw import Drawing, Plane, axes, bars, drawing, heat, ink, inks, label, line, points, rule

UNITS = 32
PIXELS = 28 * 28
STOPS = (0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 16, 20, 24, 28, 32)  # where the curves are computed, besides at k
LABEL_UNITS = 9  # how many units along the axis a curve's name takes
ROOM = 0.1  # of the axis of errors lies below zero, for the name of a curve that is almost there
FAITHFUL, RECOGNISABLE = 0.015, 0.035  # the verdict's thresholds on the mean squared error


def compute(ae, k, digit, pad):
    x = ae.samples["digits"][digit] if pad is None else pad  # (784,) in [0, 1]
    name = f"the digit {ae.samples['labels'][digit]}" if pad is None else "your digit"
    z, z_pca = ae.models["net"].encode(x), ae.models["pca"].encode(x)  # (32,) each
    ks = np.unique([*STOPS, k])  # (stops,)
    kept = np.arange(UNITS) < ks[:, None]  # (stops, 32): row i keeps the first ks[i] units
    x_hats = ae.models["net"].decode(z * kept)  # (stops, 784): the reconstruction at every stop
    x_pcas = np.clip(ae.models["pca"].decode(z_pca * kept), 0, 1)  # (stops, 784)
    errors, errors_pca = ((x_hats - x) ** 2).mean(1), ((x_pcas - x) ** 2).mean(1)  # (stops,) each
    here = int(np.searchsorted(ks, k))
    x_hat, mse, mse_pca = x_hats[here], float(errors[here]), float(errors_pca[here])
    error = (x_hat - x) ** 2  # (784,)
    return {
        "input": ink(_square(x), f"{name}, as written by hand"),
        "output": ink(_square(x_hat), f"{name} rebuilt from {k} units, mean squared error {mse:.4f}"),
        "pca": ink(_square(x_pcas[here]), f"PCA's picture of it from {k} components, error {mse_pca:.4f}"),
        "error": heat(_square(error), 0.5, f"squared error per pixel, largest {error.max():.2f}"),
        "code": _code(z, k),
        "curve": _curve(ks, errors, errors_pca, here),
        "mse": readout(mse),
        "linear": readout(mse_pca),
        "ratio": Readout(PIXELS / k, f"{PIXELS} : {k}") if k else readout(None),
        "verdict": Words(verdict(mse)),
    }


def verdict(mse: float) -> str:
    """Return the one word for a mean squared error, by the thresholds that the caption states."""
    if mse <= FAITHFUL:
        return "faithful"
    return "recognisable" if mse <= RECOGNISABLE else "coarse"


def describe(k, digit, pad, mse, linear, verdict):
    subject = f"Digit {digit}" if pad == "nothing drawn" else "Your digit"
    return (
        f"{subject} from {k} of {UNITS} units: {verdict}, mean squared error {mse}; "
        f"PCA with {k} component{'' if k == '1' else 's'} reaches {linear}."
    )


def _square(x: NDArray[np.floating]) -> NDArray[np.floating]:
    return x.reshape(28, 28)


def _code(z: NDArray[np.floating], k: int) -> Drawing:
    reach = float(np.abs(z).max()) * 1.05
    plane = Plane.over(400, 220, (-0.5, UNITS - 0.5), (-reach, reach), margins=(12, 8, 38, 8))
    lit = np.arange(UNITS) < k
    left, right = plane.x.pixels
    base = plane.y.pixels[0] + 17
    return drawing(
        plane.width,
        plane.height,
        rule(plane, y=0.0),
        rule(plane, x=k - 0.5),
        bars(plane, z, lit),
        label("unit 1", left, base),
        label(f"unit {UNITS}", right, base, anchor="end"),
        label(f"{k} kept", *_beside(plane, k - 0.5), series="a", anchor="middle"),
        says=f"the code as {UNITS} bars, the first {k} kept and the others set to zero",
    )


def _beside(plane: Plane, x: float) -> tuple[float, float]:
    """Return a place for a label under the rule at x, clear of the labels at both ends."""
    left, right = plane.x.pixels
    return min(max(float(plane.x(x)), left + 76), right - 82), plane.y.pixels[0] + 17


def _curve(
    ks: NDArray[np.integer], errors: NDArray[np.floating], errors_pca: NDArray[np.floating], here: int
) -> Drawing:
    k, mse, mse_pca = ks[here], errors[here], errors_pca[here]
    top = float(max(errors.max(), errors_pca.max()))
    plane = Plane.over(400, 220, (0, UNITS), (-ROOM * top, top), margins=(28, 12, 38, 42))
    return drawing(
        plane.width,
        plane.height,
        axes(plane, "units kept, k", "mean squared error of this digit", about=(4, 3)),
        rule(plane, x=k),
        line(plane, ks, errors_pca, "b"),
        line(plane, ks, errors, "a"),
        points(plane, [k], [mse_pca], "b", "large"),
        points(plane, [k], [mse], "a", "large"),
        *_names(
            plane, k, np.interp(range(UNITS + 1), ks, errors), np.interp(range(UNITS + 1), ks, errors_pca)
        ),
        says=f"error against units kept: at {k} the autoencoder {mse:.4f}, PCA {mse_pca:.4f}",
    )


def _names(plane: Plane, k: int, ys: NDArray[np.floating], ys_pca: NDArray[np.floating]) -> tuple[str, str]:
    """Return the curves' names where the two are far apart and the rule at k is not in the way. ys, ys_pca: (33,)."""
    wide = [at for at in range(2, UNITS - LABEL_UNITS) if not at - 1 <= k <= at + LABEL_UNITS]
    at = max(wide, key=lambda at: np.abs(ys - ys_pca)[at : at + LABEL_UNITS].min())
    ahead = ys[at] < ys_pca[at]
    return _name(plane, "autoencoder", at, ys, "a", below=ahead), _name(
        plane, "PCA", at, ys_pca, "b", below=not ahead
    )


def _name(plane: Plane, text: str, at: int, ys: NDArray[np.floating], series: str, below: bool) -> str:
    x, y = plane.at(at, ys[at])
    under = min(plane.at(0, ys[at : at + LABEL_UNITS].min())[1] + 15, plane.y.pixels[0] - 3)
    return label(text, x, under if below else y - 7, series)


DEMO = Demo(
    compute,
    describe,
    weights={"ae": "bottleneck"},
    metrics={
        "Mean squared error with 8 units, 10,000 test digits": "bottleneck:mse.net.8",
        "PCA's with 8 components": "bottleneck:mse.pca.8",
    },
    controls={
        "k": Slider("Units kept, $k$", 0, UNITS, start=8),
        "digit": Choice("Digit", tuple("0123456789"), start=3),
        "pad": Pad("Or draw one"),
    },
    views={
        "input": View("Original, $x$"),
        "output": View(r"Reconstruction, $\hat x$"),
        "pca": View("PCA, same $k$"),
        "error": View(r"Squared error of $\hat x$"),
        "code": View("Code, $z$", "half"),
        "curve": View("Error at every $k$", "half"),
        "mse": View("MSE, autoencoder"),
        "linear": View("MSE, PCA"),
        "ratio": View("Compression"),
        "verdict": View("Verdict"),
    },
    main="k",
    stage=("input", "code", "output"),
    bar=("k", "digit", "pad"),
    line="From {k} numbers instead of 784: squared error {mse}, where PCA has {linear}.",
    thumbnails={"digit": lambda ae: inks(ae.samples["digits"], "the digit")},
)
