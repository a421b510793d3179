"""In the place of numpy.random: the new generators, without the old global one and the algorithms that nothing takes."""

from numpy.random._generator import Generator, default_rng
from numpy.random._pcg64 import PCG64, PCG64DXSM
from numpy.random.bit_generator import BitGenerator, SeedSequence

__all__ = ["PCG64", "PCG64DXSM", "BitGenerator", "Generator", "SeedSequence", "default_rng"]


class RandomState:
    """The class of the old generators, of which there are none; `default_rng` asks for it."""
