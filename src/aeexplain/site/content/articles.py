"""Articles: a folder with an article.md of front matter and markdown."""

import datetime
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from aeexplain.files.digests import digest
from aeexplain.files.walk import files_below
from aeexplain.project import Project
from aeexplain.site.content.front_matter.fields import (
    Author,
    addresses_of,
    author_of,
    is_file_name,
)
from aeexplain.site.content.front_matter.read import front_matter, peek, read_front_matter
from aeexplain.site.content.reserved_addresses import why_reserved
from aeexplain.site.core.error_list import ErrorList
from aeexplain.site.core.macros import macros_of
from aeexplain.site.core.text import decoded, read_bytes, with_line_ends
from aeexplain.site.markup.extract import scan
from aeexplain.site.markup.figure_head import requests
from aeexplain.site.markup.nodes import FigureCall, FigureRequest, Scanned
from aeexplain.site.math.titles import Title, title_at

FILE, BIBLIOGRAPHY = "article.md", "references.bib"
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
OWN_DEMO = re.compile(r"demos/([a-z][a-z0-9_]*)\.py")
# The keys whose values an article takes as they are.
PLAIN = ("title", "summary", "date", "updated", "language", "template", "image", "most_words")
PYTHONS_OWN = "__pycache__"  # a folder that Python leaves beside demos


@dataclass(frozen=True)
class ArticleSource:
    """The files of an article's folder as they were read: its texts, and the digests of what lies beside them.

    is_page: it is one of the site's pages that are no articles, which have no date and stand in no list.
    bibliography_name: the file of the works that it cites.
    """

    folder: Path
    where: str
    text: bytes
    bibliography: bytes | None
    beside: Mapping[str, str]
    is_page: bool = False
    bibliography_name: str = BIBLIOGRAPHY

    @cached_property
    def front(self) -> Mapping[str, Any]:
        """What its front matter holds, not checked; nothing where it cannot be read."""
        return peek(with_line_ends(self.text.decode("utf-8-sig", "replace")))

    @property
    def is_draft(self) -> bool:
        """Whether only its author is to see it."""
        return self.front.get("draft") is True

    @property
    def slug(self) -> str:
        """The folder's name, which is the article's address; of a page that is no article, its file's without suffix."""
        return Path(self.where).stem if self.is_page else self.folder.name

    @property
    def digest(self) -> str:
        """Return what tells this article_source from any other."""
        has = (b"", b"") if self.bibliography is None else (b"has", self.bibliography)
        return digest(
            self.where,
            self.text,
            *has,
            self.bibliography_name,
            *(part for pair in self.beside.items() for part in pair),
        )

    @cached_property
    def own_demos(self) -> Mapping[str, str]:
        """The demos that the article has for itself: the name of each in the site by the one that the article calls it."""
        stems = (OWN_DEMO.fullmatch(name) for name in self.beside)
        names = (stem[1].replace("_", "-") for stem in stems if stem)
        return {name: f"{self.slug}.{name}" for name in names}

    @cached_property
    def may_call(self) -> set[FigureRequest]:
        """Return what is drawn for the figures that the article calls, perhaps with some that it only talks about."""
        called = requests(with_line_ends(self.text.decode("utf-8-sig", "replace")))
        own = self.own_demos
        return {replace(each, demo=own.get(each.demo, each.demo)) for each in called}

    @property
    def may_tell_metrics(self) -> bool:
        """Tell whether the article may quote numbers from weight files."""
        return b"{{" in self.text


@dataclass(frozen=True)
class Article:
    """One article as read: its front matter, and its body with formulas and demos set aside.

    date: None of a page that is no article. words: titles by key. macros: TeX by command.
    moved_from: the addresses that it had. most_words: what its main path may have, 0 where nothing is said. The rest is "" or
    empty where nothing is said.
    """

    slug: str
    where: str
    title: str
    summary: str
    authors: tuple[Author, ...]
    date: datetime.date | None
    updated: datetime.date | None
    tags: tuple[str, ...]
    language: str
    template: str
    image: str
    macros: Mapping[str, str]
    moved_from: tuple[str, ...]
    most_words: int
    body: Scanned
    words: Mapping[str, Title]


def read_article_sources(root: Path, errors: ErrorList, mistaken: bool = False) -> list[ArticleSource]:
    """Return the article_source of every article in the order of their names; what is wrong goes to `errors`.

    mistaken: it is known already that there is something that was meant to be an article.
    """
    content = Project(root).content
    folders = sorted(path.parent for path in content.glob(f"*/{FILE}"))
    if not folders and not mistaken:
        hint = f"write {content.name}/<slug>/article.md, or run: {Project(root).command('new article NAME')}"
        errors.add(content.name, "no article: nothing to build", hint)
    found = []
    for folder in folders:
        with errors.collecting():
            found.append(read_article_source(folder, root))
    return found


