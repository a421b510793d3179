"""Digits as 16 tokens out of a codebook of 32 points in the plane.

A VQ-VAE (van den Oord, Vinyals and Kavukcuoglu 2017) whose encoder sees the whole digit: straight-through gradient, codebook
by moving averages, begun with vectors that the fresh encoder makes of digits. The entries are two-dimensional so that the
nearest-entry cells can be drawn as they are.

Much of what a VQ-VAE gains over k-means comes from its decoder, which sees all tokens. The control shows how much: k-means
tokens of the 7 × 7 patches, as many and out of as many, with a decoder as wide, trained on the same batches. Its decoder may
use a token as it likes (one input for each token and entry), which is more than the network's own can.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from aeexplain.arrays import Array
from aeexplain.checkpoint import Metric
from aeexplain.nn.activations.sigmoid import Sigmoid
from aeexplain.nn.activations.silu import SiLU
from aeexplain.nn.image_patches import from_patches, to_patches
from aeexplain.nn.layers.dense import Dense
from aeexplain.nn.layers.layer import Params, add_prefix, select_prefix
from aeexplain.nn.layers.mask import Gather, Scatter, to_hex
from aeexplain.nn.layers.sequential import Sequential
from aeexplain.nn.losses.squared_error import squared_error
from aeexplain.nn.metrics.mean_squared_error import mean_squared_error
from aeexplain.nn.models.model import Model
from aeexplain.nn.models.quantised_autoencoder import QuantisedAutoencoder, quantised_error, rows
from aeexplain.nn.models.vector_quantiser import nearest, perplexity, update_codebook
from aeexplain.nn.optimisers.adam import Adam
from aeexplain.nn.optimisers.schedules import cosine
from aeexplain.nn.quantised_arrays import Packed, float16, pack, uint8, unorm8
from aeexplain.training.gates import Gate
from aeexplain.training.recipe import Finished, Recipe, Rng, State
from aeexplain.training.samples.active_pixels import active_pixels
from aeexplain.training.samples.class_exemplars import class_exemplars
from aeexplain.training.samples.mnist import Mnist, mnist
from aeexplain.training.sheets.sheet_layout import Picture, grid, ink, scatter, stack
from aeexplain.training.steps.kmeans import kmeans
from aeexplain.training.steps.optimiser_state import adam_ema_step, adam_start, ema_start

SEED = 0
STEPS = 10_000
BATCH = 128
HIDDEN, TOKENS, ENTRIES, WIDTH, PATCH = 128, 16, 32, 2, 7
ACTIVE_SHARE = (
    1e-3  # a pixel that is inked in fewer training digits than this share is left out, and is always 0
)
COMMIT = 0.005  # with the usual 0.25 the vectors cling to their first entries, and some tokens never vary
DECAY = 0.99  # of the codebook's moving averages
ADAM = Adam(rate=2e-3, beta2=0.99, epsilon=1e-12)
AVERAGE = 0.999
SOME = 4096  # training digits from which codebooks are begun
ROUNDS = 40


@dataclass(frozen=True)
class Digits:
    """The digits, and the network that fits them."""

    mnist: Mnist
    net: QuantisedAutoencoder


def digits() -> Digits:
    """Return MNIST and the architecture 784-128-(16 × 2)-128-784, in which only pixels that ever hold ink take part."""
    data = mnist()
    return Digits(data, network(active_pixels(data.train, ACTIVE_SHARE)))


def network(active: NDArray[np.bool_], hidden: int = HIDDEN) -> QuantisedAutoencoder:
    """Return the autoencoder over the active pixels."""
    size, count, places, code = active.size, int(active.sum()), to_hex(active), TOKENS * WIDTH
    encoder = Sequential((Gather(size, places), Dense(count, hidden), SiLU(), Dense(hidden, code)))
    decoder = Sequential(
        (Dense(code, hidden), SiLU(), Dense(hidden, count), Sigmoid(), Scatter(size, places))
    )
    return QuantisedAutoencoder(TOKENS, ENTRIES, WIDTH, encoder, decoder)


def begin(data: Digits, rng: Rng) -> State:
    """Return fresh weights with a codebook drawn from the encoder's vectors of digits, and the control's."""
    some = data.mnist.train[rng.integers(len(data.mnist.train), size=SOME)]  # (some, 784)
    params = standardised(data.net, data.net.init(rng), some)
    vectors = data.net.bind(params).encode(some).reshape(-1, WIDTH)
    params["codebook"] = rng.choice(vectors, ENTRIES, replace=False)
    counts = np.full(ENTRIES, BATCH * TOKENS / ENTRIES, np.float32)
    usage = {"counts": counts, "sums": params["codebook"] * counts[:, None]}
    centres = kmeans(to_patches(some, PATCH).reshape(-1, PATCH**2), ENTRIES, ROUNDS, rng)
    control = {"centres": centres, **add_prefix("decoder", control_decoder(data.net).init(rng))}
    return {"usage": usage, **group("net", params), **group("control", control)}


def standardised(net: QuantisedAutoencoder, params: Params, x: Array) -> Params:
    """Return the parameters with an encoder whose every output has mean 0 and deviation 1 over x.

    Without it a token whose vectors begin close together falls into one cell of the codebook and may never leave it.
    """
    row = rows(net.bind(params).encode(x))  # (n, 32)
    mean, deviation = row.mean(0), row.std(0)
    bias = (params["encoder.3.bias"] - mean) / deviation
    return params | {"encoder.3.weight": params["encoder.3.weight"] / deviation, "encoder.3.bias": bias}


def group(name: str, params: Params) -> State:
    """Return the parameters, their average, and Adam's moments of those that are learned by gradient."""
    learned = {key: value for key, value in params.items() if key not in ("codebook", "centres")}
    return {name: params, **adam_start(learned, f"{name}_"), **ema_start(params, f"{name}_")}


