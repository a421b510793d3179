"""What articles say of each other's company, tags, and of the addresses that they had before."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cache

from aeexplain.errors import ExplainError, ExplainErrors
from aeexplain.site.content.reserved_addresses import why_reserved
from aeexplain.site.core.slugs import slug
from aeexplain.site.pages.article_html import ArticleMetadata
from aeexplain.site.pages.article_page import PageRecord


@dataclass(frozen=True)
class Tag:
    """A tag as it was first written, its address, and its articles, newest first."""

    name: str
    slug: str
    articles: tuple[ArticleMetadata, ...]


def tags_of(records: Iterable[PageRecord]) -> list[Tag]:
    """Return the tags of all articles, in the order of their names; those that differ in capitals alone are one."""
    names: dict[str, str] = {}
    articles: dict[str, list[ArticleMetadata]] = {}
    slug_of = cache(slug)  # of many articles' few tags
    for record in records:
        for name in record.metadata.tags:
            names.setdefault(slug_of(name), name)
            articles.setdefault(slug_of(name), []).append(record.metadata)
    found = (Tag(name, each, tuple(articles[each])) for each, name in names.items())
    return sorted(found, key=lambda tag: (tag.name.casefold(), tag.slug))


def redirect_place(address: str) -> str:
    """Return the file that stands at a former address."""
    return address if address.endswith((".html", ".htm")) else f"{address}/index.html"


def check_moves(records: Collection[PageRecord], wheres: dict[str, str]) -> None:
    """Raise the errors of former addresses that lead in a circle, are another page's or are claimed twice.

    wheres: the file of each article, by its address.
    """
    errors, claimed = [], dict[str, str]()
    slugs = {record.metadata.slug for record in records}
    for record in records:
        own = record.metadata.slug
        for address in record.metadata.moved_from:
            place = redirect_place(address).removesuffix("/index.html")
            where, remove = f"{wheres.get(own, own)}:2", f"remove it from 'moved_from' or 'aliases' of {own}"
            if place == own:
                what = f"{address!r} would lead in a circle: the article stands there"
                errors.append(ExplainError(where, what, remove))
            elif place in slugs:
                errors.append(ExplainError(where, f"{address!r} is the address of another page", remove))
            elif place.casefold() in claimed:
                what = f"{address!r} leads to {claimed[place.casefold()]!r} already"
                errors.append(ExplainError(where, what, remove))
            elif "/" not in place and (reason := why_reserved(place)):
                errors.append(ExplainError(where, f"{address!r} {reason}", remove))
            claimed.setdefault(place.casefold(), own)
    if errors:
        raise errors[0] if len(errors) == 1 else ExplainErrors(errors)
