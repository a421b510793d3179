"""Front matter of Jekyll, Hugo, Quarto and MyST, as ours: what each key means here, and what has no meaning here."""

import datetime
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any

from aeexplain.site.content.front_matter.fields import AUTHOR_KEYS, LANGUAGE, ORCID, is_address
from aeexplain.site.core.slugs import slug

# By our key those that mean the same elsewhere, in the order in which they are believed.
SYNONYMS = {
    "title": ("title",),
    "summary": ("summary", "description", "excerpt"),
    "subtitle": ("subtitle",),
    "abstract": ("abstract",),
    "date": ("date", "publishDate", "published_at"),
    "updated": ("updated", "lastmod", "last_modified_at", "date-modified", "modified"),
    "tags": ("tags", "keywords", "categories", "category"),
    "draft": ("draft",),
    "authors": ("authors", "author"),
    "language": ("language", "lang"),
    "image": ("image", "thumbnail", "cover", "featured_image", "og_image", "img"),
    "aliases": ("aliases", "redirect_from", "permalink", "url"),
    "bibliography": ("bibliography",),
    "macros": ("macros",),
}
DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
NAMED = re.compile(r"(\d{4}-\d{2}-\d{2})-(.+)")  # as Jekyll names posts
NOWHERE = {
    "layout",
    "mathjax",
    "katex",
    "math",
    "toc",
    "comments",
    "published",
    "jupyter",
    "format",
    "kernelspec",
}


def foreign_front(
    found: Mapping[str, Any], stem: str, today: datetime.date
) -> tuple[dict[str, Any], list[tuple[str, str]]]:
    """Return our front matter for somebody else's, and what of it has no place here: (key, why).

    stem: the post's file name without suffix, which may tell its day.
    """
    ours: dict[str, Any] = {}
    left: list[tuple[str, str]] = []
    used = set(NOWHERE)
    given = dict(_flat(found))
    for key, names in SYNONYMS.items():
        for name in (each for each in names if each in given):
            value = _READ[key](given[name])
            used.add(name)
            if value in (None, "", [], {}):
                left.append((name, f"{given[name]!r:.80} has no meaning for {key!r}"))
            elif key not in ours:
                ours[key] = value
            elif key in ("tags", "aliases"):
                ours[key] = [*ours[key], *(each for each in value if each not in ours[key])]
            elif value != ours[key]:
                left.append((name, f"{given[name]!r:.80} is another {key!r}"))
    if given.get("published") is False:
        ours["draft"] = True
    left += [(name, f"{given[name]!r:.80}") for name in given if name not in used]
    named = NAMED.fullmatch(stem)
    ours.setdefault("title", (named[2] if named else stem).replace("-", " ").capitalize())
    if "summary" not in ours:
        ours["summary"] = ours.pop("subtitle", "") or ours.get("abstract", "").split("\n")[0] or ours["title"]
    ours.setdefault("date", (_day(named[1]) if named else None) or today)
    if ours.get("updated") and ours["updated"] < ours["date"]:
        del ours["updated"]
    return {key: ours[key] for key in SYNONYMS if key in ours}, left


def post_slug(found: Mapping[str, Any], stem: str, folder: str) -> str:
    """Return the address that a post is to have: the one that it names, else its file's name, else its folder's."""
    named = NAMED.fullmatch(stem)
    name = found.get("slug") or (named[2] if named else stem)
    if name in ("index", "_index", "article", "README"):
        name = folder
    plain = re.sub(r"[^a-z0-9]+", "-", slug(str(name))).strip("-")
    return plain or "post"


def toml_of(values: Mapping[str, Any]) -> str:
    """Return front matter as TOML."""
    return "".join(f"{key} = {_toml(value)}\n" for key, value in values.items())


def _toml(value: Any) -> str:
    match value:
        case bool():
            return str(value).lower()
        case str():
            single = "\\" in value and not re.search(r"['\x00-\x1f\x7f]", value)
            return (
                f"'{value}'" if single else json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
            )
        case list():
            return f"[{', '.join(map(_toml, value))}]"
        case dict():
            return "{ " + ", ".join(f"{_toml_key(key)} = {_toml(each)}" for key, each in value.items()) + " }"
    return str(value)


