"""A linear scale: numbers to pixels, with ticks where a person would put them."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from aeexplain.draw.finite import NUMBERS, as_array, is_finite, numbers, place_of_caller
from aeexplain.errors import ExplainError

SHORTEST, LONGEST = 1e-290, 1e300  # spans between which ticks can be counted
NICE_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)


@dataclass(frozen=True)
class Linear:
    """Maps `domain` (data) onto `pixels` linearly, without clamping; either pair may fall."""

    domain: tuple[float, float]
    pixels: tuple[float, float]

    def __post_init__(self) -> None:
        for name, ends in (("domain", self.domain), ("pixels", self.pixels)):
            if len(ends) != 2 or not all(map(is_finite, ends)):
                what = f"a scale's {name} is {_ends_text(ends)}"
                raise ExplainError(place_of_caller(), what, "give it two finite numbers")
        span = abs(float(self.domain[1]) - float(self.domain[0]))
        if not SHORTEST < span < LONGEST:
            what = f"a scale's domain goes from {self.domain[0]:g} to {self.domain[1]:g}"
            raise ExplainError(place_of_caller(), what, "give it two ends that lie apart")

    def __call__(self, values: ArrayLike) -> NDArray[np.float64]:
        """Return the pixels of values; what is no real number is refused, what is not finite comes back as such."""
        array = _real(values)
        (d0, d1), (p0, p1) = self.domain, self.pixels
        return p0 + (array - d0) * ((p1 - p0) / (d1 - d0))

    def ticks(self, about: int = 5) -> list[float]:
        """Return round numbers inside the domain: steps of 1, 2, 2.5 or 5 times a power of ten, `about` that many."""
        low, high = sorted(self.domain)
        step = _nice_step((high - low) / max(about, 1))
        first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
        return [round(i * step, 12) for i in range(first, last + 1)]


def tick_text(value: float) -> str:
    """Return a tick as short text: no trailing zeros, a true minus sign."""
    return f"{value:.6g}".replace("-", "\N{MINUS SIGN}")


def _real(values: ArrayLike) -> NDArray[np.float64]:
    if isinstance(values, np.ndarray) and values.dtype.char == "d":
        return values
    array = as_array(values)
    if array is None or array.dtype.kind not in NUMBERS:
        return numbers(values, "values")
    return array.astype(float, copy=False)


def _ends_text(ends: tuple[object, ...]) -> str:
    return " to ".join(f"{end}" for end in ends)


def _nice_step(rough: float) -> float:
    power = 10.0 ** math.floor(math.log10(rough))
    return next(step for step in NICE_STEPS if step * power >= rough * 0.999) * power
