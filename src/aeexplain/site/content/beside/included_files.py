"""Files that an article includes: texts beside it, found before it is read, so that all of it is of one moment."""

import posixpath
from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

from aeexplain.errors import ExplainError, did_you_mean
from aeexplain.files.digests import digest
from aeexplain.site.content.front_matter.read import front_matter
from aeexplain.site.core.text import decoded, read_bytes
from aeexplain.site.markup.dialect.includes import ANYWHERE, name_of

TEXTS = (".md", ".markdown", ".txt", ".html")


class Source(Protocol):
    """What an article's files are known by; see `ArticleSource`."""

    @property
    def where(self) -> str:
        """The path of the article's own file."""

    @property
    def beside(self) -> Mapping[str, str]:
        """The digest of each file beside it, by name."""

    @property
    def included(self) -> Mapping[str, bytes]:
        """What the files hold that it includes, by name."""


def read_included(text: bytes, folder: Path, root: Path, beside: Mapping[str, str]) -> dict[str, bytes]:
    """Return what the files hold that a text includes, and those that they include, perhaps with some that it only tells of.

    Names that are none of the folder's are left out; a file that changes meanwhile: ExplainError.
    """
    found: dict[str, bytes] = {}
    waiting = [text]
    while waiting:
        for call in ANYWHERE.finditer(waiting.pop().decode("utf-8-sig", "replace")):
            name = posixpath.normpath(name_of(call))
            if name in found or name not in beside or not name.lower().endswith(TEXTS):
                continue
            path = folder / name
            if not path.resolve().is_relative_to(folder.resolve()):
                continue
            where = path.relative_to(root).as_posix()
            content = read_bytes(path, where)
            if digest(content) != beside[name]:
                raise ExplainError(where, "changed while the site was built", "build again")
            found[name] = content
            waiting.append(content)
    return found


def included_text(source: Source, name: str, where: str) -> tuple[str, str]:
    """Return path and text of a file that an article includes; `where` is the place that asks. None such: ExplainError."""
    plain = posixpath.normpath(name)
    file = posixpath.join(posixpath.dirname(source.where), plain)
    if posixpath.isabs(plain) or plain == ".." or plain.startswith("../"):
        raise ExplainError(
            where, f"{name!r} lies outside of the article's folder", "put it beside the article"
        )
    if not plain.lower().endswith(TEXTS):
        raise ExplainError(
            where, f"{name!r} is no text that can be included", f"its name ends with {', '.join(TEXTS)}"
        )
    if file == source.where:
        return file, ""
    if plain not in source.included:
        if plain in source.beside:
            what = f"{name!r} is a link that leads out of the article's folder"
            raise ExplainError(where, what, "put the file itself beside the article")
        known = [each for each in source.beside if each.lower().endswith(TEXTS)]
        raise ExplainError(where, f"no file named {name!r} beside the article", did_you_mean(name, known))
    text = decoded(source.included[plain], file)
    if front_matter(text):
        raise ExplainError(
            f"{file}:1", "front matter in a file that is included", "remove it, with both its lines of marks"
        )
    return file, text
