"""Attributes in braces, `{#id .class width=50%}`, behind what takes some."""

import re
from dataclasses import dataclass

ITEM = re.compile(
    r"""\s*(?:\#(?P<id>[^\s{}\#"'=]+)|\.(?P<cls>[^\s{}.\#"'=]+)|(?P<key>[A-Za-z_][\w:-]*)[ \t]*=[ \t]*
    (?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^\s"'={}]+))|(?P<dash>-)(?=\s|\Z))""",
    re.VERBOSE,
)
BRACES = re.compile(r"""\{:?(?P<inner>(?:"[^"\n]*"|'[^'\n]*'|[^{}"'\n])*)\}""")
AT_END = re.compile(rf"[ \t]*{BRACES.pattern}[ \t]*\Z")

# What images take: a size, and an id.
SIZE = re.compile(r"(?P<number>\d+(?:\.\d+)?)(?P<unit>%|px|em|rem|ch|cm|mm|in|pt)?")
LABEL = re.compile(r"(?:fig:)?(?P<name>[\w.:-]*\w)")


@dataclass(frozen=True)
class Attributes:
    """An id, "" for none, classes, and values by their keys, as their author wrote them."""

    id: str
    classes: tuple[str, ...]
    values: tuple[tuple[str, str], ...]


def read_attributes(found: re.Match[str]) -> Attributes | None:
    """Return what braces hold; None where that is no attributes."""
    inner, at = found["inner"].strip(), 0
    label, classes, values = "", list[str](), list[tuple[str, str]]()
    while at < len(inner):
        item = ITEM.match(inner, at)
        if not item:
            return None
        at = item.end()
        if item["id"]:
            label = item["id"]
        elif item["cls"]:
            classes.append(item["cls"])
        elif item["key"]:
            value = next(item[each] for each in ("double", "single", "bare") if item[each] is not None)
            values.append((item["key"], value))
    return Attributes(label, tuple(classes), tuple(values)) if inner else None
