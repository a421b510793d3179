"""Is this the gradient? One random direction against a central difference checks all of it (as HIPS/autograd does)."""

from collections.abc import Callable

import numpy as np

from aeexplain.nn.layers.layer import Layer, Params

STEP = 1e-5


def gradient_gap(
    value: Callable[[Params], float], at: Params, gradient: Params, rng: np.random.Generator
) -> float:
    """Return how far the gradient's slope along a random direction is from the value's own, relative to the larger.

    `at` must be float64; about 1e-9 for a true gradient, about 1 for a wrong one. A gradient for other names, or of other
    shapes, than `at` is a ValueError.
    """
    if {k: v.shape for k, v in at.items()} != {k: v.shape for k, v in gradient.items()}:
        raise ValueError(
            f"there are parameters {sorted(at)} and gradients {sorted(gradient)}, or their shapes differ"
        )
    direction = {name: rng.standard_normal(a.shape) for name, a in at.items()}
    ahead, behind = (
        value({name: a + sign * STEP * direction[name] for name, a in at.items()}) for sign in (1, -1)
    )
    measured = (ahead - behind) / (2 * STEP)
    claimed = sum(float(np.sum(gradient[name] * direction[name])) for name in at)
    return abs(measured - claimed) / max(abs(measured), abs(claimed), 1e-12)


def layer_gap(layer: Layer, shape: tuple[int, ...], rng: np.random.Generator) -> float:
    """Return `gradient_gap` of a layer's vjp over its parameters and an input of the shape, at a random float64 point."""
    at: Params = {f"p.{name}": 0.5 * rng.standard_normal(size) for name, size in layer.shapes().items()}
    at["x"] = rng.standard_normal(shape)

    def params(point: Params) -> Params:
        return {name: point[f"p.{name}"] for name in layer.shapes()}

    y, back = layer.vjp(params(at), at["x"])
    dy = rng.standard_normal(y.shape)
    dx, grads = back(dy)
    gradient: Params = {"x": dx} | {f"p.{name}": g for name, g in grads.items()}
    return gradient_gap(
        lambda point: float(np.sum(layer.forward(params(point), point["x"]) * dy)), at, gradient, rng
    )
