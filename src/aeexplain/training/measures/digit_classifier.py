"""A classifier of digits that judges generated ones. It does not ship: it is trained when first needed, and kept in the cache.

Its training is a recipe like any other, so that the unfinished one is resumed and a change of its source trains it anew; the
finished state is the cached file.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from aeexplain.checkpoint import Metric
from aeexplain.errors import ExplainError
from aeexplain.nn.activations.silu import SiLU
from aeexplain.nn.layers.dense import Dense
from aeexplain.nn.layers.layer import Array, Params, part
from aeexplain.nn.layers.sequential import Sequential
from aeexplain.nn.losses.cross_entropy import cross_entropy, softmax
from aeexplain.nn.optimisers.adam import Adam, zeros_like
from aeexplain.nn.optimisers.ema import move_average
from aeexplain.nn.optimisers.schedules import cosine
from aeexplain.setup.verified import cache_folder
from aeexplain.training.fingerprint import fingerprint
from aeexplain.training.gates import Gate
from aeexplain.training.loop import run
from aeexplain.training.recipe import Finished, Recipe, Rng, State
from aeexplain.training.samples.mnist import Mnist, mnist
from aeexplain.training.state import Training, load

STEPS = 2_400  # about 10 epochs
BATCH = 256
FEATURES, CLASSES = 128, 10
ADAM = Adam(rate=2e-3, beta2=0.99)
AVERAGE = 0.995
CONFIDENT = 0.8  # a judged probability above this is a digit that is recognised
LEAST_ACCURACY = 0.98
ONE_HOT = np.eye(CLASSES, dtype=np.float32)
BODY = Sequential((Dense(784, 256), SiLU(), Dense(256, FEATURES), SiLU()))
NET = Sequential((BODY, Dense(FEATURES, CLASSES)))


@dataclass(frozen=True)
class Judge:
    """The trained classifier. Digits are rows of 784 pixels in [0, 1]."""

    params: Params

    def features(self, x: Array) -> Array:
        """Return what its last hidden layer sees: (n, 784) → (n, 128)."""
        return BODY.forward(part("0", self.params), x)

    def probabilities(self, x: Array) -> Array:
        """Return the probability of each class: (n, 784) → (n, 10)."""
        return softmax(NET.forward(self.params, x))

    def accuracy(self, x: Array, labels: NDArray[Any]) -> float:
        """Return the share of digits (n, 784) whose likeliest class is their label (n,)."""
        return float(np.mean(self.probabilities(x).argmax(1) == labels))


@cache
def digit_judge() -> Judge:
    """Return the judge, trained first where the cache has none; about half a minute. ExplainError where it is a bad judge."""
    judge = Judge(trained(JUDGE, cache_folder() / "judge.npz").state["average"])
    accuracy = judge.accuracy(mnist().test, mnist().test_labels)
    if accuracy < LEAST_ACCURACY:
        raise ExplainError(
            "training/measures/digit_classifier.py", f"recognises only {accuracy:.1%} of the test digits"
        )
    return judge


def trained(recipe: Recipe[Mnist], path: Path) -> Training:
    """Return the finished training: the one at `path`, or else a new one, which a damaged file leads to as well."""
    mark, damaged = fingerprint(recipe), False
    try:
        found = load(path, mark)
    except ExplainError:
        found, damaged = None, True
    if found and found.step == recipe.steps:
        return found
    events = run(recipe, recipe.data(), path, mark, fresh=damaged)
    while True:
        try:
            next(events)
        except StopIteration as end:
            training: Training = end.value
            return training


def begin(data: Mnist, rng: Rng) -> State:
    """Return fresh weights."""
    params = NET.init(rng)
    average = {name: value.copy() for name, value in params.items()}
    return {"params": params, "first": zeros_like(params), "second": zeros_like(params), "average": average}


def step(state: State, data: Mnist, at: int, rng: Rng) -> float:
    """Take one step of Adam on a batch, moved by up to a pixel each way; return the cross entropy in nats."""
    chosen = rng.integers(len(data.train), size=BATCH)
    x = moved(data.train[chosen], *rng.integers(-1, 2, size=2))
    logits, back = NET.vjp(state["params"], x)
    loss, dlogits = cross_entropy(logits, ONE_HOT[data.train_labels[chosen]])
    _, grads = back(dlogits)
    ADAM.update(state["params"], grads, state["first"], state["second"], at, cosine(at, STEPS))
    move_average(state["average"], state["params"], at, AVERAGE)
    return loss


def moved(x: Array, down: int, across: int) -> Array:
    """Return digits (n, 784) moved by whole pixels; their margins are empty, so that what leaves on one side is nothing."""
    return np.roll(x.reshape(-1, 28, 28), (down, across), (1, 2)).reshape(x.shape)


def finish(state: State, data: Mnist) -> Finished:
    """Return nothing: the judge does not ship."""
    return Finished({}, {}, {})


def measure(models: Mapping[str, Any], data: Any) -> dict[str, Metric]:
    """Return nothing: `digit_judge` itself refuses a bad judge."""
    return {}


JUDGE = Recipe(
    name="judge",
    says="a classifier of digits that judges generated ones",
    seed=0,
    steps=STEPS,
    data=mnist,
    begin=begin,
    step=step,
    finish=finish,
    measure=measure,
    measure_samples=measure,
    gates=(Gate("accuracy", ">=", LEAST_ACCURACY, "test digits recognised"),),
)
