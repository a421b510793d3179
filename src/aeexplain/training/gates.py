"""Bars that a model must reach on held-out data before its weights are written."""

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from aeexplain.checkpoint import Metric, metric_at
from aeexplain.errors import ExplainError

# What differs by less is the same. A metric may be what is left of codes or logits that nearly cancel: numbers from 4 to 8,
# which lie 4.8e-7 apart in float32, and which ten roundings, in whatever order a processor takes them, move so far.
FLOOR = 5e-6

OPERATORS: dict[str, Callable[[float, float], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


@dataclass(frozen=True)
class Gate:
    """`metric` is a path such as "ratio.8"; `description` is what the number is, for people.

    Besides a recipe's own metrics there are "gzip", the weight file's bytes after gzip -9, and "quantisation", the largest
    relative change of the recipe's steady metrics by packing.
    """

    metric: str
    op: Literal["<", "<=", ">", ">="]
    bound: float
    description: str


@dataclass(frozen=True)
class Result:
    """A gate and the number that it met."""

    gate: Gate
    reached: float

    @property
    def passed(self) -> bool:
        """Whether the number is on the right side of the bound."""
        return OPERATORS[self.gate.op](self.reached, self.gate.bound)

    def __str__(self) -> str:
        gate, miss = self.gate, abs(self.reached - self.gate.bound)
        verdict = "" if self.passed else f", missed by {miss:.4g}"
        return f"{gate.description} ({gate.metric}) is {self.reached:.4g}, wants {gate.op} {gate.bound:g}{verdict}"


def check_gates(gates: tuple[Gate, ...], metrics: Mapping[str, Metric], name: str = "") -> tuple[Result, ...]:
    """Return each gate with what the metrics say; ExplainError, with the recipe's name, where one's is missing."""
    try:
        return tuple(Result(gate, metric_at(metrics, gate.metric)) for gate in gates)
    except ExplainError as error:
        where = f"recipe {name!r}: a gate's {error.where}" if name else error.where
        raise ExplainError(where, error.what, error.hint) from error
