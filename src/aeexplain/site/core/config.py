"""site.toml: what the whole site shares."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from aeexplain.errors import ExplainError, did_you_mean
from aeexplain.languages.words import USUAL
from aeexplain.project import Project
from aeexplain.setup.packages import check_requirement
from aeexplain.site.core.allowances import check_allowances
from aeexplain.site.core.error_list import ErrorList
from aeexplain.site.core.macros import MACROS, macros_of
from aeexplain.site.core.strict_toml import Field, Place, read_toml
from aeexplain.site.core.text import read_text
from aeexplain.site.core.text_direction import direction

# It has no user, query, fragment, quote or space.
ADDRESS = re.compile(r"https?://[\w.-]+(:\d{1,5})?(/[\w.~%+,;=!$&()*-]*)*")
LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
# An address from the site's root, in navigation: a page's, the archive's "", a file of static/.
INNER = re.compile(r"(?!/)(?!.*//)[\w.~%+,;=!$&()*@/-]*(#[^\s\"<>]*)?")
DEFAULT_THEME = "default"
CREDITS = Field(
    list,
    required=False,
    default=(),
    wants='a list of sentences, ["The digits are from MNIST."]',
    fits=lambda value: (
        isinstance(value, list) and all(isinstance(each, str) and each.strip() for each in value)
    ),
)
FIELDS = {
    "title": Field(str),
    "summary": Field(str),
    "headline": Field(str, required=False, default=""),
    "author": Field(str, required=False, default=""),
    "authors": Field(list, required=False, default=()),
    "language": Field(str),
    "url": Field(str, required=False, default=""),
    "navigation": Field(dict, required=False, default={}),
    "macros": MACROS,
    "theme": Field(str, required=False, default=DEFAULT_THEME),
    "handbook": Field(str, required=False, default=""),
    "credits": CREDITS,
    "search": Field(bool, required=False, default=False),
    "security": Field(dict, required=False, default={}),
    "packages": Field(dict, required=False, default={}),
}


@dataclass(frozen=True)
class Config:
    """The site's own words: title, one sentence of summary, language tag (BCP 47); the rest may be "".

    headline: what stands over the list of articles, the title where it is "". author: who stands behind all articles.
    url: the address where it stands; without one pages name no address of their own, and there is no feed.
    navigation: the addresses in the head of every page by their labels, from the site's root or of other sites.
    macros: TeX by command. security: the hosts that pages may fetch from, by what they may fetch.
    theme: the look that ships which the site begins with. handbook: the address of the tool's handbook, from the site's root or
    of another site, to which every page links once it knows its own. credits: sentences of the colophon that say whose work
    the site rests on. search: whether readers can search all articles.
    """

    title: str
    summary: str
    author: str
    language: str
    url: str
    headline: str = ""
    navigation: Mapping[str, str] = field(default_factory=dict)
    macros: Mapping[str, str] = field(default_factory=dict)
    security: Mapping[str, Sequence[str]] = field(default_factory=dict)
    theme: str = DEFAULT_THEME
    handbook: str = ""
    credits: Sequence[str] = ()
    search: bool = False

    @property
    def direction(self) -> str:
        """In which direction the language is written: "ltr" or "rtl"."""
        return direction(self.language)

    @property
    def handbook_address(self) -> str:
        """The handbook's whole address, or "" where it has none: one from the root of a site that knows no address."""
        if ADDRESS.fullmatch(self.handbook):
            return self.handbook
        return f"{self.url}{self.handbook}" if self.handbook and self.url else ""

    @property
    def path(self) -> str:
        """The address's path, from the host's root: "/" or "/folder/"."""
        return urlsplit(self.url).path or "/"


def read_config(root: Path, errors: ErrorList, base_url: str | None = None) -> Config | None:
    """Return what site.toml says, or None where it has faults; `base_url` takes the place of its `url`."""
    path = Project(root).config
    where = path.relative_to(root).as_posix()
    before = len(errors)
    with errors.collecting():
        text = read_text(path, where)
        values = read_toml(text, where, FIELDS, errors)
        if len(errors) > before:
            return None
        place = Place(text, where)
        with errors.collecting():
            values["author"] = _author(values, place)
        with errors.collecting():
            _check_language(values["language"], place)
        with errors.collecting():
            _check_navigation(values["navigation"], place)
        with errors.collecting():
            _check_handbook(values["handbook"], place)
        with errors.collecting():
            check_allowances(values["security"], place)
        with errors.collecting():
            checked_packages(values.pop("packages"), place)
        values["macros"] = macros_of(values["macros"])
        given = (base_url, "--base-url") if base_url else (values["url"], place.of("url"))
        url = checked_url(*given) if given[0] else ""
        if len(errors) == before:
            del values["authors"]
            return Config(**values | {"url": url})
    return None


