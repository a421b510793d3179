"""The plane densities by name, each a mixture small enough to be computed exactly while a figure waits."""

from aeexplain.data.mixture import Mixture
from aeexplain.data.moons import moons
from aeexplain.data.spiral import spiral

SHAPES = {"spiral": spiral, "moons": moons}
CENTRES = 200  # less than a width apart, so that the ridge has no bumps
WIDTH = 0.05
REACH = 2.0  # the square [-REACH, REACH]² that figures show


def density(name: str) -> Mixture:
    """Return the mixture along the named shape, "spiral" or "moons": 200 centres of width 0.05."""
    return Mixture(SHAPES[name](CENTRES), WIDTH)
