"""Figures: what a demo's first frame, its controls and its code are on the page."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape

from aeexplain.cache import Cache, LostError
from aeexplain.errors import ExplainError
from aeexplain.files.digests import digest
from aeexplain.site.build_context import BuildContext
from aeexplain.site.markup.nodes import FigureRequest

TEMPLATE = "figure.html"

# What stands for what every article has its own of.
NUMBER, CAPTION, MORE = "\ue020number\ue021", "\ue020caption\ue021", "\ue020more\ue021"
FORMER = "\ue020former\ue021"
# Begins the place of an error in an option, which each article gives in a place of its own.
OPTION = "option "


@dataclass(frozen=True)
class AtlasFile:
    """A figure's atlas in the site: its place, its size, our digest of it and the one that browsers check."""

    place: str
    bytes: int
    digest: str
    integrity: str


@dataclass(frozen=True)
class Figure:
    """A demo as it was drawn; what weighs is kept under its `key` (see `FigureParts`).

    key: tells it from what it would be if anything that draws it were another. live: it has controls. weights: the files
    that it wants. atlas: the file of the frames drawn ahead, or None. checks: how many sentences must hold of it.
    """

    request: FigureRequest
    key: str
    live: bool
    weights: tuple[str, ...]
    atlas: AtlasFile | None
    checks: int


@dataclass(frozen=True)
class FigureParts:
    """What pages show of a figure before any script runs.

    page: its HTML. fold_pictures, listing: the pictures and the code that come into its fold when that is opened, as HTML.
    pictures: its views for a preview, ("drawing", SVG) or ("pixels", PNG in base64). caption: how many words its caption
    may have.
    """

    page: str
    fold_pictures: str
    listing: str
    pictures: tuple[tuple[str, str], ...]
    caption: float

    def html(self, number: int, caption: str, more: str = "", former: str = "") -> str:
        """Return the figure as HTML.

        `caption` and `more`, the paragraphs of the fold, are HTML already; `former` is another id that leads to it.
        """
        anchor = f'<span class="former-id" id="{escape(former)}"></span>' if former else ""
        fold = f'<div class="more-text">\n{more}</div>\n' if more else ""
        page = self.page.replace(NUMBER, str(number)).replace(FORMER, anchor)
        return page.replace(CAPTION, caption).replace(MORE, fold)


@dataclass(frozen=True)
class FailedFigure:
    """A figure that cannot be drawn, and why; reported where it is called, and only there."""

    request: FigureRequest
    errors: tuple[ExplainError, ...]

    def placed(self, places: Mapping[str, str]) -> list[ExplainError]:
        """Return the errors, those in options where an article has these."""
        return [
            ExplainError(places[error.where.removeprefix(OPTION)], error.what, error.hint)
            if error.where.startswith(OPTION)
            else error
            for error in self.errors
        ]


def cached_figure(request: FigureRequest, context: BuildContext, draft: bool = False) -> Figure | None:
    """Return a figure that was drawn before from the same sources, or None. A draft has no atlas, which takes its time."""
    code = code_digest(request, context, draft)
    wanted = context.cache.read("wanted", code, list[str])
    if wanted is None or not set(wanted) <= set(context.weights.names):
        return None
    key = figure_key(code, wanted, context)
    figure = context.cache.read("figures", key, Figure)
    if figure is None or not context.cache.has("parts", key):
        return None
    return figure if not figure.atlas or context.cache.has("atlases", figure.atlas.digest) else None


def cache_figure(figure: Figure, parts: FigureParts, atlas: bytes | None, code: str, cache: Cache) -> None:
    """Keep a figure that was drawn."""
    cache.write("parts", figure.key, parts)
    if atlas is not None and figure.atlas:
        cache.put("atlases", figure.atlas.digest, atlas)
    cache.write("figures", figure.key, figure)
    cache.write("wanted", code, figure.weights)


def read_figure_parts(figure: Figure, cache: Cache) -> FigureParts:
    """Return what pages show of a figure."""
    parts = cache.read("parts", figure.key, FigureParts)
    if parts is None:
        raise LostError("parts", figure.key)
    return parts


def read_atlas(figure: Figure, cache: Cache) -> bytes:
    """Return a figure's atlas file."""
    return cache.require("atlases", figure.atlas.digest if figure.atlas else "")


def code_digest(request: FigureRequest, context: BuildContext, draft: bool) -> str:
    """Return a digest of everything but weight files that a figure is made from."""
    said = (request.id, *(part for option in request.options for part in option))
    code = context.sources.demo(request.demo), context.templates.digest(TEMPLATE)
    macros = [part for pair in context.macros.items() for part in pair]
    words = [part for pair in request.words for part in pair]
    return digest(*code, "draft" if draft else "", *macros, *said, *words)


def figure_key(code: str, weights: Iterable[str], context: BuildContext) -> str:
    """Return what a figure is kept under; `weights` names each weight file that it wants."""
    return digest(code, *(part for file in weights for part in (file, context.weights.file_digest(file))))
