"""Articles: a folder with an article.md of front matter and markdown."""

import datetime
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, cached_property, partial
from pathlib import Path
from typing import Any

from aeexplain.errors import ExplainError, did_you_mean
from aeexplain.files.digests import digest
from aeexplain.files.walk import files_below
from aeexplain.project import Project
from aeexplain.site.content.beside.included_files import included_text, read_included
from aeexplain.site.content.front_matter.fields import (
    LANGUAGE,
    Author,
    addresses_of,
    author_of,
    is_file_name,
)
from aeexplain.site.content.front_matter.figure_words import FILE as FIGURE_WORDS
from aeexplain.site.content.front_matter.figure_words import FigureWords, read_figure_words
from aeexplain.site.content.front_matter.read import front_matter, peek, read_front_matter
from aeexplain.site.content.links import as_published
from aeexplain.site.content.reserved_addresses import why_reserved
from aeexplain.site.core.error_list import ErrorList
from aeexplain.site.core.macros import macros_of
from aeexplain.site.core.text import decoded, read_bytes, with_line_ends
from aeexplain.site.markup.dialect.parser import QUOTES
from aeexplain.site.markup.extract import scan
from aeexplain.site.markup.figure_head import requests
from aeexplain.site.markup.nodes import FigureCall, FigureRequest, Link, Scanned
from aeexplain.site.markup.written_text import with_written_text
from aeexplain.site.math.titles import Title, title_at

FILE, BIBLIOGRAPHY = "article.md", "references.bib"
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
OWN_DEMO = re.compile(r"demos/([a-z][a-z0-9_]*)\.py")
# The keys whose values an article takes as they are.
PLAIN = ("title", "summary", "date", "updated", "language", "template", "image", "most_words")
WRITTEN = b"::text"
PYTHONS_OWN = "__pycache__"  # a folder that Python leaves beside demos


@dataclass(frozen=True)
class ArticleSource:
    """The files of an article's folder as they were read: its texts, and the digests of what lies beside them.

    is_page: it is one of the site's pages that are no articles, which have no date and stand in no list.
    bibliography_name: the file of the works that it cites. translates: the address of the article of which it is a translation,
    whose files it shares, `shared` with their digests. figure_words: what its figures say in its language.
    text: with what code has written in it, and then `origins` has the line of the file, from 1, that each line of it comes of;
    else it is empty. included: what the files hold that the article includes, by name.
    """

    folder: Path
    where: str
    text: bytes
    bibliography: bytes | None
    beside: Mapping[str, str]
    is_page: bool = False
    bibliography_name: str = BIBLIOGRAPHY
    translates: str = ""
    shared: Mapping[str, str] = field(default_factory=dict)
    figure_words: FigureWords = field(default_factory=dict)
    origins: tuple[int, ...] = ()
    included: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def texts(self) -> tuple[bytes, ...]:
        """The article's own text, and those that it includes."""
        return self.text, *self.included.values()

    @cached_property
    def front(self) -> Mapping[str, Any]:
        """What its front matter holds, not checked; nothing where it cannot be read."""
        return peek(with_line_ends(self.text.decode("utf-8-sig", "replace")))

    @property
    def is_draft(self) -> bool:
        """Whether only its author is to see it."""
        return self.front.get("draft") is True

    @property
    def language(self) -> str:
        """The language that its front matter names; "" where it names none, or nothing that could be one."""
        named = self.front.get("language")
        own = named if isinstance(named, str) and LANGUAGE.fullmatch(named) else ""
        return own or (self.folder.name if self.translates else "")

    @property
    def slug(self) -> str:
        """The folder's name, which is the article's address; of a page that is no article, its file's without suffix.

        A translation's has the language behind that of the article.
        """
        if self.translates:
            return f"{self.translates}-{self.folder.name.lower()}"
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
            *(part for pair in (*self.beside.items(), *self.shared.items()) for part in pair),
            repr(self.figure_words),
            self.translates,
        )

    @cached_property
    def own_demos(self) -> Mapping[str, str]:
        """The demos that the article has for itself: the name of each in the site by the one that the article calls it."""
        stems = (OWN_DEMO.fullmatch(name) for name in (self.shared if self.translates else self.beside))
        names = (stem[1].replace("_", "-") for stem in stems if stem)
        return {name: f"{self.translates or self.slug}.{name}" for name in names}

    @property
    def shared_folder(self) -> Path:
        """The folder of the article that it translates, or its own."""
        return self.folder.parent if self.translates else self.folder

    def words_of(self, demo: str) -> tuple[tuple[str, str], ...]:
        """Return what a demo says in the article's language, by its own texts; `demo` is its name in the article."""
        return tuple(self.figure_words.get(demo, {}).items())

    @cached_property
    def may_call(self) -> set[FigureRequest]:
        """Return what is drawn for the figures that the article calls, perhaps with some that it only talks about."""
        texts = (with_line_ends(each.decode("utf-8-sig", "replace")) for each in self.texts)
        called = set[FigureRequest]().union(*map(requests, texts))
        own = self.own_demos
        return {
            replace(each, demo=own.get(each.demo, each.demo), words=self.words_of(each.demo))
            for each in called
        }

    @property
    def figure_words_where(self) -> str:
        """Where the words of its figures stand."""
        return f"{self.where.rpartition('/')[0]}/{FIGURE_WORDS}"

    @property
    def may_tell_metrics(self) -> bool:
        """Tell whether the article may quote numbers from weight files."""
        return any(b"{{" in each for each in self.texts)


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
    project = Project(root)
    content = project.content
    folders = sorted(path.parent for path in content.glob(f"*/{FILE}"))
    if not folders and not mistaken and not any(project.pages.glob("*.md")):
        hint = f"write {content.name}/<slug>/article.md, or run: {Project(root).command('new article NAME')}"
        errors.add(content.name, "no article: nothing to build", hint)
    found: list[ArticleSource] = []
    for folder in folders:
        with errors.collecting():
            found.append(_with_written_text(read_article_source(folder, root), project, errors))
        for inner in translation_folders(folder):
            with errors.collecting():
                source = read_article_source(inner, root, translates=folder.name)
                found.append(_with_written_text(source, project, errors))
    slugs = [each.slug for each in found]
    for each in found:
        if each.translates and slugs.count(each.slug) > 1:
            what = f"its address would be {each.slug!r}, which is another article's"
            errors.add(each.where, what, "rename the other article's folder")
    return [each for each in found if not each.translates or slugs.count(each.slug) == 1]


