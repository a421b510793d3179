"""The site's type: Source Serif 4 and Source Sans 3, cut to the characters and the weights that the site uses."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from aeexplain.cache import Cache, user_cache
from aeexplain.files.digests import digest
from aeexplain.project import Project
from aeexplain.setup.node import node_package
from aeexplain.site.content.articles import ArticleSource
from aeexplain.site.core.assets import hashed_name
from aeexplain.site.core.fonts import character_ranges, cut_font, join_fonts, woff2

VERSION = "3"  # of what a cut leaves
PACKAGES = "@fontsource-variable/"
KERNING = ["ccmp", "kern", "liga", "lnum", "locl", "mark", "tnum"]
# What interfaces and any English text may need; letters beyond it are there where a site's texts have them.
ALWAYS = frozenset((*range(0x20, 0x7F), 0xA0, 0x2009, 0x202F)) | frozenset(map(ord, "§©°±·×÷–—‘’“”•…′″€−↑↓"))
TEXTS = (".bib", ".html", ".md", ".toml")
PROPERTY = re.compile(r"(--(?:serif|titles|sans)):[^;{}]*;")
ASCII = bytes(range(0x80))
MAIN = "latin"  # the part of a font that every page needs
FEW = 12  # characters of another part, for which no page asks for a file more


@dataclass(frozen=True)
class Face:
    """A face of the style sheet: its family, the npm package and the kind of file that it is cut from.

    first: whether the first window needs it.
    """

    family: str
    package: str
    kind: str
    style: str
    limits: tuple[tuple[str, float | tuple[float, float]], ...]
    first: bool

    @property
    def weight(self) -> str:
        """The weights that it has, as the style sheet names them."""
        weight = dict(self.limits)["wght"]
        return f"{weight[0]:g} {weight[1]:g}" if isinstance(weight, tuple) else f"{weight:g}"


TEXT = (("wght", (400.0, 700.0)),)
BOOK = (("opsz", 20.0), *TEXT)  # letters that are drawn for the size of the text
SLANTED = (("opsz", 20.0), ("wght", 400.0))  # a second weight would double it, for a word or two
# Titles have the letters that are drawn for large sizes, in the one weight that they are set in.
LARGE = (("opsz", 48.0), ("wght", 640.0))
FACES = (
    Face("Source Serif 4", "source-serif-4", "opsz", "normal", BOOK, first=True),
    Face("Source Serif 4", "source-serif-4", "opsz", "italic", SLANTED, first=False),
    Face("Source Serif 4 Title", "source-serif-4", "opsz", "normal", LARGE, first=True),
    Face("Source Sans 3", "source-sans-3", "wght", "normal", TEXT, first=True),
)


@dataclass(frozen=True)
class TypeFaces:
    """The rules of the style sheet that bring the fonts, and the fonts by their places.

    first: the places of those that every first window needs. slanted: of those that one with italics needs besides.
    """

    css: str
    files: Mapping[str, bytes]
    first: tuple[str, ...]
    slanted: tuple[str, ...]


def type_faces(
    css: str, project: Project, texts: Iterable[bytes] = (), cache: Cache | None = None
) -> TypeFaces:
    """Return the faces whose families a style sheet names, with the characters of the site's texts; none where it names none.

    texts: what the site's pages show beside its own words and templates.

    To make them takes some seconds, once for each set of characters.
    """
    named = _in_force(css)
    wanted = [face for face in FACES if f'"{face.family}"' in named]
    if not wanted:
        return TypeFaces("", {}, (), ())
    used = ALWAYS | characters(project, texts)
    cuts = [cut for face in wanted for cut in _cuts(face, used)]
    key = digest(VERSION, version("fonttools"), *(part for cut in cuts for part in (cut.key, cut.whole)))
    fonts = (cache or user_cache()).files("typefaces", key, lambda: {cut.name: cut.font() for cut in cuts})
    made = [(cut, hashed_name(f"fonts/{cut.name}", fonts[cut.name])) for cut in cuts if fonts[cut.name]]
    main = [(cut, place) for cut, place in made if cut.part == MAIN]
    return TypeFaces(
        css="".join(_rule(cut.face, place, cut.codes) for cut, place in made),
        files={place: fonts[cut.name] for cut, place in made},
        first=tuple(place for cut, place in main if cut.face.first),
        slanted=tuple(place for cut, place in main if cut.face.style == "italic"),
    )


def _in_force(css: str) -> str:
    """Return a style sheet without what custom properties said before a theme that follows said otherwise."""
    last = {match[1]: match.start() for match in PROPERTY.finditer(css)}
    return PROPERTY.sub(lambda match: match[0] if last[match[1]] == match.start() else "", css)


@dataclass(frozen=True)
class _Cut:
    """A part of a face's font with the characters that are to be left of it, and with what is left of a few other parts."""

    face: Face
    part: str
    own: frozenset[int]
    joined: "tuple[_Cut, ...]" = ()

    @property
    def name(self) -> str:
        return f"{self.face.family.replace(' ', '-').lower()}-{self.part}-{self.face.style}.woff2"

    @property
    def codes(self) -> frozenset[int]:
        return self.own.union(*(cut.own for cut in self.joined))

    @property
    def key(self) -> str:
        return repr((self.face, self.part, sorted(self.own), [cut.key for cut in self.joined]))

    @property
    def whole(self) -> bytes:
        return b"".join(cut.source for cut in (self, *self.joined))

    @property
    def source(self) -> bytes:
        name = f"{self.face.package}-{self.part}-{self.face.kind}-{self.face.style}.woff2"
        return (_package(self.face) / "files" / name).read_bytes()

    def font(self) -> bytes:
        """Return it as WOFF2; b"" where the font has none of the characters."""
        loaded = self.loaded()
        if loaded is None:
            return b""
        if self.joined:
            join_fonts(loaded, filter(None, (cut.loaded() for cut in self.joined)))
        return woff2(loaded)

    def loaded(self) -> Any:
        """Return it loaded, without hints, names and other weights; None where the font has none of the characters."""
        loaded = cut_font(self.source, self.own, KERNING)
        if loaded is None:
            return None
        from fontTools.varLib import instancer  # slow to import, and most builds have the fonts

        return instancer.instantiateVariableFont(loaded, dict(self.face.limits))


