"""Files under content-hashed names, so that a host may tell browsers to keep them for ever."""

from collections.abc import Mapping

from aeexplain.files.digests import digest

ASSETS = "assets"  # the folder of all of them, at the site's root


def hashed_folder(name: str, files: Mapping[str, bytes]) -> str:
    """Return the folder for files that call each other by name: one hash over all of them, in the folder's name."""
    return f"{ASSETS}/{name}-{_hash(files)}"


def hashed_name(name: str, content: bytes) -> str:
    """Return where one file stands: the hash goes before its suffix."""
    stem, _, suffix = name.rpartition(".")
    return f"{ASSETS}/{stem}.{_hash({name: content})}.{suffix}"


def in_folder(name: str, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the files by their places in the site, all in one hashed folder."""
    folder = hashed_folder(name, files)
    return {f"{folder}/{file}": content for file, content in files.items()}


def _hash(files: Mapping[str, bytes]) -> str:
    return digest(*(part for pair in sorted(files.items()) for part in pair))[:12]