def _toml_key(key: str) -> str:
    return key if re.fullmatch(r"[A-Za-z0-9_-]+", key) else json.dumps(key)


def _flat(found: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield keys and values; what Hugo, Quarto and MyST keep in tables of their own stands beside the rest."""
    for key, value in found.items():
        if key in ("params", "extra", "math") and isinstance(value, dict):
            yield from (("macros", value),) if key == "math" else value.items()
        else:
            yield str(key), value


def _text(value: Any) -> str:
    return " ".join(value.split()) if isinstance(value, str) else str(value) if isinstance(value, int) else ""


def _words_alone(value: Any) -> str:
    """Return a text without Markdown's marks, which summaries do not have; formulas as they are."""
    parts = re.split(r"(\$[^$]+\$)", _text(value))
    for at in range(0, len(parts), 2):
        parts[at] = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", parts[at])
        parts[at] = re.sub(r"(\*\*|__|`)(?=\S)(.+?)(?<=\S)\1", r"\2", parts[at])
        parts[at] = re.sub(r"(?<![\w*])([*_])(?=\S)(.+?)(?<=\S)\1(?![\w*])", r"\2", parts[at])
    return "".join(parts)


def _paragraphs(value: Any) -> str:
    given = re.split(r"\n[ \t]*\n", value) if isinstance(value, str) else []
    return "\n\n".join(filter(None, map(_words_alone, given)))


def _day(value: Any) -> datetime.date | None:
    if isinstance(value, datetime.datetime):
        return value.date()
    if isinstance(value, datetime.date):
        return value
    found = DATE.match(value) if isinstance(value, str) else None
    try:
        return datetime.date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def _words(value: Any) -> list[str]:
    """Return tags: a list, or words parted by commas, else by spaces."""
    if isinstance(value, str):
        value = value.split(",") if "," in value else value.split()
    words = [_text(each) for each in value] if isinstance(value, list) else []
    return list({slug(each): each for each in reversed(words) if slug(each)}.values())[::-1]


def _people(value: Any) -> list[str | dict[str, str]]:
    people = value if isinstance(value, list) else [value]
    return [person for each in people if (person := _person(each))]


def _person(value: Any) -> str | dict[str, str] | None:
    if not isinstance(value, dict):
        return _text(value) or None
    name = value.get("name")
    if isinstance(name, dict):
        name = " ".join(_text(name[part]) for part in ("given", "family") if part in name)
    places = value.get("affiliation") or value.get("affiliations")
    first = places[0] if isinstance(places, list) and places else places
    place = _text(first.get("name", "") if isinstance(first, dict) else first)
    orcid = ORCID.fullmatch(str(value.get("orcid", "")))
    person = {"name": _text(name), "affiliation": place, "orcid": orcid[1] if orcid else ""}
    told = {key: each for key, each in person.items() if each and key in AUTHOR_KEYS}
    return None if "name" not in told else told if len(told) > 1 else told["name"]


def _picture(value: Any) -> str:
    if isinstance(value, dict):
        value = next((value[key] for key in ("path", "image", "feature", "src") if key in value), "")
    return value if isinstance(value, str) and "://" not in value and PurePosixPath(value).suffix else ""


def _addresses(value: Any) -> list[str]:
    given = value if isinstance(value, list) else [value]
    return [each.strip("/") for each in given if isinstance(each, str) and is_address(each)]


def _macros(value: Any) -> dict[str, str]:
    if not isinstance(value, dict):
        return {}
    found = {str(name).lstrip("\\"): each for name, each in value.items() if isinstance(each, str)}
    return {name: each for name, each in found.items() if re.fullmatch("[A-Za-z]+", name)}


def _one(value: Any) -> str:
    first = value[0] if isinstance(value, list) and value else value
    return first if isinstance(first, str) else ""


_READ: Mapping[str, Any] = {
    "title": _text,
    "summary": _words_alone,
    "subtitle": _words_alone,
    "abstract": _paragraphs,
    "date": _day,
    "updated": _day,
    "tags": _words,
    "draft": lambda value: value is True,
    "authors": _people,
    "language": lambda value: value if isinstance(value, str) and LANGUAGE.fullmatch(value) else "",
    "image": _picture,
    "aliases": _addresses,
    "bibliography": _one,
    "macros": _macros,
}
