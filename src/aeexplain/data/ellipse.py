"""A cloud of points in the plane, longer one way than the other."""

import numpy as np
from numpy.typing import NDArray

SPREADS = (1.5, 0.55)  # standard deviations along the cloud and across it
TILT = 32.0  # degrees, of the long way against the x axis


def ellipse(rng: np.random.Generator, count: int) -> NDArray[np.float64]:
    """Return `count` normal points, shape (count, 2), of mean zero and of the spreads and the tilt above."""
    angle = np.deg2rad(TILT)
    along = np.array([np.cos(angle), np.sin(angle)])
    across = np.array([-along[1], along[0]])
    frame = np.stack((along, across)) * np.array(SPREADS)[:, None]  # (2, 2), a row for each way
    points: NDArray[np.float64] = rng.standard_normal((count, 2)) @ frame
    return points
