"""What a recipe is: everything that decides a weight file."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from aeexplain.checkpoint import Metric
from aeexplain.errors import ExplainError
from aeexplain.nn.layers.layer import Params
from aeexplain.nn.models.model import Model
from aeexplain.nn.quantised_arrays import Packed
from aeexplain.training.gates import Gate
from aeexplain.training.sheets.sheet_layout import Picture

type Rng = np.random.Generator
type State = dict[
    str, Params
]  # groups of named arrays: "params", an optimiser's moments, an average, a codebook, ...


@dataclass(frozen=True)
class Finished:
    """What training ends with: bound float32 models (the main one first), their packed parameters, packed samples."""

    models: dict[str, Model]
    arrays: dict[str, Packed]
    samples: dict[str, Packed]


@dataclass(frozen=True)
class Recipe[Data]:
    """One weight file's recipe. Its functions are pure but for `step`, which changes the state's arrays in place.

    `data()` may fetch. `begin(data, rng)` returns all arrays that training changes; `step(state, data, step, rng)` does step
    0, 1, ... and returns its loss; both draw only from `rng`, so that a resumed training is the uninterrupted one.
    `measure(models, data)` returns the metrics on held-out data, `measure_samples(models, samples)` those that need no data
    but the shipped samples; `sheet(models, samples)` draws what the models do, for people's eyes. Metrics named in `steady`
    ("mse.net.8") may differ by at most 2 % between the models as shipped and in float32. `rests_on` are the weight files whose
    models the recipe looks at: where one of them is trained anew, this one is to be, too.
    """

    name: str
    description: str
    seed: int
    steps: int
    data: Callable[[], Data]
    begin: Callable[[Data, Rng], State]
    step: Callable[[State, Data, int, Rng], float]
    finish: Callable[[State, Data], Finished]
    measure: Callable[[Mapping[str, Any], Data], dict[str, Metric]]
    measure_samples: Callable[[Mapping[str, Any], Mapping[str, Any]], dict[str, Metric]]
    gates: tuple[Gate, ...]
    steady: tuple[str, ...] = ()
    rests_on: tuple[Path, ...] = ()
    sheet: Callable[[Mapping[str, Any], Mapping[str, Any]], Picture] | None = None

    def __post_init__(self) -> None:
        where = f"recipe {self.name!r}"
        for name, least in (("seed", 0), ("steps", 1)):
            number = getattr(self, name)
            if not isinstance(number, int) or isinstance(number, bool) or number < least:
                raise ExplainError(
                    where, f"its {name} is {number!r:.40}", f"give it a whole number from {least}"
                )
        for name in ("data", "begin", "step", "finish", "measure", "measure_samples"):
            if not callable(getattr(self, name)):
                raise ExplainError(where, f"its {name} is no function", "name one of its file")
        for gate in self.gates:
            if not isinstance(gate, Gate):
                raise ExplainError(where, f"has {gate!r:.40} among its gates", "give it Gates")
