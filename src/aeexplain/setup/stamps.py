"""Stamps: how a finished installation is told from a half-made or an outdated one. Runs on Python 3.9.

A stamp is a JSON file, written last into the folder that it speaks for: the facts that the installation was made from, and
the names that stood in the folder then. It is removed first when the folder is changed, so an interrupted change leaves none.
"""

import json
import os
from pathlib import Path

from aeexplain.files.atomic import write_atomically
from aeexplain.files.digests import sha256


def digest(path: Path) -> str:
    """Return the SHA-256 of a file, in hex."""
    return sha256(path.read_bytes())


def write(stamp: Path, folder: Path, facts: "dict[str, str]") -> None:
    """Stamp `folder` as finished: the facts, and the names that are in it now."""
    text = json.dumps({"facts": facts, "names": sorted(os.listdir(folder))}, indent=1)
    write_atomically(stamp, text.encode())


def holds(stamp: Path, folder: Path, facts: "dict[str, str]") -> bool:
    """Tell whether the stamp has all these facts and everything that it saw in `folder` is still there."""
    try:
        stamped = json.loads(stamp.read_text(encoding="utf-8"))
        known, names = dict(stamped["facts"]), set(stamped["names"])
        here = set(os.listdir(folder))
    except (OSError, ValueError, KeyError, TypeError):
        return False  # no stamp, or half of one: not finished
    return all(known.get(name) == value for name, value in facts.items()) and names <= here
