"""Figures: what a demo's first frame, its controls and its code are on the page."""

from collections.abc import Iterable
from dataclasses import dataclass

from aeexplain.cache import Cache, LostError
from aeexplain.errors import ExplainError
from aeexplain.files.digests import digest
from aeexplain.site.build_context import BuildContext

TEMPLATE = "figure.html"

# What stands for a figure's number, its caption and the text of its fold, which every article has its own of.
NUMBER, CAPTION, MORE = "\ue020number\ue021", "\ue020caption\ue021", "\ue020more\ue021"


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
    that it wants. atlas: the file of the frames drawn ahead, or None.
    """

    name: str
    key: str
    live: bool
    weights: tuple[str, ...]
    atlas: AtlasFile | None


@dataclass(frozen=True)
class FigureParts:
    """What pages show of a figure before any script runs.

    page: its HTML. pictures: its views for a preview, ("drawing", SVG) or ("pixels", PNG in base64).
    """

    page: str
    pictures: tuple[tuple[str, str], ...]

    def html(self, number: int, caption: str, more: str = "") -> str:
        """Return the figure as HTML; `caption` and `more`, the paragraphs of the fold, are HTML already."""
        told = f'<div class="more-text">\n{more}</div>\n' if more else ""
        return self.page.replace(NUMBER, str(number)).replace(CAPTION, caption).replace(MORE, told)


@dataclass(frozen=True)
class FailedFigure:
    """A figure that cannot be drawn, and why; reported where it is called, and only there."""

    name: str
    errors: tuple[ExplainError, ...]


def cached_figure(name: str, context: BuildContext, draft: bool = False) -> Figure | None:
    """Return a figure that was drawn before from the same sources, or None. A draft has no atlas, which takes its time."""
    code = code_digest(name, context, draft)
    wanted = context.cache.read("wanted", code, list[str])
    if wanted is None or not set(wanted) <= set(context.weights.names):
        return None
    key = figure_key(code, wanted, context)
    figure = context.cache.read("figures", key, Figure)
    kinds = ("parts", "atlases") if figure and figure.atlas else ("parts",)
    return figure if all(context.cache.has(kind, key) for kind in kinds) else None


def cache_figure(figure: Figure, parts: FigureParts, atlas: bytes | None, code: str, cache: Cache) -> None:
    """Keep a figure that was drawn."""
    cache.write("parts", figure.key, parts)
    if atlas is not None:
        cache.put("atlases", figure.key, atlas)
    cache.write("figures", figure.key, figure)
    cache.write("wanted", code, figure.weights)


def read_figure_parts(figure: Figure, cache: Cache) -> FigureParts:
    """Return what pages show of a figure."""
    parts = cache.read("parts", figure.key, FigureParts)
    if parts is None:
        raise LostError("parts", figure.key)
    return parts


def code_digest(name: str, context: BuildContext, draft: bool) -> str:
    """Return a digest of everything but weight files that a figure is made from."""
    return digest(context.sources.demo(name), context.templates.digest(TEMPLATE), "draft" if draft else "")


def figure_key(code: str, weights: Iterable[str], context: BuildContext) -> str:
    """Return what a figure is kept under; `weights` names each weight file that it wants."""
    return digest(code, *(part for file in weights for part in (file, context.weights.file_digest(file))))
