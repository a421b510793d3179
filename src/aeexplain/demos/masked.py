"""Hide patches of a digit and let a masked autoencoder fill them in (He et al. 2022).

Its encoder sees the visible patches only; a light decoder answers for all sixteen. The rival fills each hidden patch with
the mean grey of the visible patches beside it.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from aeexplain.demo import Choice, Demo, Readout, Seed, Slider, View, readout
from aeexplain.draw import Pixels, ink
from aeexplain.nn.patches import from_patches, neighbour_fill

PATCHES, SIDE = 16, 7


def compute(mae, digit, hidden, seed):
    x = mae.samples["digits"][digit]  # (784,) in [0, 1]
    visible = _visible(hidden, seed)  # (16,)
    covered = _pixels(~visible)  # (784,)
    x_hat = np.clip(mae.models["net"].reconstruct(x, visible), 0, 1)  # (784,)
    filled = neighbour_fill(x, visible)  # (784,)
    mse, rival = (_error(y, x, covered) for y in (x_hat, filled))
    name = mae.samples["labels"][digit]
    return {
        "input": ink(_square(x), f"the digit {name}"),
        "seen": _covered(x, covered, f"the digit {name} with {hidden} of its {PATCHES} patches hidden"),
        "output": ink(
            _square(x_hat), f"the digit as the network fills it in, error {mse:.4f} on what was hidden"
        ),
        "fill": ink(_square(filled), f"the hidden patches as grey as their neighbours, error {rival:.4f}"),
        "share": Readout(hidden / PATCHES, f"{hidden / PATCHES:.0%}"),
        "mse": readout(mse),
        "rival": readout(rival),
    }


def describe(digit, hidden, seed, mse, rival):
    return (
        f"Digit {digit} with {hidden} of {PATCHES} patches hidden, shuffle {seed}: mean squared error {mse} on the hidden "
        f"patches; filled in from the neighbours {rival}."
    )


def _visible(hidden: int, seed: int) -> NDArray[np.bool_]:
    """Return which patches are seen; with the same seed, what is hidden stays hidden as more is."""
    order = np.random.default_rng(seed).permutation(PATCHES)
    visible = np.ones(PATCHES, bool)
    visible[order[:hidden]] = False
    return visible


def _pixels(patches: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return (784,) that says of every pixel what `patches` (16,) says of its patch."""
    return from_patches(np.repeat(patches[:, None], SIDE * SIDE, 1).astype(np.float32)) > 0.5


def _error(y: NDArray[np.floating], x: NDArray[np.floating], covered: NDArray[np.bool_]) -> float:
    return float(((y - x)[covered] ** 2).mean())


def _covered(x: NDArray[np.floating], covered: NDArray[np.bool_], says: str) -> Pixels:
    """Return the digit under a cover: grey with a faint grid, so that a hidden patch is not taken for white paper."""
    weave = np.indices((28, 28)).sum(0) % 2 == 0
    cover = np.where(weave, 70, 44)  # of 255
    view = ink(_square(np.where(covered, 0, x)), says)
    view.rgba[..., 3] = np.where(_square(covered), cover, view.rgba[..., 3])
    return view


def _square(x: NDArray[Any]) -> NDArray[Any]:
    return x.reshape(28, 28)


DEMO = Demo(
    compute,
    describe,
    weights={"mae": "masked"},
    metrics={
        "MSE on hidden patches at 75 %, 10,000 test digits": "masked:mse.net.4",
        "filled in from neighbours": "masked:mse.neighbour.4",
    },
    controls={
        "hidden": Slider("Patches hidden, of 16", 1, 15, start=8),
        "digit": Choice("Digit", tuple("0123456789"), start=5),
        "seed": Seed("Shuffle", "Reshuffle"),
    },
    views={
        "input": View("Original"),
        "seen": View("What the encoder sees"),
        "output": View("Filled in by the network"),
        "fill": View("Filled in from neighbours"),
        "share": View("Hidden"),
        "mse": View("MSE on hidden patches, network"),
        "rival": View("MSE, neighbours"),
    },
)
