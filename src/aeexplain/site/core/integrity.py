"""Digests by which a browser knows that what it fetched is what the build wrote (subresource integrity)."""

import json
import posixpath
import re
from collections.abc import Iterable, Mapping

from aeexplain.files.digests import integrity_of

LATER = re.compile(r"""\bimport\(["'](\.{1,2}/[\w./-]+)["']\)""")
IMPORT = re.compile(r"""^(?:import|export)\b[^;'"]*["'](\.{1,2}/[\w./-]+)["']""", re.MULTILINE)


def imported(entry: str, modules: Mapping[str, bytes]) -> list[str]:
    """Return the names of all modules that one imports at once, itself left out, in the order in which a browser meets them.

    Those that are imported later, on demand or by the worker, are not among them.
    """
    return _reached([entry], modules, (IMPORT,))[1:]


def integrity_map(entries: Iterable[str], modules: Mapping[str, bytes], folder: str) -> str:
    """Return the import map with the digests of some modules of a folder and of all that they import, at once or later.

    An integrity attribute is not enough: browsers ask again, and without it, for a module that failed when it was preloaded.
    Where a worker starts, no map is heard: what it imports itself has no digest.
    """
    reached = _reached(sorted(entries), modules, (IMPORT, LATER))
    return json.dumps({"integrity": {f"{folder}{name}": integrity_of(modules[name]) for name in reached}})


def resolved(address: str, module: str) -> str:
    """Return the name of the module that another imports by a relative address."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(module), address))


def _reached(
    entries: list[str], modules: Mapping[str, bytes], patterns: Iterable[re.Pattern[str]]
) -> list[str]:
    met = list(entries)
    for name in met:
        text = modules[name].decode("utf-8")
        found = dict.fromkeys(
            resolved(match[1], name) for pattern in patterns for match in pattern.finditer(text)
        )
        met += [each for each in found if each not in met]
    return met
