"""Articles: a folder of content/ with an article.md of TOML front matter and markdown."""

import datetime
import re
from dataclasses import dataclass
from pathlib import Path

from aeexplain.site.faults import Faults
from aeexplain.site.fields import Field, read_toml
from aeexplain.site.marks import Scanned
from aeexplain.site.scan import scan
from aeexplain.site.text import read_text

FRONT_MATTER = re.compile(r"\A\+\+\+[ \t]*\n(.*?)^\+\+\+[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
FIELDS = {
    "title": Field(str),
    "summary": Field(str),
    "authors": Field(list),
    "date": Field(datetime.date),
}


@dataclass(frozen=True)
class Article:
    """One article as read: its front matter, and its body with formulas and demos set aside."""

    slug: str
    where: str
    title: str
    summary: str
    authors: tuple[str, ...]
    date: datetime.date
    body: Scanned


def read_articles(root: Path, faults: Faults) -> list[Article]:
    """Return every article of content/, newest first; what is wrong goes to `faults`, and then none is to be published."""
    folders = sorted(path.parent for path in (root / "content").glob("*/article.md"))
    if not folders:
        faults.add("content", "no article: nothing to build", "write content/<slug>/article.md")
    articles = [article for folder in folders if (article := _read(folder, root, faults))]
    return sorted(articles, key=lambda article: (-article.date.toordinal(), article.slug))


def _read(folder: Path, root: Path, faults: Faults) -> Article | None:
    where = (folder / "article.md").relative_to(root).as_posix()
    before = len(faults)
    with faults.noted():
        text = read_text(folder / "article.md", where)
        if not SLUG.fullmatch(folder.name):
            faults.add(
                where, f"the folder {folder.name!r} is no slug", "use lower-case letters, digits and hyphens"
            )
        match = FRONT_MATTER.match(text)
        if not match:
            faults.add(f"{where}:1", "no front matter", "begin the file with +++, keys, +++")
            return None
        values = read_toml(match[1], where, FIELDS, faults, first_line=2)
        whole = len(faults) == before  # faults of the body leave an article in which more can be found
        body = scan(text[match.end() :], where, faults, first_line=text.count("\n", 0, match.end()) + 1)
        if whole:
            return Article(
                slug=folder.name, where=where, body=body, **(values | {"authors": tuple(values["authors"])})
            )
    return None
