"""The live engine as a site publishes it. What it consists of is kept, so that a build which has its files makes none."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from aeexplain.setup.places import ROOT
from aeexplain.site.assets import hashed_folder
from aeexplain.site.digests import digest, digest_of_files
from aeexplain.site.sources import PACKAGE
from aeexplain.site.workroom import Workroom


@dataclass(frozen=True)
class Live:
    """An engine: its folder in the site, the digest of each of its files, what pages are told of it, how to have the files."""

    folder: str
    digests: Mapping[str, str]
    told: Mapping[str, Any]
    files: Callable[[], Mapping[str, bytes]]

    def file(self, name: str) -> bytes:
        """Return one of its files."""
        return self.files()[name]


def live_engine(room: Workroom, say: Callable[[str], None], draft: bool = False) -> Live:
    """Return the engine of our own tree, made where it is not known yet; it cannot be had: ExplainError.

    A draft's starts slower, and is made sooner.
    """

    def make() -> tuple[dict[str, Any], Mapping[str, bytes]]:
        from aeexplain.runtime.engine import engine
        from aeexplain.setup.fetch import numpy_wheel

        made = engine(numpy_wheel(say), say=say, draft=draft)
        folder = hashed_folder("engine", made.files)
        told = made.told(f"../{folder}/")
        digests = {name: digest(content) for name, content in made.files.items()}
        return {"folder": folder, "digests": digests, "told": told}, made.files

    key = _key(room, draft)
    kept = room.cache.read("engines", key)
    if kept:
        return Live(**kept, files=cache(lambda: make()[1]))
    fresh, files = make()
    if draft or "snapshot" in fresh["told"]:  # else it may come another time
        room.cache.write("engines", key, fresh)
    return Live(**fresh, files=lambda: files)


def _key(room: Workroom, draft: bool) -> str:
    """Return a digest of everything that an engine follows from."""
    tools = [path for path in (PACKAGE / "runtime").rglob("*") if path.suffix in (".py", ".mjs")]
    tools += [
        PACKAGE / "browser" / name for name in ("archive.js", "snapshot.js")
    ]  # what takes the snapshot, too
    pins = (PACKAGE / "setup" / "pins.toml").read_bytes()
    weights = sorted(path.name for path in (ROOT / "weights").glob("*.json"))
    own = (room.sources.everything, digest_of_files(PACKAGE, tools), pins)
    return digest("draft" if draft else "whole", *own, *weights)
