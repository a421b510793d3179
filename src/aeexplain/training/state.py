"""An unfinished training on disk, so that nothing is lost by an interruption."""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np

from aeexplain.errors import ExplainError
from aeexplain.files.atomic import replacing
from aeexplain.training.recipe import State


@dataclass
class Training:
    """Where a training stands: its arrays, its generator, the steps done, and the losses so far."""

    state: State
    rng: np.random.Generator
    step: int = 0
    curve: list[list[float]] = field(default_factory=list)
    recent: list[float] = field(default_factory=list)  # losses since the curve's last point


def save(training: Training, path: Path, fingerprint: str) -> None:
    """Write the training to `path` in one move: a reader finds the old file or the new one, never half of one."""
    note = {
        "fingerprint": fingerprint,
        "numpy": np.__version__,
        "step": training.step,
        "curve": training.curve,
        "recent": training.recent,
        "rng": training.rng.bit_generator.state,
    }
    arrays = {f"{group}/{name}": a for group, values in training.state.items() for name, a in values.items()}
    path.parent.mkdir(parents=True, exist_ok=True)
    about: dict[str, Any] = {"note": np.array(json.dumps(note)), "groups": np.array(list(training.state))}
    with replacing(path) as part, part.open("wb") as file:
        np.savez(file, **about, **_any(arrays))


def load(path: Path, fingerprint: str) -> Training | None:
    """Return the training saved at `path`, or None where there is none of this fingerprint and this NumPy.

    ExplainError where the file cannot be read.
    """
    try:
        with path.open("rb") as opened, np.load(opened, allow_pickle=False) as file:
            note = json.loads(str(file["note"]))
            if (note["fingerprint"], note["numpy"]) != (fingerprint, np.__version__):
                return None
            state: State = {str(group): {} for group in file["groups"]}
            for key in file.files:
                group, slash, name = key.partition("/")
                if slash:
                    state[group][name] = file[key]
    except FileNotFoundError:
        return None
    except (OSError, EOFError, ValueError, KeyError, BadZipFile) as error:
        raise ExplainError(str(path), f"cannot be read ({error})", "train again with --fresh") from None
    rng = np.random.default_rng()
    rng.bit_generator.state = note["rng"]
    return Training(state, rng, note["step"], note["curve"], note["recent"])


def _any(arrays: dict[str, Any]) -> dict[str, Any]:
    return arrays
