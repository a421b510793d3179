"""Random positions of a demo's controls, for figures that are worked hard."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from aeexplain.demo import Demo, Pad

Values = Mapping[str, Any]
SEED = 0


def random_states(demo: Demo, count: int) -> list[Values]:
    """Return `count` raw states, always the same: every control but a pad anywhere."""
    rng = np.random.default_rng(SEED)
    names = [name for name, control in demo.controls.items() if not isinstance(control, Pad)]
    return [{name: demo.controls[name].random_value(rng) for name in names} for _ in range(count)]
