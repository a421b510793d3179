"""Random positions of a demo's controls, for figures that are worked hard."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from aeexplain.demo import Cells, Choice, Demo, Pad, Point, Rotation, Seed, Slider, Toggle

Values = Mapping[str, Any]
SEED = 0


def random_states(demo: Demo, count: int) -> list[Values]:
    """Return `count` raw states, always the same: every control but a pad anywhere."""
    rng = np.random.default_rng(SEED)
    names = [name for name, control in demo.controls.items() if not isinstance(control, Pad)]
    return [{name: _anywhere(demo.controls[name], rng) for name in names} for _ in range(count)]


def _anywhere(control: Any, rng: np.random.Generator) -> Any:
    match control:
        case Slider():
            steps = round((control.high - control.low) / control.step)
            return control.low + int(rng.integers(steps + 1)) * control.step
        case Choice():
            return control.options[rng.integers(len(control.options))]
        case Toggle():
            return bool(rng.integers(2))
        case Seed():
            return int(rng.integers(100))
        case Point():
            return [rng.uniform(*control.x), rng.uniform(*control.y)]
        case Rotation():
            return [rng.uniform(-180, 180), rng.uniform(-90, 90)]
        case Cells():
            return [int(cell) for cell in rng.integers(control.columns * control.rows, size=3)]
        case _:
            raise TypeError(f"no random position of {control!r}")
