"""Files that a build would pass over: what is most likely a mistake is an error, anything else is named in a note."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import quote

from aeexplain.project import CONFIG, Project
from aeexplain.site.content.articles import FILE, ArticleSource
from aeexplain.site.content.beside.films import is_of_film
from aeexplain.site.content.front_matter.figure_words import FILE as FIGURE_WORDS
from aeexplain.site.core.code_digests import Sources
from aeexplain.site.core.error_list import ErrorList
from aeexplain.site.pages.site_pages import CODE_STYLE, ICON, LICENSES, STYLE

# What systems and editors leave behind, and what hides: nobody wants to hear of it.
LITTER = re.compile(
    r"\..*|.*~|#.*#|.*\.(?:swp|swo|bak|orig|tmp|part)|Thumbs\.db|desktop\.ini|Icon\r|__\w+", re.IGNORECASE
)
MARKDOWN = re.compile(r".*\.(?:md|markdown|mdown|mkdn?|mdx|qmd|rmd|rst|ipynb)", re.IGNORECASE)
LIKE_AN_ARTICLE = re.compile(r"(?:article|index|readme)\.[a-z]+", re.IGNORECASE)
DEMOS = "demos/"  # beside an article


def check_strays(root: Path, errors: ErrorList) -> None:
    """Note, as faults, files of the folder of articles that look like articles and are none."""
    content = Project(root).content
    for path in _files(content):
        where, parts = path.relative_to(root).as_posix(), path.relative_to(content).parts
        if len(parts) == 1 and MARKDOWN.fullmatch(path.name):
            errors.add(
                where,
                "is in no folder, so it is no article",
                f"move it to {content.name}/{_slug(path.stem)}/{FILE}",
            )
        elif len(parts) > 2 and path.name == FILE and not (content / parts[0] / FILE).is_file():
            errors.add(where, "is too deep for an article", f"move its folder to {content.name}/{parts[-2]}")
        elif len(parts) == 2 and LIKE_AN_ARTICLE.fullmatch(path.name) and MARKDOWN.fullmatch(path.name):
            names = {each.name for each in path.parent.iterdir()}
            if FILE not in names:
                errors.add(where, f"is no article, since its name is not {FILE}", f"rename it to {FILE}")


def strays(root: Path, article_sources: Iterable[ArticleSource], sources: Sources) -> Iterator[str]:
    """Yield a note for each file, or folder, that nothing publishes."""
    article_sources = list(article_sources)
    yield from _of_content(root, {each.slug for each in article_sources})
    yield from _beside(article_sources)
    published = {f"templates/{name}" for name in (STYLE, CODE_STYLE, ICON, LICENSES)}
    names = ", ".join(sorted(Path(each).name for each in published))
    for path in _files(root / "templates" / "assets"):
        where = path.relative_to(root).as_posix()
        if where not in published:
            yield f"{where}: is not published; of this folder only {names} are"
    yield from _of_weights(root, article_sources, sources)


def _beside(article_sources: list[ArticleSource]) -> Iterator[str]:
    """Yield a note for each file beside an article, or beside pages, that none of them names."""
    pages = [each for each in article_sources if each.is_page]
    articles = [(each, b"\n".join(each.texts), "article") for each in article_sources if not each.is_page]
    for one, text, kind in (
        *articles,
        *((each, b"\n".join(text for page in pages for text in page.texts), "pages") for each in pages[:1]),
    ):
        folder = one.where.rpartition("/")[0]
        scripts = (one.folder / each for each in one.beside if each.endswith(".py"))
        drawing = b"".join(path.read_bytes() for path in scripts)
        for name in one.beside:
            ours = name == one.bibliography_name or (name.startswith(DEMOS) and name.endswith(".py"))
            ours = ours or name == FIGURE_WORDS or is_of_film(name, set(one.beside))
            ours = ours or _names(drawing, name) or _imports(drawing, name)
            if not ours and not _is_litter(name) and not _names(text, name):
                yield f"{folder}/{name}: nothing in the {kind} links to it, so it is not published"


def _of_content(root: Path, slugs: set[str]) -> Iterator[str]:
    content = Project(root).content
    folders = dict.fromkeys(path.relative_to(content).parts[:-1][:1] for path in _files(content))
    for folder in folders:
        if folder and folder[0] not in slugs:
            yield f"{content.name}/{folder[0]}: has no {FILE}, so nothing of it is published"
    for path in _files(content):
        if path.parent == content and path.name != CONFIG:
            yield f"{content.name}/{path.name}: is not published; files belong beside the article that links to them"


def _of_weights(root: Path, article_sources: list[ArticleSource], sources: Sources) -> Iterator[str]:
    texts = [*sources.demos.values(), *(text for each in article_sources for text in each.texts)]
    weights = Project(root).weights
    for path in _files(weights):
        where = path.relative_to(root).as_posix()
        quoted = [f"{mark}{path.stem}{mark}".encode() for mark in "\"'"]
        if path.suffix != ".json" or path.parent != weights:
            yield f"{where}: is no weight file, which is weights/NAME.json"
        elif not any(each in text for each in quoted for text in texts):
            yield f"{where}: no figure wants it, and no article quotes from it"


def _files(folder: Path) -> list[Path]:
    """Return the files below a folder, sorted; none where there is no such folder. What hides or is litter is left out."""
    if not folder.is_dir():
        return []
    found = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return [path for path in found if not _is_litter(path.relative_to(folder).as_posix())]


def _is_litter(name: str) -> bool:
    return any(LITTER.fullmatch(part) for part in name.split("/"))


def _names(text: bytes, name: str) -> bool:
    """Tell whether a text names a file, plainly or as addresses do."""
    return any(each.encode() in text for each in (name, quote(name), name.rpartition("/")[2]))


def _imports(drawing: bytes, name: str) -> bool:
    """Tell whether a script seems to import another, by its name without suffix."""
    stem = Path(name).stem
    return (
        name.endswith(".py")
        and re.search(rb"\b(?:import|from)\s+" + stem.encode() + rb"\b", drawing) is not None
    )


def _slug(stem: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", stem.lower()).strip("-") or "NAME"
