"""Reading front matter: TOML between lines of +++, YAML between lines of ---."""

import re
import tomllib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from aeexplain.errors import ExplainError
from aeexplain.site.content.front_matter.fields import FIELDS, PAGE_FIELDS
from aeexplain.site.content.front_matter.strict_yaml import parsed_yaml, read_yaml
from aeexplain.site.core.error_list import ErrorList
from aeexplain.site.core.strict_toml import read_toml

TOML = re.compile(r"\A\+\+\+[ \t]*\n(.*?)^\+\+\+[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
YAML = re.compile(r"\A---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True)
class FrontMatter:
    """Front matter as text: whether it is YAML, and the index at which the body begins."""

    text: str
    is_yaml: bool
    end: int


def front_matter(text: str) -> FrontMatter | None:
    """Return the front matter that a text begins with, or None where it has none."""
    for pattern in (TOML, YAML):
        if match := pattern.match(text):
            return FrontMatter(match[1], pattern is YAML, match.end())
    return None


def read_front_matter(front: FrontMatter, where: str, is_page: bool, errors: ErrorList) -> dict[str, Any]:
    """Return the values of all keys; what is wrong goes to `errors`, and then they are not to be used."""
    before = len(errors)
    read = read_yaml if front.is_yaml else read_toml
    fields = PAGE_FIELDS if is_page else FIELDS
    values = {"date": None, "updated": None, "tags": ()} | read(
        front.text, where, fields, errors, first_line=2
    )
    if len(errors) > before:
        return values
    if values["most_words"] and values["most_words"] < 0:
        errors.add(f"{where}:2", "'most_words' is less than 0", "write how many words the main path may have")
    if values["updated"] and values["updated"] < values["date"]:
        errors.add(f"{where}:2", "'updated' is before 'date'", "write the day of the last change")
    return values


def peek(text: str) -> Mapping[str, Any]:
    """Return what front matter holds, as it stands and not checked; nothing where it cannot be read."""
    front = front_matter(text)
    return _peeked(front.text, front.is_yaml) if front else {}


@lru_cache(maxsize=10_000)  # an article is peeked at more than once
def _peeked(text: str, is_yaml: bool) -> Mapping[str, Any]:
    found: Mapping[str, Any] = {}
    with suppress(ExplainError, ValueError, RecursionError):
        found = parsed_yaml(text, "")[0] if is_yaml else tomllib.loads(text)
    return found
