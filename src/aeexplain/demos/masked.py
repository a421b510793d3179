"""Rub patches of a digit out and let a masked autoencoder fill them in (He et al. 2022).

Its encoder sees the visible patches only; a light decoder answers for all sixteen. The rival fills each hidden patch with
the mean grey of the visible patches beside it. A seed draws which patches are hidden; the reader switches single ones.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from aeexplain.demo import Cells, Check, Choice, Demo, Readout, Seed, Slider, View, readout
from aeexplain.draw import Pixels, ink, inks, overlaid, reached, tag
from aeexplain.nn.image_patches import from_patches, neighbour_fill

PATCHES, ACROSS, SIDE = 16, 4, 7
CELL, STRIPE = 100, 20  # of a cover, and from one line on it to the next


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
        "seen": _seen(
            np.where(covered, 0, x),
            ~visible,
            f"the digit {name} with {count} of its {PATCHES} patches hidden",
        ),
        "output": ink(
            _square(x_hat),
            f"the digit as the network fills it in, error {mse} on what was hidden",
            *("a", _square(~covered)),
        ),
        "fill": ink(
            _square(filled),
            f"the hidden patches as grey as their neighbours, error {rival}",
            *("b", _square(~covered)),
        ),
        "share": Readout(count / PATCHES, f"{count} of {PATCHES}"),
        "mse": mse,
        "rival": rival,
        "x": x,
        "visible": visible,
        "covered": covered,
        "x_hat": x_hat,
        "filled": filled,
    }


def describe(digit, share, seed, switched, mse, rival):
    by_hand = len(switched.split())
    return (
        f"Digit {digit}, hidden {share} (shuffle {seed}, {by_hand} switched by hand): mean squared error {mse} on the hidden "
        f"patches; filled in from the neighbours {rival}."
    )


def given_stays(x, covered, x_hat, filled):
    """Compare what was not covered, in both answers, to what was given."""
    return np.stack((x_hat, filled))[:, ~covered], "==", x[~covered]


def covered_is_unseen(mae, x, visible, covered, x_hat):
    """Compare the network's answer to the one that it gives when all that is covered is turned into its negative."""
    other = np.where(covered, 1 - x, x)
    answer = np.clip(mae.models["net"].reconstruct(other, visible), 0, 1)
    return answer[covered], "==", x_hat[covered]


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


def _seen(x: NDArray[np.floating], hidden: NDArray[np.bool_], says: str) -> Pixels:
    """Return what is left of the digit, with a cover on each of its patches that is hidden (16,)."""
    corners = [
        (CELL * (patch % ACROSS), CELL * (patch // ACROSS)) for patch in np.flatnonzero(hidden).tolist()
    ]
    covers = "".join(f"M{left} {top}h{CELL}v{CELL}h-{CELL}z" for left, top in corners)
    marks = (
        tag("path", class_="cover", d=covers),
        tag("path", class_="hatching", d="".join(map(_hatching, corners))),
    )
    image = reached(ink(_square(x), says), (0, ACROSS), (0, ACROSS))
    return overlaid(image, ACROSS * CELL, ACROSS * CELL, *(marks if corners else ()))


def _hatching(corner: tuple[int, int]) -> str:
    """Return slanting lines over a patch, so that no cover is taken for paper."""
    left, top = corner
    along = range(STRIPE, 2 * CELL, STRIPE)
    ends = ((min(at, CELL), max(at - CELL, 0)) for at in along)
    return "".join(f"M{left + near} {top + far}L{left + far} {top + near}" for near, far in ends)


def _square(x: NDArray[Any]) -> NDArray[Any]:
    return x.reshape(28, 28)


DEMO = Demo(
    compute,
    describe,
    weights={"mae": "masked"},
    metrics={
        "MSE on hidden patches at 75%, 10,000 test digits": "masked:mse.net.4",
        "filled in from neighbours": "masked:mse.neighbour.4",
    },
    controls={
        "hidden": Slider("Patches hidden, of 16", 1, 15, start=8),
        "digit": Choice("Digit", tuple("0123456789"), start=5),
        "seed": Seed("Shuffle", "Reshuffle"),
        "switched": Cells("Switched patches", "seen", ACROSS, ACROSS, rubs=True, hint="rub"),
    },
    views={
        "seen": View("Visible"),
        "output": View("Filled in: what is blue the network made up"),
        "input": View("Original"),
        "fill": View("Filled in from the neighbours"),
        "share": View("Hidden"),
        "mse": View("MSE on hidden patches, network"),
        "rival": View("MSE, neighbours"),
    },
    main="switched",
    stage=("seen", "output"),
    bar=("hidden", "digit"),
    line="{share} patches hidden; squared error there: {mse}, with the neighbours’ grey {rival}.",
    thumbnails={"digit": lambda mae: inks(mae.samples["digits"], "the digit")},
    checks=(
        Check("What was given stays as it was given", given_stays),
        Check("What is covered does not change the answer", covered_is_unseen),
        Check("As much is covered as is told", lambda covered, share: (covered.mean(), "==", share)),
    ),
)
