"""The type of the arrays that everything here computes with."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

# Of any shape and any floating-point precision; what the axes are stands beside each array.
type Array = NDArray[np.floating[Any]]
