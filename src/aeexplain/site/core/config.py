"""content/site.toml: what the whole site shares."""

import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from aeexplain.errors import ExplainError
from aeexplain.project import Project
from aeexplain.site.core.error_list import ErrorList
from aeexplain.site.core.strict_toml import Field, read_toml
from aeexplain.site.core.text import read_text
from aeexplain.site.core.text_direction import direction

# It has no user, query, fragment, quote or space.
ADDRESS = re.compile(r"https?://[\w.-]+(:\d{1,5})?(/[\w.~%+,;=!$&()*-]*)*")
LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
FIELDS = {
    "title": Field(str),
    "summary": Field(str),
    "headline": Field(str, required=False, default=""),
    "author": Field(str, required=False, default=""),
    "language": Field(str),
    "url": Field(str, required=False, default=""),
}


@dataclass(frozen=True)
class Config:
    """The site's own words: title, one sentence of summary, language tag (BCP 47); the rest may be "".

    headline: what stands over the list of articles, the title where it is "". author: who stands behind all articles.
    url: the address where it stands; without one pages name no address of their own, and there is no feed.
    """

    title: str
    summary: str
    author: str
    language: str
    url: str
    headline: str = ""

    @property
    def direction(self) -> str:
        """In which direction the language is written: "ltr" or "rtl"."""
        return direction(self.language)

    @property
    def path(self) -> str:
        """The address's path, from the host's root: "/" or "/folder/"."""
        return urlsplit(self.url).path or "/"


def read_config(root: Path, errors: ErrorList, base_url: str | None = None) -> Config | None:
    """Return content/site.toml, or None where it has faults; `base_url` takes the place of its `url`."""
    path = Project(root).content / "site.toml"
    where = path.relative_to(root).as_posix()
    before = len(errors)
    with errors.collecting():
        values = read_toml(read_text(path, where), where, FIELDS, errors)
        if len(errors) == before:
            if not LANGUAGE.fullmatch(values["language"]):
                what = f"{values['language']!r:.80} is no tag of a language"
                raise ExplainError(f"{where}: language", what, 'write one such as "en" or "pt-BR"')
            given = (base_url, "--base-url") if base_url else (values["url"], f"{where}: url")
            url = checked_url(*given) if given[0] else ""
            return Config(**values | {"url": url})
    return None


def checked_url(url: str, where: str) -> str:
    """Return the address of a site with a slash at its end; anything but a plain http(s) address: ExplainError."""
    if not ADDRESS.fullmatch(url):
        raise ExplainError(
            where, f"{url!r:.200} is no site's address", 'write one such as "https://example.org/articles/"'
        )
    return url if url.endswith("/") else f"{url}/"
