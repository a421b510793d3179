"""What three ways of enlarging an image make of one code, before, early in and late in their training.

After Odena, Dumoulin and Olah 2016. The three decoders were trained on the same digits from the same fixed codes and differ
only in how they double an image's size. Their logits are drawn, unless asked otherwise: the last sigmoid hides much of the
pattern.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import numpy as np

from aeexplain.arrays import Array
from aeexplain.demo import Check, Choice, Demo, Toggle, View, readout
from aeexplain.draw import Drawing, Pixels, Plane, axes, drawing, ink, inks, label, line, polygons
from aeexplain.nn.activations.sigmoid import sigmoid
from aeexplain.nn.metrics.spectrum import NEAR_NYQUIST, power

SIDE = 28
ROW = 14  # of the pictures, the one that is looked at closely
UNTRAINED = 0  # the seed of the fresh weights
NAMES = {"odd": "transposed 3 × 3", "even": "transposed 4 × 4", "resize": "resize + 3 × 3"}
SERIES = {"odd": "b", "even": "2", "resize": "a"}
# Above a drawing.
KEY = (
    ("3 × 3", 42, "b"),
    ("4 × 4", 112, "2"),
    ("resize", 182, "a"),
    ("the digit", 252, "muted"),
)
TENS = (-3.0, 2.0)  # powers of ten that the spectrum's axis spans, in percent
FREQUENCIES = np.arange(1, SIDE // 2 + 1) / SIDE  # cycles a pixel, of the rings below; the mean's is left out
# A ring holds the pixels of a spectrum that have one frequency, the larger of the two down and across: (784, 14).
OFF = np.abs(np.arange(SIDE) - SIDE // 2)
RINGS = (np.maximum(OFF[:, None], OFF).reshape(-1, 1) == np.arange(1, SIDE // 2 + 1)).astype(float)


@dataclass(frozen=True)
class Asked:
    """Which pictures are wanted; two weight files differ where their recipe or their seed does."""

    trained: tuple[str, int]
    training: int
    digit: int
    squashed: bool
    ae: Any = field(compare=False)


def compute(ae, training, digit, squashed):
    return _decoded(Asked((ae.fingerprint, ae.seed), training, digit, squashed, ae))


def describe(training, digit, squashed, share3, share4, shareresize):
    of = "the picture’s" if squashed == "on" else "the logits'"
    return (
        f"Digit {digit} by the three decoders, {training}: of {of} energy {share3}% is near Nyquist with transposed 3 × 3, "
        f"{share4}% with 4 × 4, {shareresize}% with resize."
    )


@lru_cache(maxsize=32)
def _decoded(asked: Asked) -> dict[str, Any]:
    """Return all views."""
    ae, digit, squashed = asked.ae, asked.digit, asked.squashed
    z, x = ae.samples["codes"][digit], ae.samples["digits"][digit].reshape(SIDE, SIDE)  # (16,), (28, 28)
    decoders = {name: _decoder(ae.models, name, asked.training) for name in NAMES}
    outputs = {name: decoder.logits(z).reshape(SIDE, SIDE) for name, decoder in decoders.items()}
    if squashed:
        outputs = {name: sigmoid(logits) for name, logits in outputs.items()}
    rings = power(np.stack((*outputs.values(), x))).reshape(len(NAMES) + 1, -1) @ RINGS  # (4, 14)
    energy = rings.sum(1)  # (4,)
    rings *= 100 / energy[:, None]  # percent of the energy
    odd, even, resize, real = rings[:, FREQUENCIES >= NEAR_NYQUIST].sum(1)
    shares = {"odd": odd, "even": even, "resize": resize}
    return {
        "real": ink(x, f"the handwritten digit {ae.samples['labels'][digit]}"),
        **{name: _picture(output, squashed, NAMES[name], shares[name]) for name, output in outputs.items()},
        "row": _row(outputs, squashed),
        "spectrum": _spectrum(rings, shares),
        "share3": readout(odd, ".1f"),
        "share4": readout(even, ".1f"),
        "shareresize": readout(resize, ".1f"),
        "sharereal": readout(real, ".1f"),
        "pictures": (*outputs.values(), x),
        "energy": energy,
    }


def _decoder(models: Mapping[str, Any], name: str, training: int) -> Any:
    """Return a decoder before its training (0, with fresh weights), early in it (1) or late (2)."""
    model = models[name]
    if training == 0:
        return model.bind(model.net.init(np.random.default_rng(UNTRAINED)))
    return model if training == 1 else models[f"{name}_late"]


def _picture(output: Array, squashed: bool, name: str, share: float) -> Pixels:
    low, high = (0.0, 1.0) if squashed else (output.min(), output.max())
    return ink((output - low) / (high - low), f"{name}: {share:.1f}% of its energy is near Nyquist", "a")


def _row(outputs: dict[str, Array], squashed: bool) -> Drawing:
    rows = {name: output[ROW] for name, output in outputs.items()}
    low, high = min(row.min() for row in rows.values()), max(row.max() for row in rows.values())
    plane = Plane.over(400, 250, (0, SIDE - 1), (float(low), float(high)), margins=(52, 8, 38, 42))
    rough = {name: np.abs(np.diff(row)).mean() / (high - low) for name, row in rows.items()}
    return drawing(
        plane.width,
        plane.height,
        axes(plane, "pixel of the row", "ink" if squashed else "logit", about=(5, 4)),
        *(line(plane, np.arange(SIDE), row, SERIES[name]) for name, row in rows.items()),
        *_key(3),
        says=f"row {ROW}: from pixel to pixel the curves move by "
        + ", ".join(f"{100 * rough[name]:.0f}% ({NAMES[name]})" for name in rows),
    )


def _spectrum(rings: Array, shares: dict[str, float]) -> Drawing:
    """Return the energy at each frequency, (4, 14) in percent of all, with the band near Nyquist's shaded."""
    plane = Plane.over(400, 250, (0, 0.5), TENS, margins=(52, 8, 38, 42))
    (bottom, top), near = TENS, NEAR_NYQUIST - 0.5 / SIDE
    curves = np.log10(np.maximum(rings, 10**bottom))  # (4, 14)
    return drawing(
        plane.width,
        plane.height,
        polygons(plane, [[(near, bottom), (0.5, bottom), (0.5, top), (near, top)]], "muted", filled=True),
        axes(plane, "frequency, cycles a pixel", "percent of the energy", about=(5, 5), powers=True),
        line(plane, FREQUENCIES, curves[-1], "muted"),
        *(line(plane, FREQUENCIES, curve, SERIES[name]) for name, curve in zip(NAMES, curves, strict=False)),
        *_key(4),
        says="share of energy near Nyquist: "
        + ", ".join(f"{NAMES[name]} {shares[name]:.1f}%" for name in shares),
    )


