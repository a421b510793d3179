"""The listings of the articles do what their texts say of them."""

import re
from pathlib import Path

import numpy as np
import pytest

from aeexplain.data.faces import faces
from aeexplain.demos import _numpy_autoencoder

CONTENT = Path(__file__).parents[1] / "content"


def listing_of(article):
    text = (CONTENT / article / "article.md").read_text(encoding="utf-8")
    return re.findall(r"```python(?: live)?\n(.*?)```", text, re.DOTALL)[0]


def names_of(article):
    names = {}
    exec(listing_of(article), names)
    return names


@pytest.mark.parametrize("k", [2, 3, 4])
def test_the_autoencoder_in_the_article_trains_and_passes_pca_within_two_thousand_steps(k):
    names = names_of("autoencoders")
    images, _ = faces(np.random.default_rng(1), 2000)
    layers, losses = names["train"](images, k, 2000, np.random.default_rng(0))
    centred = images - images.mean(0)
    pca = (np.linalg.svd(centred, compute_uv=False)[k:] ** 2).sum() / len(images)
    rebuilt = names["forward"](layers, centred)
    assert rebuilt[2].shape == (2000, k)
    assert ((rebuilt[-1] - centred) ** 2).sum(1).mean() < pca < np.mean(losses[:10])


def test_the_figure_runs_the_very_listing_of_the_article():
    _, listing = Path(_numpy_autoencoder.__file__).read_text(encoding="utf-8").split('"""\n\n')
    assert listing == listing_of("autoencoders")


def test_the_gradient_of_the_listing_is_that_of_its_loss():
    names, rng = names_of("autoencoders"), np.random.default_rng(0)
    x = rng.normal(size=(7, 5))
    layers = names["begin"]((5, 4, 2, 4, 5), rng)
    ways = [(rng.normal(size=w.shape), rng.normal(size=b.shape)) for w, b in layers]

    def loss(far):
        moved = [(w + far * dw, b + far * db) for (w, b), (dw, db) in zip(layers, ways, strict=True)]
        return ((names["forward"](moved, x)[-1] - x) ** 2).sum(1).mean()

    stepped = [*layers]
    names["step"](stepped, x, 1.0)
    slopes = [
        ((w - v) * dw).sum() + ((b - c) * db).sum()
        for (w, b), (v, c), (dw, db) in zip(layers, stepped, ways, strict=True)
    ]
    assert sum(slopes) == pytest.approx((loss(1e-6) - loss(-1e-6)) / 2e-6, rel=1e-6)


def test_the_power_iteration_in_the_article_finds_the_components_one_after_the_other():
    points = np.random.default_rng(0).normal(size=(200, 3)) * (3, 2, 1) + 5
    found = names_of("principal-components")["principal_components"](points, 3)
    _, _, exact = np.linalg.svd(points - points.mean(0))
    assert np.allclose(abs((found * exact).sum(1)), 1)
