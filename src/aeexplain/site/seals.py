"""Digests by which a browser knows that what it fetched is what the build wrote (subresource integrity)."""

import base64
import hashlib
import re
from collections.abc import Iterator, Mapping

IMPORT = re.compile(r"""^(?:import|export)\b[^;'"]*["']\./([\w.-]+)["']""", re.MULTILINE)


def sri(content: bytes) -> str:
    """Return a file's digest as the integrity attribute wants it."""
    return f"sha256-{base64.b64encode(hashlib.sha256(content).digest()).decode()}"


def imported(entry: str, modules: Mapping[str, bytes]) -> list[str]:
    """Return the names of all modules that one imports at once, itself left out, in the order in which a browser meets them.

    Those that are imported later, on demand or by the worker, are not among them: browsers have no place for their digests.
    """
    met = [entry]
    for name in met:
        met += [each for each in dict.fromkeys(_imports(modules[name])) if each not in met]
    return met[1:]


def _imports(module: bytes) -> Iterator[str]:
    return (match[1] for match in IMPORT.finditer(module.decode("utf-8")))
