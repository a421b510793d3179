"""The listings of the articles do what their texts say of them."""

import re
from pathlib import Path

import numpy as np

from aeexplain.data.faces import faces

CONTENT = Path(__file__).parents[1] / "content"


def names_of(article):
    text = (CONTENT / article / "article.md").read_text(encoding="utf-8")
    [listing] = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    names = {}
    exec(listing, names)
    return names


def test_the_autoencoder_in_the_article_trains_and_passes_pca_within_a_thousand_steps():
    names = names_of("autoencoders")
    images, _ = faces(np.random.default_rng(1), 2000)
    layers, losses = names["train"](images, 3, 1000, np.random.default_rng(0))
    centred = images - images.mean(0)
    pca = (np.linalg.svd(centred, compute_uv=False)[3:] ** 2).sum() / len(images)
    rebuilt = names["forward"](layers, centred)
    assert rebuilt[2].shape == (2000, 3)
    assert ((rebuilt[-1] - centred) ** 2).sum(1).mean() < pca < np.mean(losses[:10])


def test_the_power_iteration_in_the_article_finds_the_components_one_after_the_other():
    points = np.random.default_rng(0).normal(size=(200, 3)) * (3, 2, 1) + 5
    found = names_of("principal-components")["principal_components"](points, 3)
    _, _, exact = np.linalg.svd(points - points.mean(0))
    assert np.allclose(abs((found * exact).sum(1)), 1)
