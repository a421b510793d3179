"""Figures: what a demo's first frame, its controls and its code are on the page."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from aeexplain.cache import Cache
from aeexplain.digests import digest
from aeexplain.errors import ExplainError
from aeexplain.site.build_context import BuildContext

TEMPLATE = "figure.html"

# What the template is given in place of a figure's number and caption, which every article has its own of.
NUMBER, CAPTION = "\ue020number\ue021", "\ue020caption\ue021"


@dataclass(frozen=True)
class Figure:
    """A demo as it was drawn; what weighs is kept under its `key` (see `Parts`).

    key: tells it from what it would be if anything that draws it were another. live: it has controls. weights: the files
    that it wants. atlas: what the page is told of the frames drawn ahead, and their digest, or None.
    """

    name: str
    key: str
    live: bool
    weights: tuple[str, ...]
    atlas: Mapping[str, Any] | None

    @staticmethod
    def of(told: Mapping[str, Any]) -> "Figure":
        """Return the figure of which `asdict` made lists, dicts and texts."""
        return Figure(**{**told, "weights": tuple(told["weights"])})


@dataclass(frozen=True)
class Parts:
    """What pages show of a figure before any script runs.

    page: its HTML. pictures: its views for a preview, ("drawing", SVG) or ("pixels", PNG in base64).
    """

    page: str
    pictures: tuple[tuple[str, str], ...]

    def html(self, number: int, caption: str) -> str:
        """Return the figure as HTML; `caption` is HTML already."""
        return self.page.replace(NUMBER, str(number)).replace(CAPTION, caption)


@dataclass(frozen=True)
class Refused:
    """A figure that cannot be drawn, and why; told where it is called, and only there."""

    name: str
    errors: tuple[ExplainError, ...]


def cached_figure(name: str, context: BuildContext, draft: bool = False) -> Figure | None:
    """Return a figure that was drawn before from the same sources, or None. A draft has no atlas, which takes its time."""
    code = code_digest(name, context, draft)
    wanted = context.cache.read("wanted", code)
    if wanted is None or not set(wanted) <= set(context.weights.names):
        return None
    key = figure_key(code, wanted, context)
    told = context.cache.read("figures", key)
    figure = Figure.of(told) if told else None
    kinds = ("parts", "atlases") if figure and figure.atlas else ("parts",)
    return figure if all(context.cache.has(kind, key) for kind in kinds) else None


def cache_figure(figure: Figure, parts: Parts, atlas: bytes | None, code: str, cache: Cache) -> None:
    """Keep a figure that was drawn."""
    cache.write("parts", figure.key, asdict(parts))
    if atlas is not None:
        cache.put("atlases", figure.key, atlas)
    cache.write("figures", figure.key, asdict(figure))
    cache.write("wanted", code, figure.weights)


def parts_of(figure: Figure, cache: Cache) -> Parts:
    """Return what pages show of a figure."""
    told = json.loads(cache.must("parts", figure.key))
    return Parts(told["page"], tuple((kind, data) for kind, data in told["pictures"]))


def code_digest(name: str, context: BuildContext, draft: bool) -> str:
    """Return a digest of everything but weight files that a figure is made from."""
    return digest(context.sources.demo(name), context.templates.digest(TEMPLATE), "draft" if draft else "")


def figure_key(code: str, weights: Iterable[str], context: BuildContext) -> str:
    """Return what a figure is kept under; `weights` names each weight file that it wants."""
    return digest(code, *(part for file in weights for part in (file, context.weights.seal(file))))
