"""The listing of the first article does what the text says of it."""

import re
from pathlib import Path

import numpy as np

from aeexplain.data.faces import faces

ARTICLE = Path(__file__).parents[1] / "content" / "autoencoders" / "article.md"


def test_the_autoencoder_in_the_article_trains_and_passes_pca_within_a_thousand_steps():
    [listing] = re.findall(r"```python\n(.*?)```", ARTICLE.read_text(encoding="utf-8"), re.DOTALL)
    names = {}
    exec(listing, names)
    images, _ = faces(np.random.default_rng(1), 2000)
    layers, losses = names["train"](images, 3, 1000, np.random.default_rng(0))
    centred = images - images.mean(0)
    pca = (np.linalg.svd(centred, compute_uv=False)[3:] ** 2).sum() / len(images)
    rebuilt = names["forward"](layers, centred)
    assert rebuilt[2].shape == (2000, 3)
    assert ((rebuilt[-1] - centred) ** 2).sum(1).mean() < pca < np.mean(losses[:10])