def translation_folders(folder: Path) -> list[Path]:
    """Return the folders of an article's translations, which are called by their languages."""
    inner = sorted(path.parent for path in folder.glob(f"*/{FILE}"))
    return [path for path in inner if _is_language(path.name)]


def _with_written_text(source: ArticleSource, project: Project, errors: ErrorList) -> ArticleSource:
    """Return a source with what code writes in it; what is wrong goes to `errors`."""
    if WRITTEN not in source.text:
        return source
    text = decoded(source.text, source.where)
    found = with_written_text(text, source.where, project.texts, errors)
    return replace(source, text=found.text.encode(), origins=found.origins)


def read_article_source(folder: Path, root: Path, translates: str = "") -> ArticleSource:
    """Return the article_source that a folder holds; a file that cannot be read: ExplainError.

    translates: the address of the article whose translation it is.
    """
    where = folder.relative_to(root).as_posix()
    text = read_bytes(folder / FILE, f"{where}/{FILE}")
    named = peek(with_line_ends(text.decode("utf-8-sig", "replace"))).get("bibliography")
    name = named if isinstance(named, str) and is_file_name(named) else BIBLIOGRAPHY
    bib = folder / name
    if translates and not bib.exists():
        bib = folder.parent / name
    beside = _digests_beside(folder, root)
    words = f"{where}/{FIGURE_WORDS}"
    return ArticleSource(
        folder=folder,
        where=f"{where}/{FILE}",
        text=text,
        bibliography=read_bytes(bib, f"{where}/{name}") if bib.exists() or name != BIBLIOGRAPHY else None,
        bibliography_name=name,
        beside=beside,
        included=read_included(text, folder, root, beside),
        translates=translates,
        shared=_digests_beside(folder.parent, root) if translates else {},
        figure_words=read_figure_words(read_bytes(folder / FIGURE_WORDS, words), words)
        if FIGURE_WORDS in beside
        else {},
    )


def _digests_beside(folder: Path, root: Path) -> dict[str, str]:
    """Return the digests of the files beside an article, by their paths in its folder; those of its translations aside."""
    where = folder.relative_to(root).as_posix()
    found = [name.split("/") for name in files_below(folder)]
    inner = {parts[0] for parts in found if parts[1:] == [FILE] and _is_language(parts[0])}
    own = [parts for parts in found if parts[0] not in inner and PYTHONS_OWN not in parts]
    names = ["/".join(parts) for parts in own if parts[-1] != FILE]
    return {name: digest(read_bytes(folder / name, f"{where}/{name}")) for name in names}


def _is_language(name: str) -> bool:
    """Tell whether a folder in an article's is called as one of a translation."""
    return bool(LANGUAGE.fullmatch(name)) and len(name.partition("-")[0]) < 4


