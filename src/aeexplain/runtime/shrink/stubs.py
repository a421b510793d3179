"""Modules of the library that we replace by slight ones, since they take along much that no figure uses."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from aeexplain.runtime.pyodide_node import SCRIPTS

FOLDER = SCRIPTS / "stubs"


@dataclass(frozen=True)
class Stub:
    """A slight module in the place of a member of an archive.

    refused: names, with all within them, whose use by what ships means that the module itself must ship; allowed: those
    that the stub has nevertheless.
    """

    file: str
    refused: tuple[str, ...] = ()
    allowed: tuple[str, ...] = ()

    def serves(self, taken: Iterable[str]) -> bool:
        """Tell whether the stub is enough for sources that take these names of the library."""
        return not any(within(name, self.refused) and not self.has(name) for name in taken)

    def has(self, name: str) -> bool:
        """Tell whether a name is allowed, or is one that leads to an allowed name."""
        return within(name, self.allowed) or any(within(allowed, (name,)) for allowed in self.allowed)


RANDOM = ("default_rng", "Generator", "PCG64", "PCG64DXSM", "BitGenerator", "SeedSequence")
STUBS = {
    "pyodide/_package_loader.py": Stub("package_loader.py"),
    "pyodide/webloop.py": Stub("webloop.py", ("asyncio", "pyodide")),
    "asyncio/__init__.py": Stub("asyncio.py", ("asyncio", "pyodide")),
    "numpy/ma/__init__.py": Stub("masked.py", ("numpy.ma", "numpy.nanmedian")),
    "numpy/random/__init__.py": Stub(
        "random.py", ("numpy.random",), tuple(f"numpy.random.{name}" for name in RANDOM)
    ),
}


def stubs_for(taken: Iterable[str]) -> Mapping[str, bytes]:
    """Return the stubs (member → source) for sources that take these names of the library."""
    taken = list(taken)
    return {member: (FOLDER / each.file).read_bytes() for member, each in STUBS.items() if each.serves(taken)}


def within(name: str, others: Iterable[str]) -> bool:
    """Tell whether a dotted name is one of the others or stands within one."""
    return any(f"{name}.".startswith(f"{other}.") for other in others)
