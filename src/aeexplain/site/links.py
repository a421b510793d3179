"""Links: every address that stays on the site leads somewhere; files beside an article are published with it."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path
from urllib.parse import quote, unquote

from aeexplain.errors import ExplainError, did_you_mean
from aeexplain.site.assets import Assets
from aeexplain.site.marks import Link
from aeexplain.site.policy import MIME_TYPES

SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
SCHEMES = ("https:", "http:", "mailto:")
ARTICLE = re.compile(r"\.\./(?:([^/]+)/)?(?:index\.html)?")


@dataclass(frozen=True)
class Shelf:
    """An article's folder; its files are published under the article's name when they are asked for."""

    slug: str
    folder: Path
    assets: Assets

    def file(self, name: str, where: str) -> tuple[bytes, str]:
        """Return the content of a file beside the article and its address from the page; none: ExplainError."""
        path = self.folder / unquote(name)
        if not path.resolve().is_relative_to(self.folder.resolve()) or not path.is_file():
            hint = did_you_mean(name, (each.name for each in self.folder.iterdir() if each.is_file()))
            raise ExplainError(where, f"no file named {name!r} beside the article", hint)
        if path.suffix not in MIME_TYPES:
            raise ExplainError(where, f"{name!r} is of no kind that is published", ", ".join(MIME_TYPES))
        content = path.read_bytes()
        return content, "../" + quote(self.assets.file(f"{self.slug}/{path.name}", content))


def address(link: Link, shelf: Shelf, pages: Mapping[str, Collection[str]]) -> str:
    """Return the address that a link's target has on the page, escaped; `pages` is the ids of each article by its slug.

    A target that is not there: ExplainError with the link's place.
    """
    target, _, fragment = link.target.partition("#")
    if scheme := SCHEME.match(target):
        if scheme[0].lower() not in SCHEMES:
            raise ExplainError(link.where, f"a link to {scheme[0]!r}", f"write {', '.join(SCHEMES)}")
        return escape(link.target)
    if target.startswith("/"):
        what = f"{target!r} is bound to the root of a host; the site works under any folder"
        raise ExplainError(link.where, what, "write ../SLUG/")
    if found := ARTICLE.fullmatch(target):
        _check_article(link, found[1], fragment, pages)
    elif target:
        return escape(shelf.file(target, link.where)[1] + (f"#{fragment}" if fragment else ""))
    elif fragment not in pages[shelf.slug]:
        hint = did_you_mean(fragment, pages[shelf.slug])
        raise ExplainError(link.where, f"nothing on the page has the id {fragment!r}", hint)
    return escape(link.target)


def _check_article(link: Link, slug: str | None, fragment: str, pages: Mapping[str, Collection[str]]) -> None:
    if slug is not None and slug not in pages:
        raise ExplainError(link.where, f"no article named {slug!r}", did_you_mean(slug, pages))
    if fragment and fragment not in (pages[slug] if slug else ("content",)):
        what = f"nothing in {slug or 'the archive'} has the id {fragment!r}"
        raise ExplainError(link.where, what, did_you_mean(fragment, pages[slug] if slug else ("content",)))
