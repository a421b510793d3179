"""A classifier of digits, by which generated ones are measured. It does not ship: it is trained when first needed, and kept.

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

from aeexplain.arrays import Array
from aeexplain.checkpoint import Metric
from aeexplain.errors import ExplainError
from aeexplain.nn.activations.silu import SiLU
from aeexplain.nn.layers.dense import Dense
from aeexplain.nn.layers.layer import Params, select_prefix
from aeexplain.nn.layers.sequential import Sequential
from aeexplain.nn.losses.cross_entropy import cross_entropy, softmax
from aeexplain.nn.optimisers.adam import Adam
from aeexplain.nn.optimisers.schedules import cosine
from aeexplain.setup.places import cache_folder
from aeexplain.training.fingerprint import fingerprint
from aeexplain.training.gates import Gate
from aeexplain.training.loop import run
from aeexplain.training.recipe import Finished, Recipe, Rng, State
from aeexplain.training.samples.mnist import Mnist, mnist
from aeexplain.training.state import Training, load
from aeexplain.training.steps.optimiser_state import adam_ema_step, adam_start, ema_start

STEPS = 2_400  # about 10 epochs
BATCH = 256
FEATURES, CLASSES = 128, 10
ADAM = Adam(rate=2e-3, beta2=0.99)
AVERAGE = 0.995
CONFIDENT = 0.8  # a probability above this is a digit that is recognised
LEAST_ACCURACY = 0.98
ONE_HOT = np.eye(CLASSES, dtype=np.float32)
BODY = Sequential((Dense(784, 256), SiLU(), Dense(256, FEATURES), SiLU()))
NET = Sequential((BODY, Dense(FEATURES, CLASSES)))


@dataclass(frozen=True)
class DigitClassifier:
    """The trained classifier. Digits are rows of 784 pixels in [0, 1]."""

    params: Params

    def features(self, x: Array) -> Array:
        """Return what its last hidden layer sees: (n, 784) → (n, 128)."""
        return BODY.forward(select_prefix("0", self.params), x)

    def probabilities(self, x: Array) -> Array:
        """Return the probability of each class: (n, 784) → (n, 10)."""
        return softmax(NET.forward(self.params, x))

    def accuracy(self, x: Array, labels: NDArray[Any]) -> float:
        """Return the share of digits (n, 784) whose likeliest class is their label (n,)."""
        return float(np.mean(self.probabilities(x).argmax(1) == labels))


@cache
def digit_classifier() -> DigitClassifier:
    """Return the classifier, trained first where the cache has none (half a minute). ExplainError where it is a bad one."""
    classifier = DigitClassifier(trained(RECIPE, cache_folder() / "digit-classifier.npz").state["average"])
    accuracy = classifier.accuracy(mnist().test, mnist().test_labels)
    if accuracy < LEAST_ACCURACY:
        raise ExplainError(
            "training/measures/digit_classifier.py", f"recognises only {accuracy:.1%} of the test digits"
        )
    return classifier


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
    return {"params": params, **adam_start(params), **ema_start(params)}


def step(state: State, data: Mnist, at: int, rng: Rng) -> float:
    """Take one step of Adam on a batch, moved by up to a pixel each way; return the cross entropy in nats."""
    chosen = rng.integers(len(data.train), size=BATCH)
    x = moved(data.train[chosen], *rng.integers(-1, 2, size=2))
    logits, back = NET.vjp(state["params"], x)
    loss, dlogits = cross_entropy(logits, ONE_HOT[data.train_labels[chosen]])
    _, grads = back(dlogits)
    adam_ema_step(state, state["params"], grads, ADAM, at, cosine(at, STEPS), AVERAGE)
    return loss


def moved(x: Array, down: int, across: int) -> Array:
    """Return digits (n, 784) moved by whole pixels; their margins are empty, so that what leaves on one side is nothing."""
    return np.roll(x.reshape(-1, 28, 28), (down, across), (1, 2)).reshape(x.shape)


def finish(state: State, data: Mnist) -> Finished:
    """Return nothing: the classifier does not ship."""
    return Finished({}, {}, {})


def measure(models: Mapping[str, Any], data: Any) -> dict[str, Metric]:
    """Return nothing: `digit_classifier` itself refuses a bad one."""
    return {}


RECIPE = Recipe(
    name="digit-classifier",
    description="a classifier of digits, by which generated ones are measured",
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
