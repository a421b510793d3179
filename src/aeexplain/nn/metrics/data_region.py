"""Where in a latent space the data are: near one of their codes."""

from typing import Any

import numpy as np
from numpy.typing import NDArray


def distance_to_nearest(z: NDArray[Any], codes: NDArray[Any]) -> NDArray[Any]:
    """Return how far each place of z (..., units) is from the nearest of the codes (m, units): (...).

    A place is in the data's region where this is at most a radius, such as the one that holds 95 % of unseen data's codes.
    """
    apart = z[..., None, :] - codes  # (..., m, units)
    distance: NDArray[Any] = np.sqrt((apart**2).sum(-1).min(-1))
    return distance
