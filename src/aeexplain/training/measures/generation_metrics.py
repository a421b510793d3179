"""What the judge says of generated digits, as numbers."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from aeexplain.checkpoint import Metric
from aeexplain.nn.layers.layer import Array
from aeexplain.training.measures.digit_classifier import CLASSES, CONFIDENT, Judge
from aeexplain.training.measures.frechet_distance import frechet


def recognised(judge: Judge, x: Array) -> dict[str, Metric]:
    """Return {"confident": the share judged with a probability above .8, "least": the share of the class that is rarest}."""
    p = judge.probabilities(x)  # (n, 10)
    shares = np.bincount(p.argmax(1), minlength=CLASSES) / len(x)
    return {"confident": float(np.mean(p.max(1) > CONFIDENT)), "least": float(shares.min())}


def realism(judge: Judge, x: Array, real: Array, asked: NDArray[Any] | None = None) -> dict[str, Metric]:
    """Return `recognised`, "frechet", the distance to the features (m, 128) of real digits, and for asked classes "hit".

    "hit" is the share of digits x (n, 784) whose likeliest class is the asked one (n,).
    """
    hit = {} if asked is None else {"hit": judge.accuracy(x, asked)}
    return {**recognised(judge, x), "frechet": frechet(judge.features(x), real), **hit}
