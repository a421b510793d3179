"""The training loop: events out, state kept, interruptions survived."""

import math
import signal
import threading
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from aeexplain.errors import ExplainError
from aeexplain.training.recipe import Recipe
from aeexplain.training.state import Training, load, save

SAVE_SECONDS = 5.0
CURVE_POINTS = 100


@dataclass(frozen=True)
class Progress:
    """A step has been done: `step` of `total`, with its loss."""

    step: int
    total: int
    loss: float


def run[Data](
    recipe: Recipe[Data], data: Data, path: Path, fingerprint: str, fresh: bool = False
) -> Generator[Progress, None, Training]:
    """Train from where the state at `path` stands, or from the start; yield after every step, return the end.

    The state is saved every few seconds, at the end, when the generator is closed, and on Ctrl-C, which is held back until
    the step at hand is whole. ExplainError where the loss is no longer a number.
    """
    training = (None if fresh else load(path, fingerprint)) or _begin(recipe, data)
    saved_at = time.monotonic()
    with _interrupts_held() as interrupted:
        try:
            while training.step < recipe.steps:
                loss = recipe.step(training.state, data, training.step, training.rng)
                _note(training, recipe, loss)
                if interrupted():
                    raise KeyboardInterrupt
                if time.monotonic() - saved_at > SAVE_SECONDS:
                    save(training, path, fingerprint)
                    saved_at = time.monotonic()
                yield Progress(training.step, recipe.steps, loss)
        except (GeneratorExit, KeyboardInterrupt):
            save(training, path, fingerprint)
            raise
    save(training, path, fingerprint)
    return training


def _begin(recipe: Recipe[Any], data: Any) -> Training:
    rng = np.random.default_rng(recipe.seed)
    return Training(recipe.begin(data, rng), rng)


def _note(training: Training, recipe: Recipe[Any], loss: float) -> None:
    """Count the step, and add a point to the loss curve at each hundredth of the way."""
    if not math.isfinite(loss):
        raise ExplainError(
            f"recipe {recipe.name!r}", f"lost its way: the loss at step {training.step} is {loss}"
        )
    training.step += 1
    training.recent.append(loss)
    if training.step % math.ceil(recipe.steps / CURVE_POINTS) == 0 or training.step == recipe.steps:
        mean = math.fsum(training.recent) / len(training.recent)
        training.curve.append([training.step, float(f"{mean:.6g}")])
        training.recent.clear()


@contextmanager
def _interrupts_held() -> Iterator[Callable[[], bool]]:
    """Turn Ctrl-C into a flag to be asked for, in the main thread; elsewhere none arrives."""
    pressed = threading.Event()
    if threading.current_thread() is not threading.main_thread():
        yield pressed.is_set
        return
    before = signal.signal(signal.SIGINT, lambda *_: pressed.set())
    try:
        yield pressed.is_set
    finally:
        signal.signal(signal.SIGINT, before)
