"""What `build.py models` tells: every weight file against its recipe's gates."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aeexplain import checkpoint
from aeexplain.checkpoint import Checkpoint, Metric
from aeexplain.errors import ExplainError
from aeexplain.training import recipes
from aeexplain.training.gates import FLOOR, Result, check_gates
from aeexplain.training.recipe import Recipe
from aeexplain.training.watched_training import fingerprint_of, watched
from aeexplain.training.weight_files import all_gates, gzipped, measured, parameters

CLOSE = 1e-3  # the share by which a metric may differ when it is measured again, on another machine


@dataclass(frozen=True)
class Audit:
    """A weight file's row. Where `faults` has anything the file is not right; `notes` are worth knowing."""

    recipe: str
    path: Path
    gzip_bytes: int = 0
    parameters: int = 0
    results: tuple[Result, ...] = ()
    faults: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether the file is right and every gate is passed."""
        return not self.faults and all(result.passed for result in self.results)


def audit(weights_dir: Path, full: bool = False, wanted: Iterable[str] | None = None) -> list[Audit]:
    """Return a row for every recipe and every weight file, in the order of their names.

    `wanted` names the recipes that must have a file; None: all there are.

    The stored metrics are checked. `full` measures them again from the shipped weights and checks those, which may fetch data.
    """
    names = sorted(
        {
            *(recipes.names() if wanted is None else wanted),
            *(path.stem for path in weights_dir.glob("*.json")),
        }
    )
    return [_row(name, weights_dir / f"{name}.json", full) for name in names]


def _row(name: str, path: Path, full: bool) -> Audit:
    if name not in recipes.names():
        return Audit(name, path, faults=("there is no such recipe; remove the file",))
    if not path.is_file():
        return Audit(name, path, faults=(f"there is no such file; run: python build.py train {name}",))
    try:
        return audit_file(recipes.find(name), path, full)
    except ExplainError as error:
        return Audit(name, path, faults=(str(error),))


def audit_file(recipe: Recipe[Any], path: Path, full: bool = False) -> Audit:
    """Return the row of a weight file that is there; ExplainError where it is refused."""
    text = path.read_bytes().decode("utf-8", "replace")
    weights = checkpoint.loads(text, f"{path.parent.name}/{path.name}")
    if weights.recipe != recipe.name:
        raise ExplainError(str(path), f"is a weight file of the recipe {weights.recipe!r}")
    again = {
        **weights.metrics,
        **(measured(watched(recipe), weights, watched(recipe).data()) if full else {}),
    }
    results = check_gates(all_gates(recipe), again | {"gzip": gzipped(text)}, recipe.name)
    moved = tuple(f"{name} is not what was stored" for name in differences(weights.metrics, again))
    return Audit(
        recipe.name, path, gzipped(text), parameters(weights), results, moved, tuple(_notes(recipe, weights))
    )


def differences(stored: Metric, again: Metric, name: str = "metrics") -> Iterator[str]:
    """Yield the names of the metrics that differ by more than a thousandth and a rounding, or are in only one of the two."""
    if isinstance(stored, dict) and isinstance(again, dict) and stored.keys() == again.keys():
        for key in stored:
            yield from differences(stored[key], again[key], f"{name}.{key}")
    elif isinstance(stored, list) and isinstance(again, list) and len(stored) == len(again):
        for i, pair in enumerate(zip(stored, again, strict=True)):
            yield from differences(*pair, f"{name}.{i}")
    elif not _close(stored, again):
        yield name


def _close(stored: Metric, again: Metric) -> bool:
    if isinstance(stored, int | float) and isinstance(again, int | float):
        return math.isclose(stored, again, rel_tol=CLOSE, abs_tol=FLOOR)
    return False


def _notes(recipe: Recipe[Any], weights: Checkpoint) -> Iterator[str]:
    if weights.fingerprint != fingerprint_of(recipe):
        yield "its recipe, or code that the recipe rests on, has changed since it was trained"