def step(state: State, data: Digits, at: int, rng: Rng) -> float:
    """Take one step of Adam with the network, one with the control, on the same batch; return the network's squared error."""
    x = data.mnist.train[rng.integers(len(data.mnist.train), size=BATCH)]  # (batch, 784)
    net, usage = state["net"], state["usage"]
    error, _, grads, z = quantised_error(data.net, net, x, COMMIT)
    vectors = z.reshape(-1, WIDTH)  # (batch × 16, 2)
    update_codebook(
        net["codebook"], usage["counts"], usage["sums"], vectors, nearest(net["codebook"], vectors), DECAY
    )
    learn(state, "net", grads, at)
    _, grads = control_error(data.net, state["control"], x)
    learn(state, "control", grads, at)
    return error


def learn(state: State, name: str, grads: Params, at: int) -> None:
    """Move the named parameters, in place, along their gradients, and their average after them."""
    adam_ema_step(state, state[name], grads, ADAM, at, cosine(at, STEPS), AVERAGE, f"{name}_")


def control_decoder(net: QuantisedAutoencoder) -> Sequential:
    """Return the network's decoder with 16 × 32 inputs, one for each token and entry, in place of 16 vectors of the plane."""
    layers = cast(Sequential, net.decoder).layers
    first = cast(Dense, layers[0])
    return Sequential((Dense(TOKENS * ENTRIES, first.outputs), *layers[1:]))


def control_error(net: QuantisedAutoencoder, p: Params, x: Array) -> tuple[float, Params]:
    """Return the squared error of decoding x's k-means tokens, and its gradient for the control's decoder."""
    tokens = nearest(p["centres"], to_patches(x, PATCH))  # (n, 16)
    chosen = (tokens[..., None] == np.arange(ENTRIES)).astype(x.dtype)  # (n, 16, 32)
    x_hat, back = control_decoder(net).vjp(select_prefix("decoder", p), rows(chosen))
    error, dx_hat = squared_error(x_hat, x)
    return error, add_prefix("decoder", back(dx_hat)[1])


