"""Bars that a model must reach on held-out data before its weights are written."""

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from aeexplain.checkpoint import Metric
from aeexplain.errors import ExplainError, did_you_mean

OPERATORS: dict[str, Callable[[float, float], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


@dataclass(frozen=True)
class Gate:
    """`metric` is a path such as "ratio.8"; `says` is what the number is, for people.

    Besides a recipe's own metrics there are "gzip", the weight file's bytes after gzip -9, and "quantisation", the largest
    relative change of the recipe's steady metrics by packing.
    """

    metric: str
    op: Literal["<", "<=", ">", ">="]
    bound: float
    says: str


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
        return f"{gate.says} ({gate.metric}) is {self.reached:.4g}, wants {gate.op} {gate.bound:g}{verdict}"


def judge(gates: tuple[Gate, ...], metrics: Mapping[str, Metric]) -> tuple[Result, ...]:
    """Return each gate with what the metrics say; ExplainError where a gate's metric is not among them."""
    return tuple(Result(gate, metric_at(metrics, gate.metric)) for gate in gates)


def metric_at(metrics: Mapping[str, Metric], path: str) -> float:
    """Return the number at a path of keys and places, such as "mse.net.8"; ExplainError where there is none."""
    value: object = metrics
    for key in path.split("."):
        if isinstance(value, Mapping) and key in value:
            value = value[key]
        elif isinstance(value, list) and key.isdigit() and int(key) < len(value):
            value = value[int(key)]
        else:
            known = value if isinstance(value, Mapping) else ()
            raise ExplainError(
                f"metric {path!r}", f"is not measured: nothing at {key!r}", did_you_mean(key, known)
            )
    if not isinstance(value, int | float):
        raise ExplainError(f"metric {path!r}", "is not one number")
    return float(value)
