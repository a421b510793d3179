"""Where a checkerboard comes from: kernels that overlap unevenly, and what three decoders make of it.

After Odena, Dumoulin and Olah 2016. The three were trained on the same digits from the same fixed codes and differ only in how
they double an image's size. Their logits are drawn, unless asked otherwise: the last sigmoid hides much of the pattern.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import numpy as np

from aeexplain.arrays import Array
from aeexplain.demo import Choice, Demo, Slider, Toggle, View, Words, readout
from aeexplain.draw import (
    Drawing,
    Pixels,
    Plane,
    axes,
    bars,
    drawing,
    ink,
    inks,
    label,
    line,
    polygons,
    scaled,
    tag,
)
from aeexplain.nn.activations.sigmoid import sigmoid
from aeexplain.nn.metrics.spectrum import NEAR_NYQUIST, power

SIDE = 28
ROW = 14  # of the pictures, the one that is looked at closely
UNTRAINED = 0  # the seed of the fresh weights
LAID, LONG, SEEN = 5, 32, 16  # kernels in the drawing, kernels under the maps, places that a map shows
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
    stage: int
    digit: int
    squashed: bool
    ae: Any = field(compare=False)


def compute(ae, kernel, stride, stage, digit, squashed):
    once = overlaps(np.ones(LONG), kernel, stride)  # along one axis
    middle, twice = _middle(once, stride), _middle(overlaps(once, kernel, stride), stride**2)
    return {
        "kernels": _kernels(kernel, stride),
        "once": _map(middle, "one layer"),
        "twice": _map(twice, "two layers"),
        "overlap": Words(_span(middle)),
        "overlap2": Words(_span(twice)),
        **_decoded(Asked((ae.fingerprint, ae.seed), stage, digit, squashed, ae)),
    }


def describe(kernel, stride, stage, digit, squashed, overlap, share3, share4, shareresize):
    of = "the picture's" if squashed == "on" else "the logits'"
    return (
        f"Kernels of {kernel} at stride {stride} lie {overlap} deep. Digit {digit} by the {stage} decoders: of {of} energy "
        f"{share3} % is near Nyquist with transposed 3 × 3, {share4} % with 4 × 4, {shareresize} % with resize."
    )


def overlaps(depth: Array, kernel: int, stride: int) -> Array:
    """Return along one axis how much lies over each output place of a layer whose weights are 1, given its inputs' depth (n,).

    Ones in: (stride (n - 1) + kernel,) counts of kernels. Counts in: of the paths through two layers.
    """
    apart = np.zeros(stride * (len(depth) - 1) + 1)
    apart[::stride] = depth
    return np.convolve(apart, np.ones(kernel))


def _middle(along: Array, period: int) -> Array:
    """Return the counts in the middle of both axes (16, 16), where no border is near, from the start of a period."""
    start = (len(along) - SEEN) // 2 // period * period
    return np.outer(along[start : start + SEEN], along[start : start + SEEN])


@lru_cache(maxsize=32)
def _decoded(asked: Asked) -> dict[str, Any]:
    """Return the views that kernel and stride do not change."""
    ae, digit, squashed = asked.ae, asked.digit, asked.squashed
    z, x = ae.samples["codes"][digit], ae.samples["digits"][digit].reshape(SIDE, SIDE)  # (16,), (28, 28)
    decoders = {name: _decoder(ae.models, name, asked.stage) for name in NAMES}
    outputs = {name: decoder.logits(z).reshape(SIDE, SIDE) for name, decoder in decoders.items()}
    if squashed:
        outputs = {name: sigmoid(logits) for name, logits in outputs.items()}
    rings = power(np.stack((*outputs.values(), x))).reshape(len(NAMES) + 1, -1) @ RINGS  # (4, 14)
    rings *= 100 / rings.sum(1, keepdims=True)  # percent of the energy
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
    }


def _decoder(models: Mapping[str, Any], name: str, stage: int) -> Any:
    """Return a decoder at a stage of its training: 0 before it, with fresh weights, 1 early, 2 late."""
    model = models[name]
    if stage == 0:
        return model.bind(model.net.init(np.random.default_rng(UNTRAINED)))
    return model if stage == 1 else models[f"{name}_late"]


def _span(counts: Array) -> str:
    low, high = counts.min(), counts.max()
    return f"{high:.0f}" if low == high else f"{low:.0f} to {high:.0f}"


def _map(counts: Array, layers: str) -> Pixels:
    pattern = "in a checkerboard" if np.ptp(counts) else "even everywhere"
    return scaled(counts, 0, float(counts.max()), f"{layers}: {_span(counts)} kernels deep, {pattern}")


def _kernels(kernel: int, stride: int) -> Drawing:
    """Return the kernels laid side by side, and under them how many lie over each place."""
    counts = overlaps(np.ones(LAID), kernel, stride)  # (places,)
    plane = Plane.over(
        400, 220, (-0.5, len(counts) - 0.5), (-counts.max() - 0.9, LAID + 0.4), margins=(4, 4, 4, 4)
    )
    left = stride * np.arange(LAID) - 0.5
    low = np.arange(LAID)[::-1] + 0.35  # the first on top
    shapes = [
        [(x, y), (x + kernel, y), (x + kernel, y + 0.6), (x, y + 0.6)] for x, y in zip(left, low, strict=True)
    ]
    return drawing(
        plane.width,
        plane.height,
        polygons(plane, shapes, "muted", filled=True),
        bars(plane, -counts, np.ones(len(counts), bool), "b" if kernel % stride else "a"),
        _figures(plane, counts),
        says=f"{LAID} kernels of {kernel} places, {stride} apart; over the places lie {', '.join(f'{n:.0f}' for n in counts)}",
    )


def _figures(plane: Plane, counts: Array) -> str:
    """Return the counts below their bars, one digit each, as one text of which every letter has its place."""
    xs, ys = plane.x(np.arange(len(counts))), plane.y(-counts - 0.75)
    places = {"x": " ".join(f"{x:.0f}" for x in xs), "y": " ".join(f"{y:.0f}" for y in ys)}
    return tag(
        "text", "".join(f"{count:.0f}" for count in counts), class_="label", text_anchor="middle", **places
    )


def _picture(output: Array, squashed: bool, name: str, share: float) -> Pixels:
    low, high = (0.0, 1.0) if squashed else (output.min(), output.max())
    return ink((output - low) / (high - low), f"{name}: {share:.1f} % of its energy is near Nyquist")


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
        + ", ".join(f"{100 * rough[name]:.0f} % ({NAMES[name]})" for name in rows),
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
        + ", ".join(f"{NAMES[name]} {shares[name]:.1f} %" for name in shares),
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
        "kernel": Slider("Kernel", 1, 6, start=3),
        "stride": Slider("Stride", 1, 4, start=2),
        "stage": Choice("Decoders", ("untrained", "early", "late"), start=1),
        "digit": Choice("Digit", tuple("0123456789"), start=3),
        "squashed": Toggle("After the last sigmoid"),
    },
    views={
        "kernels": View("Kernels along a line, and how many lie over each place", "half"),
        "once": View("The same in a picture"),
        "twice": View("After a second layer"),
        "real": View("The digit itself"),
        "odd": View("Transposed, 3 × 3"),
        "even": View("Transposed, 4 × 4"),
        "resize": View("Resize, then 3 × 3"),
        "row": View(f"Row {ROW} of the three", "half"),
        "spectrum": View("Their spectra; the band near Nyquist is shaded", "half"),
        "overlap": View("Kernels over a pixel"),
        "overlap2": View("Paths, two layers"),
        "share3": View("3 × 3 near Nyquist, %"),
        "share4": View("4 × 4, %"),
        "shareresize": View("Resize, %"),
        "sharereal": View("The digit, %"),
    },
    main="kernel",
    stage=("kernels", "once"),
    bar=("kernel", "stride"),
    line="Kernels over a pixel: {overlap}; paths through two layers: {overlap2}.",
    thumbnails={"digit": lambda ae: inks(ae.samples["digits"], "the digit")},
)
