"""How a digit classifier takes generated digits, as numbers."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from aeexplain.arrays import Array
from aeexplain.checkpoint import Metric
from aeexplain.training.measures.digit_classifier import CLASSES, CONFIDENT, DigitClassifier
from aeexplain.training.measures.frechet_distance import frechet_distance


def recognised(classifier: DigitClassifier, x: Array) -> dict[str, Metric]:
    """Return {"confident": the share whose likeliest class has more than .8, "least": the share of the rarest class}."""
    p = classifier.probabilities(x)  # (n, 10)
    shares = np.bincount(p.argmax(1), minlength=CLASSES) / len(x)
    return {"confident": float(np.mean(p.max(1) > CONFIDENT)), "least": float(shares.min())}


def realism(
    classifier: DigitClassifier, x: Array, real: Array, asked: NDArray[Any] | None = None
) -> dict[str, Metric]:
    """Return `recognised`, "frechet", the distance to the features (m, 128) of real digits, and for asked classes "hit".

    "hit" is the share of digits x (n, 784) whose likeliest class is the asked one (n,).
    """
    hit = {} if asked is None else {"hit": classifier.accuracy(x, asked)}
    return {**recognised(classifier, x), "frechet": frechet_distance(classifier.features(x), real), **hit}
