"""The keys of front matter: what each may hold, and what becomes of it."""

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from aeexplain.site.core.macros import MACROS
from aeexplain.site.core.slugs import slug
from aeexplain.site.core.strict_toml import Field

ORCID = re.compile(r"(?:https://orcid\.org/)?((?:\d{4}-){3}\d{3}[\dX])")
LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
FILE_NAME = re.compile(r"(?!.*(?:^|/)\.)[^\\:*?\"<>|\x00-\x1f/][^\\:*?\"<>|\x00-\x1f]*")
# An address within the site, as it was: no host, no query.
ADDRESS = re.compile(r"/?[\w.~%+,=@-]+(?:/[\w.~%+,=@-]+)*/?")
AUTHOR_KEYS = {"name", "affiliation", "orcid", "url"}


@dataclass(frozen=True)
class Author:
    """Who wrote an article: a name, and, each "" where it is not told, where they work, their ORCID, their page."""

    name: str
    affiliation: str = ""
    orcid: str = ""
    url: str = ""


def author_of(value: str | Mapping[str, str]) -> Author:
    """Return an author as front matter names one."""
    if isinstance(value, str):
        return Author(value)
    orcid = ORCID.fullmatch(value.get("orcid", ""))
    return Author(
        value["name"], value.get("affiliation", ""), orcid[1] if orcid else "", value.get("url", "")
    )


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_author(value: object) -> bool:
    if not isinstance(value, dict):
        return _is_text(value)
    return (
        "name" in value
        and value.keys() <= AUTHOR_KEYS
        and all(map(_is_text, value.values()))
        and ("orcid" not in value or bool(ORCID.fullmatch(value["orcid"])))
        and ("url" not in value or value["url"].startswith("https://"))
    )


def _are_authors(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(map(_is_author, value))


def _are_tags(value: object) -> bool:
    if not isinstance(value, list) or not all(map(_is_text, value)):
        return False
    slugs = [slug(each) for each in value]
    return all(slugs) and len(set(slugs)) == len(slugs)


def _are_addresses(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) and is_address(each) for each in value)


def is_address(text: str) -> bool:
    """Tell whether a text is an address within a site, as `2019/old-post/` or `/old.html`."""
    return bool(ADDRESS.fullmatch(text)) and not {".", ".."} & {*text.split("/")}


def is_file_name(value: object) -> bool:
    """Tell whether a value is the name of a file beside an article, or below."""
    return isinstance(value, str) and bool(FILE_NAME.fullmatch(value)) and ".." not in value.split("/")


def _is_template(value: object) -> bool:
    return isinstance(value, str) and bool(re.fullmatch(r"[\w-]+(?:/[\w-]+)*\.html", value))


ADDRESSES = Field(
    list, False, (), _are_addresses, 'a list of addresses within the site, such as ["old/post/"]'
)
FIELDS: dict[str, Field] = {
    "title": Field(str),
    "summary": Field(str),
    "subtitle": Field(str, False, ""),
    "abstract": Field(str, False, ""),
    "authors": Field(
        *(list, False, (), _are_authors),
        "a list of names, or of tables with name, affiliation, orcid (0000-0000-0000-0000) and url (https)",
    ),
    "date": Field(datetime.date),
    "updated": Field(datetime.date, False),
    "tags": Field(list, False, (), _are_tags, "a list of different words"),
    "draft": Field(bool, False, False),
    "language": Field(
        *(str, False, ""),
        lambda value: isinstance(value, str) and bool(LANGUAGE.fullmatch(value)),
        'a tag of a language, such as "en" or "pt-BR"',
    ),
    "template": Field(str, False, "", _is_template, 'the name of a template, such as "wide.html"'),
    "image": Field(str, False, "", is_file_name, "the name of a picture beside the article"),
    "bibliography": Field(str, False, "", is_file_name, "the name of a BibTeX file beside the article"),
    "macros": MACROS,
    "moved_from": ADDRESSES,
    "aliases": ADDRESSES,
    "most_words": Field(int, False, 0),
}
# Pages have no date, stand in no list, and need no summary.
NOT_OF_PAGES = ("date", "updated", "tags")
PAGE_FIELDS = {key: field for key, field in FIELDS.items() if key not in NOT_OF_PAGES} | {
    "summary": Field(str, required=False, default="")
}


def addresses_of(values: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the addresses that an article had, without slashes at their ends."""
    return tuple(dict.fromkeys(each.strip("/") for key in ("moved_from", "aliases") for each in values[key]))
