"""Articles: a folder of content/ with an article.md of TOML front matter and markdown."""

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from aeexplain.files.digests import digest
from aeexplain.project import Project
from aeexplain.site.content.reserved_addresses import why_reserved
from aeexplain.site.core.error_list import ErrorList
from aeexplain.site.core.strict_toml import Field, read_toml
from aeexplain.site.core.text import decoded, read_bytes, with_line_ends
from aeexplain.site.markup.extract import scan
from aeexplain.site.markup.figure_head import requests
from aeexplain.site.markup.nodes import FigureRequest, Scanned
from aeexplain.site.math.titles import Title, title_at

FILE, BIBLIOGRAPHY = "article.md", "references.bib"
FRONT_MATTER = re.compile(r"\A\+\+\+[ \t]*\n(.*?)^\+\+\+[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
FIELDS = {
    "title": Field(str),
    "summary": Field(str),
    "authors": Field(list, required=False, default=()),
    "date": Field(datetime.date),
    "most_words": Field(int, required=False, default=0),
}


@dataclass(frozen=True)
class ArticleSource:
    """The files of an article's folder as they were read: its texts, and the digests of what lies beside them."""

    folder: Path
    where: str
    text: bytes
    bibliography: bytes | None
    beside: Mapping[str, str]

    @property
    def slug(self) -> str:
        """The folder's name, which is the article's address."""
        return self.folder.name

    @property
    def digest(self) -> str:
        """Return what tells this article_source from any other."""
        has = (b"", b"") if self.bibliography is None else (b"has", self.bibliography)
        return digest(self.where, self.text, *has, *(part for pair in self.beside.items() for part in pair))

    @property
    def may_call(self) -> set[FigureRequest]:
        """Return what is drawn for the figures that the article calls, perhaps with some that it only talks about."""
        return requests(with_line_ends(self.text.decode("utf-8-sig", "replace")))

    @property
    def may_tell_metrics(self) -> bool:
        """Tell whether the article may quote numbers from weight files."""
        return b"{{" in self.text


@dataclass(frozen=True)
class Article:
    """One article as read: its front matter, and its body with formulas and demos set aside.

    most_words: what its main path may have, 0 where nothing is said. words: titles by key.
    """

    slug: str
    where: str
    title: str
    summary: str
    authors: tuple[str, ...]
    date: datetime.date
    most_words: int
    body: Scanned
    words: Mapping[str, Title]


def read_article_sources(root: Path, errors: ErrorList, mistaken: bool = False) -> list[ArticleSource]:
    """Return the article_source of every article of content/ in the order of their names; what is wrong goes to `errors`.

    mistaken: it is known already that there is something that was meant to be an article.
    """
    folders = sorted(path.parent for path in Project(root).content.glob(f"*/{FILE}"))
    if not folders and not mistaken:
        errors.add(
            "content", "no article: nothing to build", "write content/<slug>/article.md, or run: build.py new"
        )
    found = []
    for folder in folders:
        with errors.collecting():
            found.append(read_article_source(folder, root))
    return found


def read_article_source(folder: Path, root: Path) -> ArticleSource:
    """Return the article_source that a folder holds; a file that cannot be read: ExplainError."""

    def read(path: Path) -> bytes:
        return read_bytes(path, path.relative_to(root).as_posix())

    bib = folder / BIBLIOGRAPHY
    others = (path for path in sorted(folder.rglob("*")) if path.is_file() and path.name != FILE)
    return ArticleSource(
        folder=folder,
        where=(folder / FILE).relative_to(root).as_posix(),
        text=read(folder / FILE),
        bibliography=read(bib) if bib.exists() else None,
        beside={path.relative_to(folder).as_posix(): digest(read(path)) for path in others},
    )


def read_article(article_source: ArticleSource, errors: ErrorList) -> Article | None:
    """Return the article that a article_source holds; what is wrong goes to `errors`, and then it is not to be published."""
    where, slug = article_source.where, article_source.slug
    before = len(errors)
    with errors.collecting():
        text = decoded(article_source.text, where)
        if not SLUG.fullmatch(slug):
            errors.add(where, f"the folder {slug!r} is no slug", "use lower-case letters, digits and hyphens")
        elif reason := why_reserved(slug):
            errors.add(where, f"{slug!r} {reason}", "give the folder another name")
        match = FRONT_MATTER.match(text)
        if not match:
            errors.add(f"{where}:1", "no front matter", "begin the file with +++, keys, +++")
            return None
        values = read_toml(match[1], where, FIELDS, errors, first_line=2)
        if values.get("most_words", 0) < 0:
            errors.add(
                f"{where}:2", "'most_words' is less than 0", "write how many words the main path may have"
            )
        whole = len(errors) == before  # faults of the body leave an article in which more can be found
        body = scan(text[match.end() :], where, errors, first_line=text.count("\n", 0, match.end()) + 1)
        if whole:
            words = {key: title_at(key, values[key], match[1], where, 2) for key in ("title", "summary")}
            return Article(
                slug, where, **values | {"authors": tuple(values["authors"])}, body=body, words=words
            )
    return None