def finish(state: State, data: Digits) -> Finished:
    """Return the averaged network, its codebook in half precision, typical test digits, and the errors to compare.

    The control does not ship; "errors" keeps the test set's MSE of the network as packed, of the control, and of the bare
    centres of its tokens.
    """
    net = data.net.bind(state["net_average"])
    models: dict[str, Model] = {"net": net}
    arrays = pack(models) | {"net.codebook": float16(net.params["codebook"])}
    shipped = data.net.bind({name: arrays[f"net.{name}"].unpack() for name in net.shapes()})
    x, control = data.mnist.test, state["control_average"]
    bare = from_patches(control["centres"][nearest(control["centres"], to_patches(x, PATCH))])
    errors = [rebuilt_error(shipped, x), control_error(data.net, control, x)[0], squared_error(bare, x)[0]]
    chosen = class_exemplars(data.mnist)
    samples = {
        "digits": unorm8(x[chosen]),
        "labels": uint8(data.mnist.test_labels[chosen]),
        "errors": Packed("float32", np.array(errors, np.float32)),
    }
    return Finished(models, arrays, samples)


def measure(models: Mapping[str, Any], data: Digits) -> dict[str, Metric]:
    """Return on the test set the MSE, the codebook's perplexity, how many entries are used, and the share of each.

    "least_token" is the perplexity of the token that varies least: 1 would be a token that tells nothing.
    """
    net, x = models["net"], data.mnist.test
    tokens = net.quantise(net.encode(x))  # (n, 16)
    share = np.bincount(tokens.ravel(), minlength=ENTRIES) / tokens.size
    return {
        "mse": rebuilt_error(net, x),
        "perplexity": perplexity(tokens, ENTRIES),
        "used": int((share > 0).sum()),
        "share": share.tolist(),
        "least_token": min(perplexity(own, ENTRIES) for own in tokens.T),
    }


def measure_samples(models: Mapping[str, Any], samples: Mapping[str, Any]) -> dict[str, Metric]:
    """Return the MSE on the ten shipped digits, and what "errors" says of the test set."""
    net, control, kmeans_alone = (float(error) for error in samples["errors"])
    return {
        "mse": rebuilt_error(models["net"], samples["digits"]),
        "test": {"net": net, "control": control, "kmeans": kmeans_alone},
        "ratio": {"control": net / control, "kmeans": net / kmeans_alone},
    }


def rebuilt_error(net: Any, x: Array) -> float:
    """Return the MSE of the digits decoded from their tokens."""
    return mean_squared_error(net.decode(net.quantise(net.encode(x))), x)


def sheet(models: Mapping[str, Any], samples: Mapping[str, Any]) -> Picture:
    """Return the digits over their reconstructions, four of them with one token swapped for each entry, the codebook."""
    net, x = models["net"], samples["digits"]  # (10, 784)
    tokens = net.quantise(net.encode(x))  # (10, 16)
    swapped = np.repeat(tokens[[0, 3, 4, 7]], ENTRIES, 0)  # (4 × 32, 16)
    swapped[:, 6] = np.tile(np.arange(ENTRIES), 4)
    plane = np.concatenate([net.encode(x).reshape(-1, WIDTH), net.params["codebook"]])
    return stack(
        grid(ink(np.concatenate([x, net.decode(tokens)])), 10),
        grid(ink(net.decode(swapped)), 16),
        scatter(plane, np.arange(len(plane)) >= x.shape[0] * TOKENS),
    )


RECIPE = Recipe(
    name="vq",
    description="a vector-quantised autoencoder of digits, 16 tokens out of 32 in the plane",
    seed=SEED,
    steps=STEPS,
    data=digits,
    begin=begin,
    step=step,
    finish=finish,
    measure=measure,
    measure_samples=measure_samples,
    sheet=sheet,
    gates=(
        Gate("mse", "<=", 0.010, "MSE from 16 tokens"),
        Gate("samples.ratio.control", "<=", 0.6, "MSE, against k-means tokens with a learned decoder"),
        Gate("perplexity", ">=", 28, "perplexity of the 32 entries"),
        Gate("used", ">=", 32, "entries in use"),
        Gate("least_token", ">=", 8, "perplexity of the token that varies least"),
        Gate("gzip", "<=", 260_000, "bytes of the weight file, gzipped"),
    ),
    steady=("mse", "perplexity"),
)
