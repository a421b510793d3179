"""Articles: a folder with an article.md of TOML front matter and markdown."""

import datetime
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from aeexplain.files.digests import digest
from aeexplain.project import Project
from aeexplain.site.content.reserved_addresses import why_reserved
from aeexplain.site.core.error_list import ErrorList
from aeexplain.site.core.strict_toml import Field, read_toml
from aeexplain.site.core.text import decoded, read_bytes, with_line_ends
from aeexplain.site.markup.extract import scan
from aeexplain.site.markup.figure_head import requests
from aeexplain.site.markup.nodes import FigureCall, FigureRequest, Scanned
from aeexplain.site.math.titles import Title, title_at

FILE, BIBLIOGRAPHY = "article.md", "references.bib"
FRONT_MATTER = re.compile(r"\A\+\+\+[ \t]*\n(.*?)^\+\+\+[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
OWN_DEMO = re.compile(r"demos/([a-z][a-z0-9_]*)\.py")
PYTHONS_OWN = "__pycache__"  # a folder that Python leaves beside demos
FIELDS = {
    "title": Field(str),
    "summary": Field(str),
    "authors": Field(list, required=False, default=()),
    "date": Field(datetime.date),
    "most_words": Field(int, required=False, default=0),
}
# Pages have no date, and any key of an article but that.
PAGE_FIELDS = {key: field for key, field in FIELDS.items() if key != "date"} | {
    "summary": Field(str, required=False, default="")
}


@dataclass(frozen=True)
class ArticleSource:
    """The files of an article's folder as they were read: its texts, and the digests of what lies beside them.

    is_page: it is one of the site's pages that are no articles, which have no date and stand in no list.
    """

    folder: Path
    where: str
    text: bytes
    bibliography: bytes | None
    beside: Mapping[str, str]
    is_page: bool = False

    @property
    def slug(self) -> str:
        """The folder's name, which is the article's address; of a page that is no article, its file's without suffix."""
        return Path(self.where).stem if self.is_page else self.folder.name

    @property
    def digest(self) -> str:
        """Return what tells this article_source from any other."""
        has = (b"", b"") if self.bibliography is None else (b"has", self.bibliography)
        return digest(self.where, self.text, *has, *(part for pair in self.beside.items() for part in pair))

    @property
    def own_demos(self) -> Mapping[str, str]:
        """The demos that the article has for itself: the name of each in the site by the one that the article calls it."""
        stems = (OWN_DEMO.fullmatch(name) for name in self.beside)
        names = (stem[1].replace("_", "-") for stem in stems if stem)
        return {name: f"{self.slug}.{name}" for name in names}

    @property
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

    date: None of a page that is no article. most_words: what its main path may have, 0 where nothing is said. words: titles by
    key.
    """

    slug: str
    where: str
    title: str
    summary: str
    authors: tuple[str, ...]
    date: datetime.date | None
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

    def read(path: Path) -> bytes:
        return read_bytes(path, path.relative_to(root).as_posix())

    bib = folder / BIBLIOGRAPHY
    found = (path for path in sorted(folder.rglob("*")) if path.is_file() and path.name != FILE)
    others = [path for path in found if PYTHONS_OWN not in path.parts]
    return ArticleSource(
        folder=folder,
        where=(folder / FILE).relative_to(root).as_posix(),
        text=read(folder / FILE),
        bibliography=read(bib) if bib.exists() else None,
        beside={path.relative_to(folder).as_posix(): digest(read(path)) for path in others},
    )


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
        match = FRONT_MATTER.match(text)
        if not match:
            errors.add(f"{where}:1", "no front matter", "begin the file with +++, keys, +++")
            return None
        fields = PAGE_FIELDS if article_source.is_page else FIELDS
        values = {"date": None} | read_toml(match[1], where, fields, errors, first_line=2)
        if values.get("most_words", 0) < 0:
            errors.add(
                f"{where}:2", "'most_words' is less than 0", "write how many words the main path may have"
            )
        whole = len(errors) == before  # faults of the body leave an article in which more can be found
        body = scan(text[match.end() :], where, errors, first_line=text.count("\n", 0, match.end()) + 1)
        body = with_own_demos(body, article_source.own_demos)
        if whole:
            words = {key: title_at(key, values[key], match[1], where, 2) for key in ("title", "summary")}
            return Article(
                slug, where, **values | {"authors": tuple(values["authors"])}, body=body, words=words
            )
    return None


def with_own_demos(body: Scanned, own: Mapping[str, str]) -> Scanned:
    """Return a body whose figures name the demos that the article has for itself as the site does."""
    nodes = (
        replace(node, demo=own.get(node.name, "")) if isinstance(node, FigureCall) else node
        for node in body.nodes
    )
    return replace(body, nodes=tuple(nodes)) if own else body
