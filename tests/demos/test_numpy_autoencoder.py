import re

import numpy as np
import pytest

from aeexplain import bridge
from aeexplain.data.faces import faces
from aeexplain.demos._numpy_autoencoder import train
from aeexplain.nn.models.pca import PCA


@pytest.fixture(scope="module")
def stage():
    return bridge.Stage()


@pytest.mark.parametrize("k", [1, 2, 4])
def test_in_the_end_the_error_is_below_that_of_pca(stage, k):
    views = stage.draw("numpy-autoencoder", {"k": k}).views
    x, _ = faces(np.random.default_rng(1), 2_000)
    pca = PCA.fit(x, k)
    left = float(((pca.decode(pca.encode(x)) - x) ** 2).sum(1).mean())
    assert views["linear"].value == pytest.approx(left, rel=1e-3)
    assert views["error"].value < left


def test_the_curve_is_the_losses_of_the_listing(stage):
    x, _ = faces(np.random.default_rng(1), 2_000)
    _, losses = train(x.astype(float), 2, 2_000, np.random.default_rng(0))
    svg = stage.draw("numpy-autoencoder", {"k": 2}).views["curve"].svg
    (path,) = re.findall(r'class="line series-a" d="M([^"]*)"', svg)
    heights = np.array([pair.split()[1] for pair in path.split("L")], float)
    means = np.array(losses).reshape(-1, 20).mean(1)
    assert len(heights) == len(means)
    assert np.corrcoef(-heights, np.minimum(means, 1.5))[0, 1] > 0.999
