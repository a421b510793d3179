"""TOML read strictly, and what any such text is held to: known keys alone, all required ones, values of their types."""

import re
import tomllib
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol

from aeexplain.errors import did_you_mean
from aeexplain.site.core.error_list import ErrorList
from aeexplain.site.core.text import PRIVATE, UNPRINTABLE

SPELT = "remove it; where a backslash is meant, write the text between single quotes"
TYPE_NAMES = {
    str: "a string",
    int: "a whole number",
    list: "a list of strings",
    dict: "a table",
    bool: "true or false",
}


@dataclass(frozen=True)
class Field:
    """A key of a table: its type, and whether it may be missing (then `default`).

    fits: tells whether a value is right where its type alone does not; `wants` says then what is.
    """

    type: type
    required: bool = True
    default: Any = None
    fits: Callable[[object], bool] | None = None
    wants: str = ""


class Places(Protocol):
    """Where the keys of a text are, and how its author writes one."""

    @property
    def start(self) -> str:
        """Where the text begins."""

    def of(self, key: str, table: str = "") -> str:
        """Return the line of a key, of a table's own where one is named."""

    def example(self, key: str, field: Field) -> str:
        """Return how a key is written."""


@dataclass(frozen=True)
class Place:
    """Where the keys of a TOML text stand, which was read from `where`, its lines counted from `first_line`."""

    text: str
    where: str
    first_line: int = 1

    @property
    def start(self) -> str:
        """The text's first line."""
        return f"{self.where}:{self.first_line}"

    def example(self, key: str, field: Field) -> str:
        """Return a key as TOML has it."""
        return f"{key} = {_example(field)}"

    def of(self, key: str, table: str = "") -> str:
        """Return the line of a key, of a table's own where one is named; the first where it cannot be found."""
        lines = self.text.splitlines()
        start = 0
        if table:
            head = re.compile(rf"\s*\[+\s*[\"']?{re.escape(table)}\b|\s*{re.escape(table)}\s*[.=]")
            start = next((i for i, line in enumerate(lines) if head.match(line)), 0)
        sought = re.compile(rf"""\s*[\["']*{re.escape(key)}(?![\w-])""")
        at = next((i for i, line in enumerate(lines) if i >= start and sought.match(line)), start)
        return f"{self.where}:{self.first_line + at}"


def read_toml(
    text: str, where: str, fields: Mapping[str, Field], errors: ErrorList, first_line: int = 1
) -> dict[str, Any]:
    """Return the values of `fields` in TOML text; each fault names its line, counted from `first_line`.

    After a fault the returned values are not to be used.
    """
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line, column, what = _toml_place(str(error), text)
        hint = (
            "between single quotes a backslash is a backslash" if "escape" in what or "'\\\\'" in what else ""
        )
        errors.add(f"{where}:{first_line + line - 1}:{column}", f"not valid TOML: {what}", hint)
        return {}
    except (
        ValueError,
        RecursionError,
    ) as error:  # a number of thousands of digits; brackets of thousands of levels
        what = "nested too deeply" if isinstance(error, RecursionError) else str(error).partition(":")[0]
        errors.add(f"{where}:{first_line}", f"not valid TOML: {what}")
        return {}
    return checked(found, fields, Place(text, where, first_line), errors)


def checked(
    found: Mapping[str, Any], fields: Mapping[str, Field], place: Places, errors: ErrorList
) -> dict[str, Any]:
    """Return the values of `fields` that were found, defaults for those that were not; each fault with its line."""
    for key in found.keys() - fields.keys():
        errors.add(place.of(key), f"unknown key {key!r:.80}", did_you_mean(key, fields))
    for key, field in fields.items():
        if key not in found and field.required:
            errors.add(place.start, f"the key {key!r} is missing", f"add {place.example(key, field)}")
        elif key in found and not (field.fits or partial(_fits, wanted=field.type))(found[key]):
            wanted = field.wants or TYPE_NAMES.get(field.type, f"a {field.type.__name__}")
            errors.add(place.of(key), f"{key!r} wants {wanted}, got {found[key]!r:.80}")
        elif key in found and not _is_printable(found[key]):
            what = f"{key!r} holds a character that no page can show: {found[key]!r:.80}"
            errors.add(place.of(key), what, SPELT)
    return {key: found.get(key, field.default) for key, field in fields.items()}


def _fits(value: object, wanted: type) -> bool:
    if wanted is list:
        return isinstance(value, list) and bool(value) and all(_fits(item, str) for item in value)
    return type(value) is wanted and not (isinstance(value, str) and _is_blank(value))


def _is_blank(text: str) -> bool:
    """Tell whether a text shows nothing: spaces, and characters that take no room."""
    return all(unicodedata.category(each)[0] in "CZ" and not UNPRINTABLE.match(each) for each in text)


def _is_printable(value: object) -> bool:
    """Tell whether a text can stand in HTML and XML alike."""
    if isinstance(value, dict):
        return all(_is_printable(each) for pair in value.items() for each in pair)
    if isinstance(value, list):
        return all(map(_is_printable, value))
    return not (isinstance(value, str) and any(kind.search(value) for kind in (UNPRINTABLE, PRIVATE)))


def _toml_place(message: str, text: str) -> tuple[int, int, str]:
    match = re.search(r" \(at line (\d+), column (\d+)\)", message)
    if match:
        return int(match[1]), int(match[2]), message[: match.start()]
    return (
        text.count("\n") + 1,
        len(text.rpartition("\n")[2]) + 1,
        message.removesuffix(" (at end of document)"),
    )


def _example(field: Field) -> str:
    return {str: '"..."', int: "1", list: '["..."]', dict: "{ }"}.get(field.type, "2026-01-31")
