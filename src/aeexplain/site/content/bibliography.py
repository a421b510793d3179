"""references.bib beside an article: the works that it cites."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import PurePath
from typing import Any

from aeexplain.digests import digest
from aeexplain.site.build_context import BuildContext
from aeexplain.site.content.articles import BIBLIOGRAPHY, Manuscript
from aeexplain.site.core.error_list import ErrorList
from aeexplain.site.core.text import decoded


@dataclass(frozen=True)
class Work:
    """One entry, in Unicode: `authors` as (last name, initials), `links` as (text, address).

    whole: it stands for itself, as a book does, so that its title is in italics. contained: it is part of its venue,
    so that the name of that is.
    """

    key: str
    authors: tuple[tuple[str, str], ...]
    title: str
    year: str
    venue: str
    details: str
    links: tuple[tuple[str, str], ...]
    where: str
    whole: bool = False
    contained: bool = False

    @staticmethod
    def of(told: Mapping[str, Any]) -> "Work":
        """Return the work that lists, dicts and texts tell, as `asdict` gives them."""
        authors = tuple((last, first) for last, first in told["authors"])
        links = tuple((text, address) for text, address in told["links"])
        return Work(**{**told, "authors": authors, "links": links})


def read_bibliography(manuscript: Manuscript, context: BuildContext, errors: ErrorList) -> dict[str, Work]:
    """Return the works of an article's references.bib by key (none where there is no file); what is wrong goes to `errors`."""
    if manuscript.bibliography is None:
        return {}
    where = (PurePath(manuscript.where).parent / BIBLIOGRAPHY).as_posix()
    key = digest(context.sources.site, where, manuscript.bibliography)
    kept = context.cache.read("bibliographies", key)
    if kept is not None:
        return {name: Work.of(told) for name, told in kept.items()}
    from aeexplain.site.content.bibtex import read_works  # which takes a while to import

    before = len(errors)
    works: dict[str, Work] = {}
    with errors.noted():
        works = read_works(decoded(manuscript.bibliography, where), where, errors)
    if len(errors) == before:
        context.cache.write("bibliographies", key, {name: asdict(work) for name, work in works.items()})
    return works