def _cuts(face: Face, used: frozenset[int]) -> Iterator[_Cut]:
    """Yield what is made of a face: its parts, of which those with few characters are in the one that every page needs."""
    cuts = [_Cut(face, part, codes) for part, codes in _parts(face, used)]
    few = tuple(cut for cut in cuts if len(cut.own) <= FEW and cut.part != MAIN)
    for cut in cuts:
        if cut.part == MAIN:
            yield _Cut(face, MAIN, cut.own, few)
        elif cut not in few:
            yield cut


def characters(project: Project, texts: Iterable[bytes]) -> frozenset[int]:
    """Return the characters beyond ASCII of texts, and of a site's own words and templates."""
    templates = (path for folder in project.template_folders for path in sorted(folder.glob("*.html")))
    own = (path.read_bytes() for path in (project.config, *templates) if path.is_file())
    # A thousand articles in one pass: what is left of their bytes is little.
    rare = b"".join(text.translate(None, ASCII) for text in (*own, *texts)).decode("utf-8", "ignore")
    return frozenset(ord(letter) for letter in set(rare) if letter.isprintable())


def shown_texts(sources: Iterable[ArticleSource]) -> Iterator[bytes]:
    """Yield what the pages of articles may show: their texts, their works, and other texts beside them."""
    for source in sources:
        yield from source.texts
        yield source.bibliography or b""
        read = {source.bibliography_name, *source.included}
        for name in source.beside:
            if name.endswith(TEXTS) and name not in read:
                with suppress(OSError):  # it went meanwhile
                    yield (source.folder / name).read_bytes()


def _parts(face: Face, used: frozenset[int]) -> Iterator[tuple[str, frozenset[int]]]:
    """Yield the parts of a font, each with those of its characters that are used; no character twice."""
    ranges = json.loads((_package(face) / "unicode.json").read_text(encoding="utf-8"))
    left = used
    for part in sorted(ranges, key=lambda name: (name != MAIN, name)):
        own = frozenset(code for code in left if _is_in(code, ranges[part]))
        left -= own
        if own:
            yield part, own


def _is_in(code: int, ranges: str) -> bool:
    for each in ranges.replace("U+", "").split(","):
        low, _, high = each.partition("-")
        if int(low, 16) <= code <= int(high or low, 16):
            return True
    return False


def _package(face: Face) -> Path:
    return node_package(PACKAGES + face.package)


def _rule(face: Face, place: str, codes: Iterable[int]) -> str:
    """Return an @font-face rule; the style sheet stands in the folder of all assets."""
    address = place.partition("/")[2]
    return (
        f'@font-face{{font-family:"{face.family}";font-style:{face.style};font-weight:{face.weight};font-display:swap;'
        f'src:url({address}) format("woff2");unicode-range:{character_ranges(codes)}}}\n'
    )
