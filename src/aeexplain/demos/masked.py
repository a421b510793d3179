"""Hide patches of a digit and let a masked autoencoder fill them in (He et al. 2022).

Its encoder sees the visible patches only; a light decoder answers for all sixteen. The rival fills each hidden patch with
the mean grey of the visible patches beside it. A seed draws which patches are hidden; the reader switches single ones.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from aeexplain.demo import Cells, Choice, Demo, Readout, Seed, Slider, View, readout
from aeexplain.draw import Pixels, ink, inks, reached
from aeexplain.nn.image_patches import from_patches, neighbour_fill

PATCHES, ACROSS, SIDE = 16, 4, 7


def compute(mae, digit, hidden, seed, switched):
    x = mae.samples["digits"][digit]  # (784,) in [0, 1]
    visible = _visible(hidden, seed)  # (16,)
    visible[list(switched)] ^= True
    covered = _pixels(~visible)  # (784,)
    x_hat = np.clip(mae.models["net"].reconstruct(x, visible), 0, 1)  # (784,)
    filled = neighbour_fill(x, visible)  # (784,)
    mse, rival = (_error(y, x, covered) for y in (x_hat, filled))
    name, count = mae.samples["labels"][digit], int((~visible).sum())
    return {
        "input": ink(_square(x), f"the digit {name}"),
        "seen": reached(
            _covered(x, covered, f"the digit {name} with {count} of its {PATCHES} patches hidden"),
            (0, ACROSS),
            (0, ACROSS),
        ),
        "output": ink(
            _square(x_hat), f"the digit as the network fills it in, error {mse} on what was hidden"
        ),
        "fill": ink(_square(filled), f"the hidden patches as grey as their neighbours, error {rival}"),
        "share": Readout(count / PATCHES, f"{count} of {PATCHES}, {100 * count / PATCHES:.0f} %"),
        "mse": mse,
        "rival": rival,
    }


def describe(digit, share, seed, switched, mse, rival):
    by_hand = len(switched.split())
    return (
        f"Digit {digit}, hidden {share} (shuffle {seed}, {by_hand} switched by hand): mean squared error {mse} on the hidden "
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


def _error(y: NDArray[np.floating], x: NDArray[np.floating], covered: NDArray[np.bool_]) -> Readout:
    """Return the mean squared error on the covered pixels; none where nothing is covered."""
    return readout(float(((y - x)[covered] ** 2).mean()) if covered.any() else None)


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
        "switched": Cells("Switched patches", "seen", ACROSS, ACROSS),
    },
    views={
        "input": View("Original"),
        "seen": View("Visible: tap a patch"),
        "output": View("Filled by the network"),
        "fill": View("Filled by neighbours"),
        "share": View("Hidden"),
        "mse": View("MSE on hidden patches, network"),
        "rival": View("MSE, neighbours"),
    },
    main="hidden",
    stage=("seen", "output"),
    bar=("hidden", "digit", "seed"),
    line="Squared error on the hidden patches: the network {mse}, its neighbours {rival}.",
    thumbnails={"digit": lambda mae: inks(mae.samples["digits"], "the digit")},
)
