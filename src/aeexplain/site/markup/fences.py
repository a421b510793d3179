"""What stands behind the marks of a fence: its language, its title, the numbers of its lines, and which lines are marked.

Each is written as in one of the generators that authors come from; what none of them is refused, or it would be lost.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from aeexplain.errors import ExplainError, did_you_mean
from aeexplain.site.core.error_list import ErrorList

# The language, if it stands first, as VitePress has its lines numbered too: `js:line-numbers=5`.
FIRST = re.compile(
    r"""[ \t]*\.?(?P<language>[^\s{}="':,]+)(?!=["'\w\[{])"""
    r"""(?::line-numbers(?P<numbered>=[0-9]{1,6})?|:no-line-numbers)?(?![^\s{=,])"""
)
NUMBERED = ":line-numbers"
ITEM = re.compile(
    r"""\#(?P<id>[^\s{}\#"'=,]+)
    |\.(?P<cls>[^\s{}.\#"'=,]+)
    |(?P<key>[A-Za-z_][\w-]*)(?:[ \t]*=[ \t]*
        (?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|\[(?P<listed>[^\]]*)\]|(?P<bare>[^\s"'{}\[\],=]+))|\{(?P<braced>\d+)\})
    |\{(?P<lines>\s*\d[\d\s,-]*)\}
    |(?P<brace>[{}])
    |(?P<flag>[A-Za-z_][\w-]*)(?=[\s,{}]|\Z)
    |(?P<other>[^\s,{}]+)""",
    re.VERBOSE,
)
RAW = re.compile(r"(?<=\{)=\w+(?=\})")
RANGE = re.compile(r"(?P<first>[0-9]{1,6})(?:-(?P<last>[0-9]{1,6}))?")
NUMBER = re.compile(r"[0-9]{1,6}")
TITLES = {"title", "filename", "caption"}
STARTS = {"startfrom", "linenostart"}
NUMBERS = {"linenums", "linenos", "showlinenumbers", "code-line-numbers"}
NUMBERED_CLASSES = {"numberLines", "number-lines", "line-numbers", "linenums"}
MARKED = "hl_lines"
YES, NO = {"true", "table", "inline"}, {"false"}
TAKES = f'a fence takes title="...", linenums="1", {MARKED}="2 4-5", #id and .class'


@dataclass(frozen=True)
class Fence:
    """What a fence says of its code; first_number: that of its first line, None where lines bear no numbers.

    language: as it is written. marked: the lines that are marked, counted from 1 whatever their numbers. The rest is "" or
    empty where nothing is said.
    """

    language: str = ""
    title: str = ""
    label: str = ""
    classes: tuple[str, ...] = ()
    first_number: int | None = None
    marked: frozenset[int] = frozenset()


def read_fence(info: str, lines: int, at: Callable[[int], str], errors: ErrorList) -> Fence:
    """Return what a fence says behind its marks; what it does not take goes to `errors`.

    lines: how many its code has. at: the place of an index of `info`.
    """
    reader = _Reader(lines, at, errors)
    reader.read(info)
    return reader.fence()


@dataclass
class _Reader:
    lines: int
    at: Callable[[int], str]
    errors: ErrorList
    language: str = ""
    title: str = ""
    label: str = ""
    classes: list[str] = field(default_factory=list)
    numbered: bool = False
    start: int = 1
    start_at: int | None = None
    marked: set[int] = field(default_factory=set)

    def read(self, info: str) -> None:
        """Read what stands behind a fence's marks."""
        pos = 0
        if first := FIRST.match(info):
            pos, self.language = first.end(), first["language"]
            self.numbered = NUMBERED in first[0]
            self.start = int((first["numbered"] or "=1")[1:])
        in_braces = info.lstrip().startswith("{")
        if in_braces and (raw := RAW.search(info)):
            what, hint = "a raw block of Pandoc", "write the HTML itself, without a fence"
            self.errors.add(self.at(raw.start()), what, hint)
            return
        for item in ITEM.finditer(info, pos):
            with self.errors.collecting():
                if not (in_braces and self._names_language(item)):
                    self._item(item)

    def _names_language(self, item: re.Match[str]) -> bool:
        """Take the first word, or class, of what stands in braces alone as the language."""
        name = item["flag"] or item["cls"]
        if self.language or not name or name in NUMBERED_CLASSES or name.lower() in NUMBERS:
            return False
        self.language = name
        return True

    def fence(self) -> Fence:
        """Return what was read."""
        if self.start_at is not None and not self.numbered:
            what = "the number of the first line, of lines that bear none"
            self.errors.add(self.at(self.start_at), what, 'write linenums="NUMBER" instead')
        first = self.start if self.numbered else None
        return Fence(
            self.language, self.title, self.label, tuple(self.classes), first, frozenset(self.marked)
        )

    def _item(self, item: re.Match[str]) -> None:
        where = item.start()
        if item["lines"]:
            self._mark(item["lines"], where)
        elif item["id"]:
            self.label = item["id"]
        elif item["cls"]:
            self._class(item["cls"])
        elif item["key"]:
            groups = ("double", "single", "listed", "bare", "braced")
            self._value(item["key"], next(item[each] for each in groups if item[each] is not None), where)
        elif item["flag"] and item["flag"].lower() in NUMBERS:
            self.numbered = True
        elif not item["brace"]:
            what = f"{item['flag'] or item['other']!r:.40} behind a fence's language"
            raise ExplainError(self.at(where), what, TAKES)

    def _class(self, name: str) -> None:
        if name in NUMBERED_CLASSES:
            self.numbered = True
        else:
            self.classes.append(name)

    def _value(self, key: str, value: str, where: int) -> None:
        name = key.lower()
        if name in TITLES:
            if self.title:
                raise ExplainError(self.at(where), "a second title", "remove one")
            self.title = " ".join(value.split())
        elif name == MARKED:
            self._mark(value, where)
        elif name in STARTS:
            self.start, self.start_at = self._number(value, where), where
        elif name in NUMBERS:
            self._numbers(name, value.lower(), where)
        else:
            known = (
                *sorted(TITLES),
                MARKED,
                "linenums",
                "linenos",
                "linenostart",
                "startFrom",
                "showLineNumbers",
            )
            hint = did_you_mean(key, known)
            raise ExplainError(self.at(where), f"a fence takes no {key!r}", hint if "?" in hint else TAKES)

    def _numbers(self, name: str, value: str, where: int) -> None:
        if value in YES | NO:
            self.numbered = value in YES
        elif name == "code-line-numbers":
            self._mark(value, where)
        else:
            self.numbered, self.start = True, self._number(value, where)

    def _number(self, value: str, where: int) -> int:
        if not NUMBER.fullmatch(value):
            what = f"{value!r:.40} is no number of a first line"
            raise ExplainError(self.at(where), what, 'write such as linenums="1"')
        return int(value)

    def _mark(self, text: str, where: int) -> None:
        """Mark the lines of a list such as `2 4-5`."""
        parts = re.sub(r"[\"'\s,]+", " ", text).split()
        if not parts:
            raise ExplainError(self.at(where), "no lines to mark", f'write such as {MARKED}="2 4-5"')
        for part in parts:
            found = RANGE.fullmatch(part)
            first = int(found["first"]) if found else 0
            last = int(found["last"] or first) if found else 0
            if not 1 <= first <= last:
                what = f"{part!r:.40} names no lines"
                raise ExplainError(self.at(where), what, f'write such as {MARKED}="2 4-5", counted from 1')
            if last > self.lines:
                what = f"line {last} is to be marked, of code with {self.lines or 'no'} line{'s' * (self.lines != 1)}"
                raise ExplainError(
                    self.at(where), what, "lines count from 1 with the code's first, whatever its number"
                )
            self.marked.update(range(first, last + 1))
