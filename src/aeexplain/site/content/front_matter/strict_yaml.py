"""YAML held to what strict TOML is held to: the front matter of Jekyll, Hugo, Quarto and MyST.

Read by YAML 1.2's idea of plain words: `no` is a word, `yes` too; only true and false are truth values.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from aeexplain.errors import ExplainError
from aeexplain.site.core.error_list import ErrorList
from aeexplain.site.core.strict_toml import Field, checked

MOST_NODES = 2_000  # which no front matter has; a few aliases can stand for millions


class _Loader(yaml.SafeLoader):  # type: ignore[misc]  # PyYAML carries no types
    """YAML without truth values of nine spellings, and without numbers of base sixty."""


_Loader.yaml_implicit_resolvers = {
    sign: [
        (tag, pattern)
        for tag, pattern in kinds
        if tag not in ("tag:yaml.org,2002:bool", "tag:yaml.org,2002:int")
    ]
    for sign, kinds in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver(
    "tag:yaml.org,2002:bool", re.compile(r"^(?:true|false|True|False)$"), list("tTfF")
)
_Loader.add_implicit_resolver(
    "tag:yaml.org,2002:int", re.compile(r"^[-+]?[0-9]{1,18}$"), list("-+0123456789")
)


@dataclass(frozen=True)
class YamlPlace:
    """Where the keys of a YAML mapping stand."""

    lines: Mapping[str, int]
    where: str
    first_line: int

    @property
    def start(self) -> str:
        """The text's first line."""
        return f"{self.where}:{self.first_line}"

    def of(self, key: str, table: str = "") -> str:
        """Return the line of a key of the outermost mapping."""
        return f"{self.where}:{self.first_line + self.lines.get(table or key, 0)}"

    def example(self, key: str, field: Field) -> str:
        """Return a key as YAML has it."""
        return f"{key}: {({str: '...', list: '[...]', int: '1', bool: 'true'}).get(field.type, '2026-01-31')}"


def read_yaml(
    text: str, where: str, fields: Mapping[str, Field], errors: ErrorList, first_line: int = 1
) -> dict[str, Any]:
    """Return the values of `fields` in YAML text; each fault names its line, counted from `first_line`.

    After a fault the returned values are not to be used.
    """
    before = len(errors)
    with errors.collecting():
        found, place = parsed_yaml(text, where, first_line)
        return checked(found, fields, place, errors)
    return {} if len(errors) > before else {key: field.default for key, field in fields.items()}


def parsed_yaml(text: str, where: str, first_line: int = 1) -> tuple[dict[str, Any], YamlPlace]:
    """Return what a YAML mapping holds, and where its keys are; no YAML, or no mapping: ExplainError with its line."""
    start = f"{where}:{first_line}"
    loader = _Loader(text)
    try:
        node = loader.get_single_node()
        if node is None:
            return {}, YamlPlace({}, where, first_line)
        if not isinstance(node, yaml.MappingNode):
            raise ExplainError(start, "is no mapping of keys to values", "write key: value, one a line")
        if _count(node, MOST_NODES) > MOST_NODES:
            raise ExplainError(start, "not valid YAML: more than front matter can need", "remove its aliases")
        _check_keys(node, where, first_line)
        found = loader.construct_document(node)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        place = f"{where}:{first_line + mark.line}:{mark.column + 1}" if mark else start
        what = " ".join(str(getattr(error, "problem", None) or error).split())
        raise ExplainError(place, f"not valid YAML: {what:.200}", _hint(text, mark)) from None
    except (ValueError, RecursionError, TypeError, OverflowError) as error:
        what = "nested too deeply" if isinstance(error, RecursionError) else str(error)
        raise ExplainError(start, f"not valid YAML: {what:.200}") from None
    finally:
        loader.dispose()
    lines = {str(key.value): key.start_mark.line for key, _ in node.value}
    return {str(key): value for key, value in found.items()}, YamlPlace(lines, where, first_line)


def _hint(text: str, mark: Any) -> str:
    lines = text.splitlines()
    if mark and mark.line < len(lines) and ": " in lines[mark.line].partition(": ")[2]:
        return "write a text that has a colon between quotation marks"
    return ""


def _check_keys(node: yaml.MappingNode, where: str, first_line: int) -> None:
    """Refuse a key that stands twice, of which YAML would silently take the last."""
    seen = set()
    for key, _ in node.value:
        if key.value.__class__ is str and key.value in seen:
            place = f"{where}:{first_line + key.start_mark.line}"
            raise ExplainError(place, f"the key {key.value!r:.80} stands twice", "remove one")
        seen.add(str(key.value))


def _count(node: yaml.Node, most: int) -> int:
    """Return how many nodes there are with all that aliases stand for, up to a little more than `most`."""
    count, left = 0, [node]
    while left and count <= most:
        each = left.pop()
        count += 1
        if isinstance(each, yaml.MappingNode):
            left += [part for pair in each.value for part in pair]
        elif isinstance(each, yaml.SequenceNode):
            left += each.value
    return count
