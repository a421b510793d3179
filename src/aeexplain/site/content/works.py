"""Works that an article cites, as its references.bib tells them."""

from dataclasses import dataclass


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
