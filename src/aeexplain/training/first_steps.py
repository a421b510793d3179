"""Stamp weight files anew where sources were only moved or renamed, as the first steps of training show.

The former sources come from git and run in a process of their own, on one kernel: equal arithmetic gives equal bytes.
"""

import hashlib
import io
import os
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from aeexplain import checkpoint
from aeexplain.errors import ExplainError
from aeexplain.project import PACKAGE
from aeexplain.training import recipes
from aeexplain.training.fingerprint import fingerprint
from aeexplain.training.recipe import Recipe
from aeexplain.training.weight_files import write

STEPS = 50
ONE_KERNEL = {"OPENBLAS_CORETYPE": "Haswell", "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}


def first_steps(recipe: Recipe[Any], steps: int = STEPS) -> str:
    """Return a digest, in hex, of all arrays that training has changed after so many steps, and of the losses on the way."""
    data, rng = recipe.data(), np.random.default_rng(recipe.seed)
    state = recipe.begin(data, rng)
    losses = [recipe.step(state, data, step, rng) for step in range(min(steps, recipe.steps))]
    hasher = hashlib.sha256(repr(losses).encode())
    for group, arrays in sorted(state.items()):
        for name, array in sorted(arrays.items()):
            hasher.update(f"{group}/{name} {array.dtype} {array.shape}".encode() + array.tobytes())
    return hasher.hexdigest()


def restamp(weights_dir: Path, revision: str, say: Callable[[str], object] = lambda _: None) -> list[str]:
    """Write the fingerprint of today's sources into each weight file whose sources changed since; return their names.

    A recipe whose first steps give other arrays than at `revision` (of git): ExplainError, and no file is changed.
    """
    outdated = _outdated(weights_dir)
    with tempfile.TemporaryDirectory() as folder:
        former = Path(folder) if outdated else PACKAGE
        if outdated:
            _extract(revision, former)
        for name in outdated:
            say(f"The first {STEPS} steps of {name}")
            if _digest_of(name, former / "src") != _digest_of(name, PACKAGE.parent):
                what = f"its first {STEPS} steps give other arrays than at {revision}"
                raise ExplainError(f"recipe {name!r}", what, f"run: python build.py train {name}")
    for name, (old, new) in outdated.items():
        path = weights_dir / f"{name}.json"
        write(path, path.read_text(encoding="utf-8").replace(old, new, 1))
    return list(outdated)


def _outdated(weights_dir: Path) -> Mapping[str, tuple[str, str]]:
    """Return the stamped and today's fingerprint of each weight file where they differ."""
    pairs = {}
    for name in recipes.names():
        path = weights_dir / f"{name}.json"
        stamped = checkpoint.loads(path.read_text(encoding="utf-8"), str(path)).fingerprint
        if stamped != (today := fingerprint(recipes.find(name))):
            pairs[name] = stamped, today
    return pairs


def _extract(revision: str, folder: Path) -> None:
    """Put the sources of a revision and its weight files, on which recipes may rest, into a folder; and this module."""
    command = ["git", "archive", "--format=tar", revision, "src", "weights"]
    done = subprocess.run(command, cwd=PACKAGE.parents[1], capture_output=True)
    if done.returncode:
        message = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise ExplainError(f"git revision {revision!r}", message[-1] if message else "cannot be read")
    with tarfile.open(fileobj=io.BytesIO(done.stdout)) as archive:
        archive.extractall(folder, filter="data")
    own = folder / "src" / "aeexplain" / "training" / Path(__file__).name
    if not own.exists():
        own.write_bytes(Path(__file__).read_bytes())


def _digest_of(name: str, sources: Path) -> str:
    """Return what `first_steps` gives for a recipe of the sources in a folder."""
    environ = {**os.environ, **ONE_KERNEL, "PYTHONPATH": str(sources)}
    command = [sys.executable, "-P", "-m", "aeexplain.training.first_steps", name]
    done = subprocess.run(command, env=environ, capture_output=True, text=True)
    if done.returncode:
        message = done.stderr.strip().splitlines()
        raise ExplainError(f"recipe {name!r} of {sources}", message[-1] if message else "did not run")
    return done.stdout.strip()


if __name__ == "__main__":
    sys.stdout.write(first_steps(recipes.find(sys.argv[1])) + "\n")
