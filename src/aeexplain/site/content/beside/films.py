"""Films beside an article: fetched when a reader plays them, with a still and captions where such lie beside them."""

import struct
from collections.abc import Callable, Iterator
from html import escape
from pathlib import Path

from aeexplain.errors import ExplainError
from aeexplain.site.content.links import ArticleFiles
from aeexplain.site.content.photographs import PICTURES, readable
from aeexplain.site.markup.nodes import Image
from aeexplain.word_places import word_place

FILMS = (".mp4", ".m4v", ".webm")
NOT_PLAYED = (".mov", ".ogv", ".avi", ".mkv", ".mp3", ".ogg", ".oga", ".wav", ".m4a", ".flac")
CAPTIONS = ".vtt"
WEBM = b"\x1a\x45\xdf\xa3"
PLACES = (b"\xa9xyz", b"loci", b"com.apple.quicktime.location")  # by which a film tells where it was taken
CONTAINERS = {b"moov", b"trak"}
DEEPEST = 2  # levels of these in one another
REMOVED = "remove it, as by: ffmpeg -i FILM -map_metadata -1 -c copy OTHER"

type Size = tuple[int, int]


def film_html(image: Image, article_files: ArticleFiles, attributes: Callable[[Image, Size], str]) -> str:
    """Return a film as HTML; `attributes` has those of an image by its size. One that cannot be played: ExplainError."""
    content, url = article_files.file(image.source, image.where)
    size = _checked_size(content, image)
    still = _beside(article_files, image.source, PICTURES)
    poster = track = ""
    if still:
        picture, address = article_files.file(still, image.where)
        with readable(picture, still, image.where) as opened:
            size = size or opened.size
        poster = f' poster="{escape(address)}"'
    if captions := _beside(article_files, image.source, (CAPTIONS,)):
        _, address = article_files.file(captions, image.where)
        track = f'<track kind="captions" label="{word_place("captions")}" src="{escape(address)}">'
    alt = escape(" ".join(image.alt.split()))
    told = attributes(image, size or (16, 9))
    if not size:  # WebM without a still: its width is the column's, its height comes with it
        told += ' data-size="unknown"'
    link = f'<a href="{escape(url)}">{alt}</a>'
    return (
        f'<video src="{escape(url)}" aria-label="{alt}"{told}{poster} controls playsinline preload="none">'
        f"{track}{link}</video>"
    )


def film_from_elsewhere(image: Image) -> str:
    """Return a film of another site, which the policy has to allow."""
    source, alt = escape(image.source), escape(" ".join(image.alt.split()))
    return f'<video src="{source}" aria-label="{alt}" controls playsinline preload="none"></video>'


def is_of_film(name: str, names: "tuple[str, ...] | set[str]") -> bool:
    """Tell whether a file is the still or the captions of a film among others."""
    path = Path(name)
    if path.suffix.lower() not in (*PICTURES, CAPTIONS):
        return False
    return any(path.with_suffix(suffix).as_posix() in names for suffix in FILMS)


def _beside(article_files: ArticleFiles, film: str, suffixes: tuple[str, ...]) -> str:
    """Return the file beside a film that has its name and one of these suffixes; "" where there is none."""
    stem = film.rpartition(".")[0]
    return next(filter(article_files.has, (f"{stem}{each}" for each in suffixes)), "")


def _checked_size(content: bytes, image: Image) -> Size | None:
    """Return the size of a film, None where it is not told; what is none, or tells where it was taken: ExplainError."""
    if content.startswith(WEBM) and image.source.lower().endswith(".webm"):
        return None
    if content[4:8] != b"ftyp" or image.source.lower().endswith(".webm"):
        what = f"{image.source!r} cannot be read as a film"
        raise ExplainError(image.where, what, "save it as MP4 or WebM, under such a name")
    size = None
    try:
        for kind, body in _boxes(content):
            if kind == b"moov" and any(place in body for place in PLACES):
                what = f"{image.source!r} tells where it was taken"
                raise ExplainError(image.where, what, REMOVED)
            if kind == b"tkhd":
                size = size or _track_size(body)
    except struct.error:
        what = f"{image.source!r} cannot be read as a film: it is cut off"
        raise ExplainError(image.where, what, "save it anew") from None
    return size


def _boxes(content: bytes, depth: int = 0) -> Iterator[tuple[bytes, bytes]]:
    """Yield kind and content of each box of an MP4, and of those in boxes that hold others."""
    at = 0
    while at < len(content):
        length, kind = struct.unpack_from(">I4s", content, at)
        head = 8
        if length == 1:
            (length,) = struct.unpack_from(">Q", content, at + 8)
            head = 16
        length = length or len(content) - at
        if length < head or at + length > len(content):
            raise struct.error
        if kind in CONTAINERS or kind == b"tkhd":
            body = content[at + head : at + length]
            yield kind, body
            if kind in CONTAINERS and depth < DEEPEST:
                yield from _boxes(body, depth + 1)
        at += length


def _track_size(header: bytes) -> Size | None:
    """Return the size of a track, turned as it says; None of one that has no picture."""
    a, *_ = struct.unpack_from(">i", header, len(header) - 44)
    width, height = (each >> 16 for each in struct.unpack_from(">II", header, len(header) - 8))
    if not width or not height:
        return None
    return (width, height) if a else (height, width)