def _key(count: int) -> list[str]:
    return [label(text, x, 17, series) for text, x, series in KEY[:count]]


DEMO = Demo(
    compute,
    describe,
    weights={"ae": "checkerboard"},
    metrics={
        "Energy near Nyquist, early, 1,000 test digits: share in transposed 3 × 3": "checkerboard:nyquist.odd",
        "in resize + 3 × 3": "checkerboard:nyquist.resize",
        "their ratio": "checkerboard:gap.early",
    },
    controls={
        "training": Choice("Training", ("untrained", "early", "late"), start=1),
        "digit": Choice("Digit", tuple("0123456789"), start=3),
        "squashed": Toggle("After the last sigmoid"),
    },
    views={
        "odd": View("Transposed, 3 × 3"),
        "even": View("Transposed, 4 × 4"),
        "resize": View("Resized, then 3 × 3"),
        "real": View("The digit itself"),
        "row": View(f"Row {ROW} of the three", "half"),
        "spectrum": View("Their spectra; the band near Nyquist is shaded", "half"),
        "share3": View("3 × 3 near Nyquist, %"),
        "share4": View("4 × 4, %"),
        "shareresize": View("Resize, %"),
        "sharereal": View("The digit, %"),
    },
    main="training",
    stage=("odd", "even", "resize"),
    bar=("training", "digit"),
    checks=(
        Check(
            "A picture’s variance is the energy of all its frequencies",
            lambda pictures, energy: (np.var(pictures, axis=(1, 2)), "==", energy),
            within=1e-5,
        ),
        Check(
            "Shares lie between 0% and 100%",
            lambda share3, share4, shareresize, sharereal: (
                np.abs(np.array([share3, share4, shareresize, sharereal]) - 50),
                "<=",
                50,
            ),
        ),
        Check(
            "Behind the last sigmoid every pixel lies between 0 and 1",
            lambda squashed, pictures: (np.abs(np.array(pictures) - 0.5), "<=", 0.5) if squashed else None,
        ),
    ),
    line="Energy in the finest stripes: {share3}% with 3 × 3, {share4}% with 4 × 4, {shareresize}% resized.",
    thumbnails={"digit": lambda ae: inks(ae.samples["digits"], "the digit")},
)
