"""A network's forward pass alone: as NumPy computes it, and by `node/forward.mjs`, which has it handwritten in JavaScript.

Pyodide under Node reads this file too, as a text.
"""

import time
from dataclasses import dataclass
from typing import Any

import numpy as np

from aeexplain import checkpoint
from aeexplain.arrays import Array
from aeexplain.nn.layers.convolution import Convolution
from aeexplain.nn.layers.dense import Dense
from aeexplain.nn.layers.layer import Layer, Params, select_prefix
from aeexplain.nn.layers.mask import Gather, Scatter
from aeexplain.nn.layers.sequential import Sequential
from aeexplain.nn.models.autoencoder import Autoencoder
from aeexplain.nn.models.image_denoiser import ImageDenoiser
from aeexplain.nn.models.model import Model
from aeexplain.nn.models.variational import Variational
from aeexplain.nn.spec import NAMES

HANDWRITTEN = ("convolution", "dense", "gather", "scatter", "sigmoid", "silu", "tanh")  # in forward.mjs
WARM, TIMES = 20, 60


@dataclass(frozen=True)
class Pass:
    """One input on its way through a network: the layers in order, each with its parameters, and how many outputs go on.

    kept: None, or how many of a layer's outputs the next one gets (of a variational encoder's, the means).
    """

    steps: tuple[tuple[Layer, Params, int | None], ...]
    shape: tuple[int, ...]

    def input(self) -> Array:
        """Return an input: numbers from 0 to 1, always the same."""
        return np.random.default_rng(0).random(self.shape, np.float32)

    @property
    def sides(self) -> tuple[int, int]:
        """Height and width of an image; of anything else 1 and 1."""
        return (self.shape[0], self.shape[1]) if len(self.shape) == 3 else (1, 1)

    def run(self, x: Array) -> Array:
        """Return what the network makes of an input."""
        for layer, params, kept in self.steps:
            x = layer.forward(params, x)
            if kept is not None:
                x = x[..., :kept]
        return x

    def to_json(self) -> list[dict[str, Any]]:
        """Return the layers as JSON values."""
        return [_layer_json(*step) for step in self.steps]


def first_pass(text: str) -> Pass | None:
    """Return the pass of the first network of a weight file that is written in JavaScript too; None where none is."""
    models = checkpoint.loads(text, "a weight file").models.values()
    return next((found for found in map(_pass, models) if found), None)


def numpy_time(text: str) -> float:
    """Return the milliseconds of that pass by NumPy: the median of many."""
    found = first_pass(text)
    if found is None:
        raise ValueError("no network of this weight file is written in JavaScript")
    x = found.input()
    for _ in range(WARM):
        found.run(x)
    times = []
    for _ in range(TIMES):
        began = time.perf_counter()
        found.run(x)
        times.append(time.perf_counter() - began)
    return 1000 * float(np.median(times))


def _pass(model: Model) -> Pass | None:
    match model:
        case Autoencoder() | Variational():
            kept = model.units if isinstance(model, Variational) else None
            steps = [*_steps("encoder", model.encoder, model.params, kept)]
            steps += _steps("decoder", model.decoder, model.params)
        case ImageDenoiser():
            steps = _steps("", model.net, model.params)
        case _:
            return None
    if any(NAMES[type(layer)] not in HANDWRITTEN for layer, _, _ in steps):
        return None
    return Pass(tuple(steps), _shape(steps[0][0], model))


def _steps(
    name: str, layer: Layer, params: Params, kept: int | None = None
) -> list[tuple[Layer, Params, int | None]]:
    own = select_prefix(name, params) if name else params
    if not isinstance(layer, Sequential):
        return [(layer, own, kept)]
    last = len(layer.layers) - 1
    found = [_steps(str(i), each, own, kept if i == last else None) for i, each in enumerate(layer.layers)]
    return [step for steps in found for step in steps]


def _shape(layer: Layer, model: Model) -> tuple[int, ...]:
    """Return the shape of what the first layer takes."""
    match layer, model:
        case Gather(), _:
            return (layer.size,)
        case Convolution(), ImageDenoiser():
            return (model.height // model.block, model.width // model.block, layer.inputs)
        case Dense(), _:
            return (layer.inputs,)
        case _:
            raise TypeError(f"{layer} begins no network")


def _layer_json(layer: Layer, params: Params, kept: int | None) -> dict[str, Any]:
    described: dict[str, Any] = {"kind": NAMES[type(layer)], "kept": kept}
    if isinstance(layer, Gather | Scatter):
        described |= {"size": layer.size, "places": layer.places.tolist()}
    if isinstance(layer, Convolution):
        if layer.stride != 1:
            raise ValueError("a convolution with a stride is not written in JavaScript")
        described["kernel"] = layer.kernel
    return described | {name: value.ravel().tolist() for name, value in params.items()}
