"""What stands between `::demo` and a figure's caption: its name, and perhaps `{#id option=value option="several words"}`."""

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass

from aeexplain.errors import ExplainError
from aeexplain.site.core.slugs import slug
from aeexplain.site.markup.nodes import FigureRequest

NAME = re.compile(r"\s*([^\s{]*)\s*")
OPENING = re.compile(r"\{(?!\{)")  # two begin a number from a weight file, and with it a caption
ITEM = re.compile(
    r"""\s*(?:
    (?P<close>\})
  | (?P<hash>\#)(?P<id>[^\s{}"]*)
  | (?P<key>[^\s{}"=\#]+) = (?: "(?P<quoted>(?:\\.|[^"\\])*)" | (?P<bare>[^\s{}"]+) ) (?=[\s}])
  | (?P<other>"(?:\\.|[^"\\])*"?\S* | [^\s{}]+ | \{)
    )""",
    re.VERBOSE | re.DOTALL,
)
BROKEN_LINE = re.compile(r"\s*\n\s*")
ESCAPED = re.compile(r'\\(["\\])')
CALL = re.compile(r"^::demo(?=\s)(?=[ \t]*(?P<rest>[^\n]*(?:\n(?![ \t]*$|:::)[^\n]+)*))", re.MULTILINE)
FORM = 'write {#ID option=value option="several words"}'
OWN_ID = "use lower-case letters, digits and hyphens, as ids of headings have"


@dataclass(frozen=True)
class FigureHead:
    """A figure's name, its id if it is given one, its options, where the id ("#") and each of these begin, where all ends."""

    name: str
    label: str
    options: Mapping[str, str]
    starts: Mapping[str, int]
    end: int

    @property
    def request(self) -> FigureRequest:
        """What is drawn for it."""
        return FigureRequest(self.name, self.label or self.name, tuple(sorted(self.options.items())))


def read_head(text: str, at: Callable[[int], str]) -> FigureHead:
    """Return what a figure's text begins with; `at` gives the place of an index. What cannot be read: ExplainError."""
    named = NAME.match(text)
    name, end = (named[1], named.end()) if named else ("", 0)
    if not name:
        raise ExplainError(at(0), "a demo without a name", "write ::demo NAME and its caption")
    label, options, starts = "", dict[str, str](), dict[str, int]()
    if opening := OPENING.match(text, end):
        *items, close = _items(text, opening.end()) or (None,)
        if close is None or not close["close"]:
            raise ExplainError(at(opening.start()), "the braces of a figure are not closed", FORM)
        end = close.end()
        for item in items:
            _check_item(item, starts, at)
            key = item["key"] or "#"
            starts[key] = _start(item)
            if item["key"]:
                options[key] = _value(item)
            else:
                label = item["id"]
    return FigureHead(name, label, options, starts, end)


def requests(text: str) -> set[FigureRequest]:
    """Return what is drawn for the figures that an article calls, perhaps with some that it only talks about."""
    found = set()
    for call in CALL.finditer(text):
        with suppress(ExplainError):  # which is told with its place when the article is read
            found.add(read_head(call["rest"], str).request)
    return found


def _items(text: str, at: int) -> list[re.Match[str]]:
    """Return what stands in braces, the closing one last, if there is one."""
    items: list[re.Match[str]] = []
    while not (items and items[-1]["close"]) and (item := ITEM.match(text, at)):
        items.append(item)
        at = item.end()
    return items


def _check_item(item: re.Match[str], known: Mapping[str, int], at: Callable[[int], str]) -> None:
    where, given = at(_start(item)), item["id"]
    if item["other"] is not None:
        raise ExplainError(where, f"{item['other']!r:.40} is no option of a figure", FORM)
    if given is not None and (not given or slug(given) != given):
        hint = f"write {{#{slug(given)}}}" if slug(given) else OWN_ID
        raise ExplainError(where, f"{given!r} is no id of a figure", hint)
    if (item["key"] or "#") in known:
        what = f"the option {item['key']!r} is given twice" if item["key"] else "a second id"
        raise ExplainError(where, what, "remove one")


def _start(item: re.Match[str]) -> int:
    return max(item.start(group) for group in ("hash", "key", "other"))


def _value(item: re.Match[str]) -> str:
    """Return an option's value, without quotes, and in one line."""
    if item["quoted"] is None:
        return item["bare"]
    return ESCAPED.sub(r"\1", BROKEN_LINE.sub(" ", item["quoted"]))