def read_article_source(folder: Path, root: Path) -> ArticleSource:
    """Return the article_source that a folder holds; a file that cannot be read: ExplainError."""

    where = folder.relative_to(root).as_posix()
    text = read_bytes(folder / FILE, f"{where}/{FILE}")
    named = peek(with_line_ends(text.decode("utf-8-sig", "replace"))).get("bibliography")
    name = named if isinstance(named, str) and is_file_name(named) else BIBLIOGRAPHY
    bib = folder / name
    others = [each for each in files_below(folder) if _is_beside(each)]
    return ArticleSource(
        folder=folder,
        where=f"{where}/{FILE}",
        text=text,
        bibliography=read_bytes(bib, f"{where}/{name}") if bib.exists() or name != BIBLIOGRAPHY else None,
        bibliography_name=name,
        beside={each: digest(read_bytes(folder / each, f"{where}/{each}")) for each in others},
    )


def _is_beside(name: str) -> bool:
    """Tell whether a file of an article's folder is none of those that make the article, nor of Python's own."""
    *folders, last = name.split("/")
    return last != FILE and PYTHONS_OWN not in folders


def read_page_sources(root: Path, articles: Collection[str], errors: ErrorList) -> list[ArticleSource]:
    """Return the source of every page of pages/, in the order of their names; `articles` has the addresses of articles."""
    folder = Project(root).pages
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()] if folder.is_dir() else []
    texts = [path for path in files if path.suffix == ".md"]
    found = []
    for path in texts:
        where = path.relative_to(root).as_posix()
        if path.parent != folder:
            errors.add(where, "is too deep for a page", f"move it to {folder.name}/{path.name}")
        elif path.stem in articles:
            errors.add(where, f"an article has the address {path.stem!r}", "rename one of them")
        else:
            with errors.collecting():
                others = {
                    each.relative_to(folder).as_posix(): digest(
                        read_bytes(each, each.relative_to(root).as_posix())
                    )
                    for each in files
                    if each.suffix != ".md"
                }
                found.append(
                    ArticleSource(folder, where, read_bytes(path, where), None, others, is_page=True)
                )
    return found


def read_article(article_source: ArticleSource, errors: ErrorList) -> Article | None:
    """Return the article that a article_source holds; what is wrong goes to `errors`, and then it is not to be published."""
    where, slug = article_source.where, article_source.slug
    before = len(errors)
    with errors.collecting():
        text = decoded(article_source.text, where)
        named = "file" if article_source.is_page else "folder"
        if not SLUG.fullmatch(slug):
            errors.add(
                where, f"the {named} {slug!r} is no slug", "use lower-case letters, digits and hyphens"
            )
        elif reason := why_reserved(slug):
            errors.add(where, f"{slug!r} {reason}", f"give the {named} another name")
        front = front_matter(text)
        if not front:
            hint = "begin the file with +++, keys in TOML, +++, or with ---, keys in YAML, ---"
            errors.add(f"{where}:1", "no front matter", hint)
            return None
        values = read_front_matter(front, where, article_source.is_page, errors)
        whole = len(errors) == before  # faults of the body leave an article in which more can be found
        body = scan(text[front.end :], where, errors, first_line=text.count("\n", 0, front.end) + 1)
        if whole:
            words = {key: title_at(key, values[key], front.text, where, 2) for key in ("title", "summary")}
            return Article(
                slug=slug,
                where=where,
                authors=tuple(map(author_of, values["authors"])),
                tags=tuple(values["tags"]),
                macros=macros_of(values["macros"]),
                moved_from=addresses_of(values),
                body=with_own_demos(body, article_source.own_demos),
                words=words,
                **{key: values[key] for key in PLAIN},
            )
    return None


def called_figures(article_sources: Iterable[ArticleSource]) -> set[FigureRequest]:
    """Return what is drawn for the figures that articles really call; see `ArticleSource.may_call`."""
    articles = (read_article(each, ErrorList()) for each in article_sources)
    return {call.request for article in articles if article for call in article.body.figures}


def with_own_demos(body: Scanned, own: Mapping[str, str]) -> Scanned:
    """Return a body whose figures name the demos that the article has for itself as the site does."""
    nodes = (
        replace(node, demo=own.get(node.name, "")) if isinstance(node, FigureCall) else node
        for node in body.nodes
    )
    return replace(body, nodes=tuple(nodes)) if own else body
