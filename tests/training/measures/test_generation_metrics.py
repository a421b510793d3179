import numpy as np
import pytest

from aeexplain.training.measures.generation_metrics import realism, recognised


class Believer:
    """Takes the first ten pixels for probabilities, and all for features."""

    def probabilities(self, x):
        return x[:, :10]

    def features(self, x):
        return x

    def accuracy(self, x, labels):
        return float(np.mean(x[:, :10].argmax(1) == labels))


def sure(label, p):
    return np.where(np.arange(10) == label, p, (1 - p) / 9)


def test_the_sure_are_counted_and_the_rarest_class_is_found():
    x = np.array([sure(label, 0.9) for label in range(10)] * 3 + [sure(0, 0.5)] * 10)
    assert recognised(Believer(), x) == pytest.approx({"confident": 0.75, "least": 3 / 40})


def test_realism_adds_the_distance_and_for_asked_classes_the_hits():
    x = np.array([sure(label, 0.7 + 0.02 * label) for label in range(10)])
    asked = np.array([0, 1, 2, 3, 4, 5, 6, 7, 0, 0])
    assert realism(Believer(), x, x)["frechet"] == pytest.approx(0, abs=1e-8)
    assert "hit" not in realism(Believer(), x, x)
    assert realism(Believer(), x, x, asked)["hit"] == 0.8
