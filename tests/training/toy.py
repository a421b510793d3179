"""A recipe small enough for tests: a line through noise, found by a linear autoencoder."""

import numpy as np

from aeexplain.nn.layers.dense import Dense
from aeexplain.nn.layers.layer import add_prefix, select_prefix
from aeexplain.nn.losses.squared_error import squared_error
from aeexplain.nn.models.autoencoder import Autoencoder
from aeexplain.nn.optimisers.adam import Adam, zeros_like
from aeexplain.nn.quantised_arrays import pack, unorm8
from aeexplain.training.gates import Gate
from aeexplain.training.recipe import Finished, Recipe

NET = Autoencoder(Dense(3, 1), Dense(1, 3))
STEPS = 60


def data():
    rng = np.random.default_rng(5)
    return np.clip(rng.random((200, 1)) * [0.9, 0.5, 0.2] + 0.02 * rng.random((200, 3)), 0, 1).astype(
        np.float32
    )


def begin(x, rng):
    params = NET.init(rng)
    return {"params": params, "first": zeros_like(params), "second": zeros_like(params)}


def step(state, x, at, rng):
    batch = x[rng.integers(150, size=16)]
    z, back_encoder = NET.encoder.vjp(select_prefix("encoder", state["params"]), batch)
    x_hat, back_decoder = NET.decoder.vjp(select_prefix("decoder", state["params"]), z)
    loss, dx_hat = squared_error(x_hat, batch)
    dz, decoder = back_decoder(dx_hat)
    grads = add_prefix("encoder", back_encoder(dz)[1]) | add_prefix("decoder", decoder)
    Adam(rate=0.05).update(state["params"], grads, state["first"], state["second"], at)
    return loss


def finish(state, x):
    models = {"net": NET.bind(state["params"])}
    return Finished(models, pack(models), {"points": unorm8(x[150:153])})


def error(models, x):
    return {"mse": float(np.mean((models["net"].decode(models["net"].encode(x)) - x) ** 2))}


TOY = Recipe(
    name="toy",
    description="a line",
    seed=3,
    steps=STEPS,
    data=data,
    begin=begin,
    step=step,
    finish=finish,
    measure=lambda models, x: error(models, x[150:]),
    measure_samples=lambda models, samples: error(models, samples["points"]),
    gates=(Gate("mse", "<=", 0.01, "MSE"), Gate("gzip", "<=", 5_000, "bytes, gzipped")),
)
