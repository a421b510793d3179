"""The files that a style sheet names: they are published with their digest in the name, and the sheet calls them so."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, unquote

from aeexplain.site.core.assets import ASSETS, hashed_name
from aeexplain.site.styles.lexemes import LEXEME, address_of

FACE = re.compile(r"@font-face\s*\{([^{}]*)\}", re.IGNORECASE)
DESCRIPTOR = re.compile(r"(?:^|;)\s*([a-z-]+)\s*:\s*([^;]*)", re.IGNORECASE)
WOFF2 = re.compile(r'url\("([^"]+\.woff2)"\)')
RANGE = re.compile(r"u\+([0-9a-f?]+)(?:-([0-9a-f]+))?", re.IGNORECASE)
# The weight that each of the tokens for families is set in where a page begins.
FIRST = {"--serif": 400, "--titles": 640, "--sans": 400}
WEIGHTS = {"normal": 400, "bold": 700}
LETTER = ord("e")  # is on every page whose font has Latin letters at all


def file_beside(folder: Path, address: str) -> Path | None:
    """Return the file that an address of a style sheet in `folder` names, there or not; None where that is outside of it."""
    name = unquote(address.partition("#")[0].partition("?")[0])
    path = (folder / name).resolve()
    return path if not name.startswith("/") and path.is_relative_to(folder.resolve()) else None


def with_files(css: str, folder: Path) -> tuple[str, dict[str, bytes]]:
    """Return a sheet that `check_rules` passes with the places of the files that it names, and these files by their places."""
    files: dict[str, bytes] = {}
    if "url(" not in css.lower():
        return css, files

    def placed(match: re.Match[str]) -> str:
        address = address_of(match)
        if not address or address.startswith(("#", "data:")):
            return match[0]
        path = file_beside(folder, address)
        if path is None:
            return match[0]
        content = path.read_bytes()
        place = hashed_name(path.relative_to(folder.resolve()).as_posix(), content)
        files[place] = content
        _, sign, fragment = address.partition("#")
        return f'url("{quote(place.removeprefix(f"{ASSETS}/"))}{sign}{fragment}")'

    return LEXEME.sub(placed, css), files


@dataclass(frozen=True)
class _Face:
    """What an @font-face rule says: its family, its style, its weights and the file's address."""

    family: str
    style: str
    weights: tuple[float, float]
    address: str

    def distance(self, weight: float) -> float:
        """Return how far a weight is from those that it has."""
        return max(self.weights[0] - weight, weight - self.weights[1], 0)


def first_faces(css: str, files: Mapping[str, bytes]) -> tuple[str, ...]:
    """Return the places of a theme's fonts that every first window needs: of each family that a token names first, one."""
    faces = [face for face in _faces(css) if f"{ASSETS}/{unquote(face.address)}" in files]
    found = []
    for token, weight in FIRST.items():
        values = re.findall(rf"{token}\s*:\s*([^;{{}}]*)", css)
        family = _family(values[-1].partition(",")[0]) if values else ""
        own = [face for face in faces if face.family == family and face.style == "normal"]
        found += [_nearest(own, weight)] if own else []
    return tuple(dict.fromkeys(f"{ASSETS}/{unquote(face.address)}" for face in found))


def _nearest(faces: Sequence[_Face], weight: float) -> _Face:
    return min(faces, key=lambda face: face.distance(weight))


def _faces(css: str) -> Iterator[_Face]:
    """Yield the faces whose first source is a WOFF2 file, and that have Latin letters as far as their ranges tell."""
    for rule in FACE.finditer(css):
        says = {name.lower(): value.strip() for name, value in DESCRIPTOR.findall(rule[1])}
        source = WOFF2.search(says.get("src", ""))
        if source and _has_letters(says.get("unicode-range", "")):
            low, *high = (
                float(WEIGHTS.get(each, 400 if not each.isdecimal() else each))
                for each in says.get("font-weight", "normal").lower().split()
            )
            weights = (low, high[0] if high else low)
            yield _Face(
                _family(says.get("font-family", "")),
                says.get("font-style", "normal").lower(),
                weights,
                source[1],
            )


def _has_letters(ranges: str) -> bool:
    found = RANGE.findall(ranges)
    return not found or any(
        int(low.replace("?", "0"), 16) <= LETTER <= int((high or low).replace("?", "F"), 16)
        for low, high in found
    )


def _family(name: str) -> str:
    return name.strip().strip("\"'")
