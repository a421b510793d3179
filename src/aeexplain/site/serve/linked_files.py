"""Where the files of a tree really are: links lead out of it, to folders and files that somebody may edit there."""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

MOST_HOPS = 40  # of links that lead to links, as in the systems' own limits


@dataclass(frozen=True)
class Places:
    """What must be watched to see every change: whole folders, and single names in folders of which no more matters."""

    trees: frozenset[Path]
    names: frozenset[Path]

    @property
    def folders(self) -> frozenset[Path]:
        """The folders of the single names, as far as they are there."""
        return frozenset(name.parent for name in self.names if name.parent.is_dir())


def places_of(trees: Iterable[Path]) -> Places:
    """Return where everything is that these trees have, themselves perhaps links or not yet there."""
    found, names = set[Path](), set[Path]()
    left = list(trees)
    names.update(map(real_place, left))
    while left:
        path = left.pop()
        hops, place = _followed(path)
        names.update(hops)
        inside = any(place.is_relative_to(known) for known in found)
        contains = place in real_place(path).parents  # a link to what it lies in
        if not inside and not contains and place.is_dir():
            found.add(place)
            left += _links(place)
    inner = {place for place in found if any(other in found for other in place.parents)}
    return Places(frozenset(found - inner), frozenset(names))


def real_place(path: Path) -> Path:
    """Return a path whose folder has no links in it; its last name may be one."""
    if path.name == "..":
        return Path(os.path.realpath(path))
    return Path(os.path.realpath(path.parent), path.name)


def _links(folder: Path) -> list[Path]:
    """Return every link below a folder."""
    return [
        Path(place, name)
        for place, folders, files in os.walk(folder)
        for name in (*folders, *files)
        if os.path.islink(os.path.join(place, name))
    ]


def _followed(path: Path) -> tuple[list[Path], Path]:
    """Return the places that a path comes by through links, its end among them, and that end; a ring ends somewhere."""
    hops = []
    for _ in range(MOST_HOPS):
        path = real_place(path)
        hops.append(path)
        if not path.is_symlink():
            break
        path = path.parent / os.readlink(path)
    return (hops if len(hops) > 1 else []), path
