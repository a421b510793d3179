"""In the place of numpy.random: the new generators, without the old global one and the algorithms that nothing takes."""

import importlib
from typing import Any

from numpy.random._generator import Generator, default_rng
from numpy.random._pcg64 import PCG64, PCG64DXSM
from numpy.random.bit_generator import BitGenerator, SeedSequence

__all__ = ["PCG64", "PCG64DXSM", "BitGenerator", "Generator", "SeedSequence", "default_rng"]


class RandomState:
    """The class of the old generators, of which there are none yet; `default_rng` asks for it."""

    def __new__(cls, *given: Any, **named: Any) -> Any:
        """Return one of the module's own."""
        return importlib.import_module("aeexplain.fetched").attribute_of_whole(__name__, "RandomState")(
            *given, **named
        )


def __getattr__(name: str) -> Any:
    return importlib.import_module("aeexplain.fetched").attribute_of_whole(__name__, name)
