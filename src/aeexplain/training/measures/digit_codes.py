"""How each of the models codes a digit, and what it redraws from that code: what their codes are compared by.

A model takes digits as it was trained on them: whole, shrunk, or the piece in their middle.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

import numpy as np

from aeexplain import checkpoint
from aeexplain.arrays import Array
from aeexplain.checkpoint import Checkpoint
from aeexplain.data.shrunk import shrunk
from aeexplain.errors import ExplainError
from aeexplain.nn.image_patches import from_patches, to_patches
from aeexplain.nn.layers.layer import select_prefix
from aeexplain.nn.models.masked_autoencoder import MaskedAutoencoder
from aeexplain.nn.models.quantised_autoencoder import rows
from aeexplain.project import PACKAGE

WEIGHTS = PACKAGE.parents[1] / "weights"
CHUNK = 1_000  # digits that are encoded at a time
HALVES_SEED = 105  # of which patches are hidden first
MIDDLE = slice(8, 20)  # rows and columns of the piece in the middle of a digit


@dataclass(frozen=True)
class DigitCode:
    """A model of one weight file ("" for none), and how it is used.

    `see` makes what the model takes of digits (n, 784); `encode` the code (n, numbers) of that, and `rebuild` its
    reconstruction, in the same shape. Both are given the models of the file by name.
    """

    file: str
    see: Callable[[Array], Array]
    encode: Callable[[Any, Array], Array]
    rebuild: Callable[[Any, Array], Array]

    def codes(self, digits: Array) -> Array:
        """Return the codes of digits (n, 784): (n, numbers)."""
        models = weights(self.file).models if self.file else {}
        return np.concatenate([self.encode(models, x) for x in self._chunks(digits)])

    def lost(self, digits: Array) -> float:
        """Return the squared error of the reconstruction, cut to [0, 1], as a share of the pixels' variance over digits."""
        models = weights(self.file).models if self.file else {}
        x_hat = np.concatenate([np.clip(self.rebuild(models, x), 0, 1) for x in self._chunks(digits)])
        x = self.see(digits)
        return float(((x_hat - x) ** 2).mean(dtype=np.float64) / x.var(0, dtype=np.float64).mean())

    def _chunks(self, digits: Array) -> Iterator[Array]:
        yield from (self.see(digits[at : at + CHUNK]) for at in range(0, len(digits), CHUNK))


@cache
def weights(name: str) -> Checkpoint:
    """Return a weight file; ExplainError, with the command that makes it, where there is none."""
    path = WEIGHTS / f"{name}.json"
    if not path.is_file():
        raise ExplainError(f"weights/{name}.json", "is not there", f"run: python build.py train {name}")
    return checkpoint.loads(path.read_text(encoding="utf-8"), f"weights/{name}.json")


def _whole(digits: Array) -> Array:
    return digits


def _middle(digits: Array) -> Array:
    return digits.reshape(-1, 28, 28)[:, MIDDLE, MIDDLE].reshape(len(digits), -1)


def _pixels(see: Callable[[Array], Array]) -> DigitCode:
    """Return the picture itself as a code."""
    return DigitCode("", see, lambda models, x: x, lambda models, x: x)


def _model(file: str, name: str, see: Callable[[Array], Array] = _whole) -> DigitCode:
    """Return a model that encodes and decodes."""
    return DigitCode(
        file, see, lambda models, x: models[name].encode(x), lambda models, x: _rebuilt(models[name], x)
    )


def _rebuilt(model: Any, x: Array) -> Array:
    x_hat: Array = model.decode(model.encode(x))
    return x_hat


def _components(file: str, count: int, see: Callable[[Array], Array] = _whole) -> DigitCode:
    """Return PCA's first components, as a file has them."""

    def rebuild(models: Any, x: Array) -> Array:
        z = models["pca"].encode(x)
        x_hat: Array = models["pca"].decode(z * (np.arange(z.shape[1]) < count))
        return x_hat

    return DigitCode(file, see, lambda models, x: models["pca"].encode(x)[:, :count], rebuild)


def _tokens() -> DigitCode:
    """Return the codebook's entries that a digit's vectors snap to, one after the other."""

    def rebuild(models: Any, x: Array) -> Array:
        x_hat: Array = models["net"].decode(models["net"].quantise(models["net"].encode(x)))
        return x_hat

    def encode(models: Any, x: Array) -> Array:
        net = models["net"]
        return rows(net.lookup(net.quantise(net.encode(x))))

    return DigitCode("vq", _whole, encode, rebuild)


def _patches() -> DigitCode:
    """Return what the masked autoencoder's encoder makes of all patches; each is rebuilt from the half without it."""
    return DigitCode(
        "masked",
        _whole,
        lambda models, x: all_visible(models["net"], x),
        lambda models, x: by_halves(models["net"], x),
    )


def all_visible(net: MaskedAutoencoder, x: Array) -> Array:
    """Return the encoder's tokens of digits that hide nothing, in one row: (n, 784) → (n, patches × units)."""
    tokens = (
        net.embed.forward(select_prefix("embed", net.params), to_patches(x, net.patch)) + net.params["seen"]
    )
    return rows(net.encoder.forward(select_prefix("encoder", net.params), tokens))


def by_halves(net: MaskedAutoencoder, x: Array) -> Array:
    """Return digits of which each patch was predicted from the half of the patches that does not hold it, chosen by lot."""
    order = np.random.default_rng(HALVES_SEED).random((len(x), net.patches)).argsort(1)
    first = order < net.patches // 2  # (n, patches)
    hidden = np.repeat(first[..., None], net.patch**2, -1)
    one, other = (to_patches(net.reconstruct(x, visible), net.patch) for visible in (~first, first))
    return from_patches(np.where(hidden, one, other))


TWELVE, EIGHT = partial(shrunk, factor=2), partial(shrunk, factor=3)
CODES = {
    "pixels": _pixels(_whole),
    "pca_32": _components("bottleneck", 32),
    "bottleneck": _model("bottleneck", "net"),
    "tokens": _tokens(),
    "pca_16": _components("bottleneck", 16),
    "latent": _model("latent-diffusion", "vae"),
    "pca_2": _components("bottleneck", 2),
    "map": _model("latent-map", "net"),
    "patches": _patches(),
    "pixels_12": _pixels(TWELVE),
    "pca_12": _components("anatomy", 12, TWELVE),
    "anatomy": _model("anatomy", "net", TWELVE),
    "plain": _model("contractive", "plain_light", TWELVE),
    "contractive": _model("contractive", "contractive_light", TWELVE),
    "plain_strong": _model("contractive", "plain_strong", TWELVE),
    "contractive_strong": _model("contractive", "contractive_strong", TWELVE),
    "pixels_middle": _pixels(_middle),
    "pca_middle": _components("sparse", 8, _middle),
    "strokes": _model("sparse", "net", _middle),
    "pixels_8": _pixels(EIGHT),
    "wide": _model("failures", "identity_ill", EIGHT),
    "narrow": _model("failures", "identity_well", EIGHT),
    "dead": _model("failures", "dead_ill", EIGHT),
    "alive": _model("failures", "dead_well", EIGHT),
    "holes": _model("failures", "holes_ill", EIGHT),
    "collapsed": _model("failures", "collapse_ill", EIGHT),
    "cured": _model("failures", "collapse_well", EIGHT),
}
FILES = tuple(sorted({code.file for code in CODES.values() if code.file}))