def read_page_sources(root: Path, articles: Collection[str], errors: ErrorList) -> list[ArticleSource]:
    """Return the source of every page of pages/, in the order of their names; `articles` has the addresses of articles."""
    project = Project(root)
    folder = project.pages
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()] if folder.is_dir() else []
    texts = [path for path in files if path.suffix == ".md"]

    @cache
    def others() -> dict[str, str]:
        beside = [(path, path.relative_to(root).as_posix()) for path in files if path.suffix != ".md"]
        return {path.relative_to(folder).as_posix(): digest(read_bytes(path, at)) for path, at in beside}

    found = []
    for path in texts:
        where = path.relative_to(root).as_posix()
        if path.parent != folder:
            errors.add(where, "is too deep for a page", f"move it to {folder.name}/{path.name}")
        elif path.stem in articles:
            errors.add(where, f"an article has the address {path.stem!r}", "rename one of them")
        else:
            with errors.collecting():
                text = read_bytes(path, where)
                included = read_included(text, folder, root, others())
                source = ArticleSource(folder, where, text, None, others(), is_page=True, included=included)
                found.append(_with_written_text(source, project, errors))
    return found


def read_article(article_source: ArticleSource, errors: ErrorList, quotes: str = QUOTES) -> Article | None:
    """Return the article that a article_source holds; what is wrong goes to `errors`, and then it is not to be published.

    quotes: what straight quotes become, the outer pair and then the inner one.
    """
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
        _check_language(values.get("language"), article_source, errors)
        whole = len(errors) == before  # faults of the body leave an article in which more can be found
        first_line = text.count("\n", 0, front.end) + 1
        origins = article_source.origins[first_line - 1 :]
        included = partial(included_text, article_source)
        body = scan(text[front.end :], where, errors, first_line, included, quotes=quotes, origins=origins)
        with errors.collecting():
            _check_figure_words(body, article_source)
        if whole:
            given = ("title", "summary", *(key for key in ("subtitle", "abstract") if values[key]))
            words = {key: title_at(key, values[key], front.text, where, 2) for key in given}
            return Article(
                slug=slug,
                where=where,
                authors=tuple(map(author_of, values["authors"])),
                tags=tuple(values["tags"]),
                macros=macros_of(values["macros"]),
                moved_from=addresses_of(values),
                body=_with_links(with_own_demos(body, article_source), article_source.is_page),
                words=words,
                **{key: values[key] for key in PLAIN}
                | {"language": values["language"] or article_source.language},
            )
    return None


def _check_language(named: object, article_source: ArticleSource, errors: ErrorList) -> None:
    """Note a translation whose front matter names another language than its folder."""
    folder = article_source.folder.name
    own = article_source.language if named and article_source.translates else folder
    if own.partition("-")[0].lower() != folder.partition("-")[0].lower():
        what = f"the translation in {folder}/ says that its language is {own!r}"
        hint = f"remove the key, write {folder!r}, or rename the folder"
        errors.add(f"{article_source.where}:2", what, hint)


def called_figures(article_sources: Iterable[ArticleSource]) -> set[FigureRequest]:
    """Return what is drawn for the figures that articles really call; see `ArticleSource.may_call`."""
    articles = (read_article(each, ErrorList()) for each in article_sources)
    return {call.request for article in articles if article for call in article.body.figures}


def with_own_demos(body: Scanned, article_source: ArticleSource) -> Scanned:
    """Return a body whose figures name the demos that the article has for itself as the site does, and have its words."""
    own = article_source.own_demos
    where = article_source.figure_words_where

    def named(node: FigureCall) -> FigureCall:
        places = {**node.places, FIGURE_WORDS: where}
        return replace(
            node, demo=own.get(node.name, ""), words=article_source.words_of(node.name), places=places
        )

    nodes = (named(node) if isinstance(node, FigureCall) else node for node in body.nodes)
    return replace(body, nodes=tuple(nodes)) if own or article_source.figure_words else body


def _check_figure_words(body: Scanned, article_source: ArticleSource) -> None:
    """Raise an ExplainError for words of a demo that the article does not call."""
    called = {node.name for node in body.of(FigureCall)}
    if idle := [demo for demo in article_source.figure_words if demo not in called]:
        what = f"the article calls no demo {idle[0]!r:.60}"
        raise ExplainError(article_source.figure_words_where, what, did_you_mean(idle[0], called))


def _with_links(body: Scanned, is_page: bool) -> Scanned:
    """Return a body whose links lead to what is published of the files that they name."""
    nodes = (as_published(node, is_page) if isinstance(node, Link) else node for node in body.nodes)
    return replace(body, nodes=tuple(nodes))