def read_macros(project: Project) -> dict[str, str]:
    """Return the TeX commands of site.toml as KaTeX takes them; none where it cannot be read, of which `read_config` tells."""
    with suppress(ExplainError, OSError, ValueError, RecursionError):
        found = tomllib.loads(read_text(project.config, project.config.name)).get("macros", {})
        if MACROS.fits and MACROS.fits(found):
            return macros_of(found)
    return {}


def read_language(project: Project) -> str:
    """Return the language of site.toml; that of the interface where it cannot be read, of which `read_config` tells."""
    with suppress(ExplainError, OSError, ValueError, RecursionError):
        found = tomllib.loads(read_text(project.config, project.config.name)).get("language")
        if isinstance(found, str) and LANGUAGE.fullmatch(found):
            return found
    return USUAL


def wanted_packages(project: Project) -> tuple[list[str], str]:
    """Return the packages that site.toml asks for and the line that does; none where it cannot be read, see `read_config`."""
    where = project.config.relative_to(project.root).as_posix()
    with suppress(ExplainError, OSError, ValueError, RecursionError):
        text = read_text(project.config, project.config.name)
        place = Place(text, where)
        return checked_packages(tomllib.loads(text).get("packages", {}), place), place.of(
            "browser", "packages"
        )
    return [], where


def checked_packages(table: Any, place: Place) -> list[str]:
    """Return the packages that figures import, of the table `packages`; one that is none: ExplainError."""
    for key in table.keys() - {"browser"}:
        raise ExplainError(
            place.of(key, "packages"),
            f"unknown key {key!r:.80} of 'packages'",
            did_you_mean(key, ["browser"]),
        )
    wanted = table.get("browser", [])
    if not isinstance(wanted, list) or not all(isinstance(each, str) for each in wanted):
        what = f"'browser' wants a list of packages, got {wanted!r:.80}"
        raise ExplainError(place.of("browser", "packages"), what, 'write browser = ["einops==0.8.1"]')
    for each in wanted:
        check_requirement(each, place.of("browser", "packages"))
    return wanted


def _author(values: Mapping[str, Any], place: Place) -> str:
    """Return who stands behind the site, whom `author` or `authors` names."""
    if values["author"] and values["authors"]:
        raise ExplainError(place.of("authors"), "'author' and 'authors' both name somebody", "keep one")
    return str(values["author"] or ", ".join(values["authors"]))


def _check_language(language: str, place: Place) -> None:
    if not LANGUAGE.fullmatch(language):
        what = f"{language!r:.80} is no tag of a language"
        raise ExplainError(f"{place.where}: language", what, 'write one such as "en" or "pt-BR"')


def _check_navigation(navigation: Mapping[str, object], place: Place) -> None:
    """Raise an ExplainError for an entry that is no address."""
    for label, target in navigation.items():
        if not label.strip() or not isinstance(target, str):
            what = f"the entry {label!r:.60} of 'navigation' wants a label and an address"
            raise ExplainError(place.of(label, "navigation"), what, '''write "About" = "about/"''')
        if not (INNER.fullmatch(target) or ADDRESS.fullmatch(target) or target.startswith("mailto:")):
            what = f"{target!r:.120} is no address from the site's root, and none of another site"
            hint = 'write one such as "about/" or "https://example.org/"'
            raise ExplainError(place.of(label, "navigation"), what, hint)


def _check_handbook(handbook: str, place: Place) -> None:
    if not (ADDRESS.fullmatch(handbook) or INNER.fullmatch(handbook)):
        what = f"{handbook!r:.120} is no address from the site's root, and none of another site"
        raise ExplainError(
            place.of("handbook"), what, 'write one such as "handbook/" or "https://example.org/"'
        )


def checked_url(url: str, where: str) -> str:
    """Return the address of a site with a slash at its end; anything but a plain http(s) address: ExplainError."""
    if not ADDRESS.fullmatch(url):
        raise ExplainError(
            where, f"{url!r:.200} is no site's address", 'write one such as "https://example.org/articles/"'
        )
    return url if url.endswith("/") else f"{url}/"
