"""Files that a build would pass over: what is most likely a mistake is an error, anything else is named in a note."""

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from urllib.parse import quote

from aeexplain.files.walk import files_below
from aeexplain.project import CONFIG, STYLE, Project
from aeexplain.site.content.articles import FILE, ArticleSource
from aeexplain.site.content.beside.films import is_of_film
from aeexplain.site.content.front_matter.figure_words import FILE as FIGURE_WORDS
from aeexplain.site.core.code_digests import Sources
from aeexplain.site.core.error_list import ErrorList
from aeexplain.site.pages.site_pages import ICON, LICENSES

# What systems and editors leave behind, and what hides: nobody wants to hear of it.
LITTER = re.compile(
    r"\..*|.*~|#.*#|.*\.(?:swp|swo|bak|orig|tmp|part)|Thumbs\.db|desktop\.ini|Icon\r|__\w+", re.IGNORECASE
)
MARKDOWN = re.compile(r".*\.(?:md|markdown|mdown|mkdn?|mdx|qmd|rmd|rst|ipynb)", re.IGNORECASE)
LIKE_AN_ARTICLE = re.compile(r"(?:article|index|readme)\.[a-z]+", re.IGNORECASE)
DEMOS = "demos/"  # beside an article


def check_strays(root: Path, errors: ErrorList) -> list[str]:
    """Note, as faults, files of the folder of articles that look like articles and are none; return the names of all files."""
    content = Project(root).content
    inside = content.relative_to(root).as_posix()
    found = _files(content)
    known = set(found)
    for name in found:
        where, parts = f"{inside}/{name}", name.split("/")
        if len(parts) == 1 and MARKDOWN.fullmatch(name):
            errors.add(
                where,
                "is in no folder, so it is no article",
                f"move it to {content.name}/{_slug(name.rpartition('.')[0])}/{FILE}",
            )
        elif len(parts) > 2 and parts[-1] == FILE and f"{parts[0]}/{FILE}" not in known:
            errors.add(where, "is too deep for an article", f"move its folder to {content.name}/{parts[-2]}")
        elif (
            len(parts) == 2
            and LIKE_AN_ARTICLE.fullmatch(parts[1])
            and MARKDOWN.fullmatch(parts[1])
            and f"{parts[0]}/{FILE}" not in known
        ):
            errors.add(where, f"is no article, since its name is not {FILE}", f"rename it to {FILE}")
    return found


def strays(
    root: Path, found: Sequence[str], article_sources: Iterable[ArticleSource], sources: Sources
) -> Iterator[str]:
    """Yield a note for each file, or folder, that nothing publishes. `found` is what `check_strays` returned."""
    article_sources = list(article_sources)
    yield from _of_content(Project(root).content.name, found, {each.slug for each in article_sources})
    yield from _beside(article_sources)
    published = {f"templates/{name}" for name in (STYLE, ICON, LICENSES)}
    names = ", ".join(sorted(Path(each).name for each in published))
    for name in _files(root / "templates" / "assets"):
        where = f"templates/assets/{name}"
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


def _of_content(content: str, found: Sequence[str], slugs: set[str]) -> Iterator[str]:
    for folder in dict.fromkeys(name.partition("/")[0] for name in found if "/" in name):
        if folder not in slugs:
            yield f"{content}/{folder}: has no {FILE}, so nothing of it is published"
    for name in found:
        if "/" not in name and name != CONFIG:
            yield f"{content}/{name}: is not published; files belong beside the article that links to them"


def _of_weights(root: Path, article_sources: list[ArticleSource], sources: Sources) -> Iterator[str]:
    texts = [*sources.demos.values(), *(text for each in article_sources for text in each.texts)]
    weights = Project(root).weights
    for name in _files(weights):
        where, stem = f"{weights.name}/{name}", name.removesuffix(".json")
        quoted = [f"{mark}{stem}{mark}".encode() for mark in "\"'"]
        if stem == name or "/" in name:
            yield f"{where}: is no weight file, which is weights/NAME.json"
        elif not any(each in text for each in quoted for text in texts):
            yield f"{where}: no figure wants it, and no article quotes from it"


def _files(folder: Path) -> list[str]:
    """Return the files below a folder by their paths in it, sorted; what hides or is litter is left out."""
    return [name for name in files_below(folder) if not _is_litter(name)]


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
