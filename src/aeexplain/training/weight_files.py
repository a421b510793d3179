"""Train a recipe and write its weight file, or write nothing and say which gate it missed."""

import gzip
import os
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from aeexplain import checkpoint
from aeexplain.checkpoint import Checkpoint, Metric, metric_at
from aeexplain.errors import ExplainError, ExplainErrors
from aeexplain.files.atomic import write_atomically
from aeexplain.files.digests import sha256
from aeexplain.setup.places import cache_folder
from aeexplain.training import recipes
from aeexplain.training.gates import FLOOR, Gate, Result, check_gates
from aeexplain.training.loop import Progress, run
from aeexplain.training.recipe import Finished, Recipe
from aeexplain.training.state import Training
from aeexplain.training.watched_training import check_finished, check_metrics, fingerprint_of, watched

STEADY = 0.02  # the share by which packing may change a steady metric


@dataclass(frozen=True)
class Trained:
    """A weight file that has been written."""

    recipe: str
    path: Path
    gzip_bytes: int
    parameters: int
    results: tuple[Result, ...]
    seconds: float


def train(
    name: str,
    weights_dir: Path,
    on_progress: Callable[[Progress], object] = lambda _: None,
    fresh: bool = False,
) -> Trained:
    """Train the named recipe and write weights_dir/<name>.json.

    An unfinished training of the same recipe is resumed, unless `fresh`. ExplainError for an unknown name, for data that
    cannot be had, and for missed gates: then nothing is written.
    """
    return make(recipes.find(name), weights_dir, states_folder(weights_dir), on_progress, fresh)


def states_folder(weights_dir: Path) -> Path:
    """Return where unfinished trainings of a site are kept: two sites may have recipes of one name."""
    site = sha256(os.fsencode(weights_dir.resolve()))[:12]
    return cache_folder() / "training" / site


def make(
    recipe: Recipe[Any],
    weights_dir: Path,
    states_dir: Path,
    on_progress: Callable[[Progress], object] = lambda _: None,
    fresh: bool = False,
) -> Trained:
    """Do what `train` does, for a recipe at hand."""
    started = time.monotonic()
    state_path = states_dir / f"{recipe.name}.npz"
    text, shipped, results = attempt(recipe, state_path, on_progress, fresh)
    _refuse_missed(recipe, results)
    weights_path = weights_dir / f"{recipe.name}.json"
    write(weights_path, text)
    state_path.unlink(missing_ok=True)
    seconds = time.monotonic() - started
    return Trained(recipe.name, weights_path, gzipped(text), parameters(shipped), results, seconds)


def over_seeds(
    name: str, weights_dir: Path, count: int, on_progress: Callable[[Progress], object] = lambda _: None
) -> Iterator[tuple[int, tuple[Result, ...]]]:
    """Train the named recipe from each of `count` seeds, its own first; yield the seed and its gates; write nothing."""
    recipe = recipes.find(name)
    for seed in range(recipe.seed, recipe.seed + count):
        state_path = states_folder(weights_dir) / f"{name}-{seed}.npz"
        yield seed, attempt(replace(recipe, seed=seed), state_path, on_progress)[2]
        state_path.unlink(missing_ok=True)


def attempt(
    recipe: Recipe[Any], state_path: Path, on_progress: Callable[[Progress], object], fresh: bool = False
) -> tuple[str, Checkpoint, tuple[Result, ...]]:
    """Train, or go on from `state_path`; return the weight file's text, what it holds, and its gates."""
    mark = fingerprint_of(recipe)
    recipe = watched(recipe)
    data = recipe.data()
    training = _follow(run(recipe, data, state_path, mark, fresh), on_progress)
    text = checkpoint.dumps(_measured(recipe, mark, training, data))
    shipped = checkpoint.loads(text, f"weights/{recipe.name}.json")
    return (
        text,
        shipped,
        check_gates(all_gates(recipe), shipped.metrics | {"gzip": gzipped(text)}, recipe.name),
    )


def all_gates(recipe: Recipe[Any]) -> tuple[Gate, ...]:
    """Return the recipe's gates, and the one on quantisation that every recipe with steady metrics has."""
    quantisation = Gate("quantisation", "<=", STEADY, "largest change of a metric by quantisation")
    return (*recipe.gates, quantisation) if recipe.steady else recipe.gates


def gzipped(text: str) -> int:
    """Return how many bytes the text has after gzip -9."""
    return len(gzip.compress(text.encode(), 9, mtime=0))


def parameters(weights: Checkpoint) -> int:
    """Return how many numbers the models have."""
    return sum(packed.data.size for packed in weights.arrays.values())


def write(path: Path, text: str) -> None:
    """Write the text to `path` in one move; where that fails, the old file stays and nothing is left beside it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(path, text.encode())


def _follow(events: Any, on_progress: Callable[[Progress], object]) -> Training:
    """Hand every event on; return what the generator returns."""
    with closing(events):
        while True:
            try:
                event = next(events)
            except StopIteration as end:
                return end.value  # type: ignore[no-any-return]
            on_progress(event)


def _measured(recipe: Recipe[Any], mark: str, training: Training, data: Any) -> Checkpoint:
    """Return the checkpoint to be written, with the metrics of its models as packed."""
    finished: Finished = recipe.finish(training.state, data)
    check_finished(recipe, finished)
    draft = Checkpoint(
        recipe=recipe.name,
        fingerprint=mark,
        seed=recipe.seed,
        steps=recipe.steps,
        numpy=np.__version__,
        architectures=finished.models,
        arrays=finished.arrays,
        packed_samples=finished.samples,
        metrics={},
        curve=training.curve,
    )
    metrics = measured(recipe, draft, data)
    if recipe.steady:
        metrics["quantisation"] = rounded(_change(recipe, metrics, recipe.measure(finished.models, data)))
    return replace(draft, metrics=metrics)


def measured(recipe: Recipe[Any], weights: Checkpoint, data: Any) -> dict[str, Metric]:
    """Return the metrics of the weights as packed, on held-out data and on the samples, to six digits."""
    metrics = recipe.measure(weights.models, data)
    metrics["samples"] = recipe.measure_samples(weights.models, weights.samples)
    check_metrics(recipe, metrics)
    return {name: rounded(value) for name, value in metrics.items()}


def rounded(value: Metric) -> Metric:
    """Return the numbers to six significant digits, about as far as machines agree."""
    if isinstance(value, dict):
        return {key: rounded(item) for key, item in value.items()}
    if isinstance(value, list):
        return [rounded(item) for item in value]
    return value if isinstance(value, int) else float(f"{value:.6g}")


def _change(recipe: Recipe[Any], packed: Mapping[str, Metric], exact: Mapping[str, Metric]) -> float:
    pairs = ((metric_at(packed, name), metric_at(exact, name)) for name in recipe.steady)
    return max(abs(a - b) / max(abs(b), FLOOR) for a, b in pairs)


def _refuse_missed(recipe: Recipe[Any], results: tuple[Result, ...]) -> None:
    missed = [result for result in results if not result.passed]
    hint = "nothing was written; change the recipe"
    if missed:
        raise ExplainErrors(ExplainError(f"recipe {recipe.name!r}", str(result), hint) for result in missed)
