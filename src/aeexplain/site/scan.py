"""The first pass over an article's markdown: formulas and demos are set aside before Markdown sees the text.

Markdown would read `_`, `*` and `<` inside a formula as its own. Each formula and each `::demo` paragraph gives way to a
placeholder of private-use characters, which Markdown, its smart quotes and its heading ids leave alone. Because the pass
runs on the author's own text, every fault can name its line and column.
"""

import re
from dataclasses import dataclass

from aeexplain.errors import did_you_mean
from aeexplain.site.faults import Faults

MATH, FIGURE, END = "\ue000", "\ue001", "\ue002"
DIGITS = "\ue010\ue011\ue012\ue013\ue014\ue015\ue016\ue017\ue018\ue019"
PRIVATE = re.compile("[\ue000-\ue019]")
DIRECTIVES = ("demo",)

TOKEN = re.compile(
    r"""
      (?P<fence>^[ ]{0,3}(?P<mark>`{3,}|~{3,})[^\n]*\n(?:.*?\n)??[ ]{0,3}(?P=mark)[`~]*[ \t]*$)
    | (?P<openfence>^[ ]{0,3}(?:`{3,}|~{3,}))
    | (?P<comment><!--.*?-->)
    | (?P<code>(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`))
    | (?P<escape>\\[\\$`])
    | \$\$(?P<display>.+?)\$\$
    | \$(?P<inline>(?![\s$])(?:\\.|(?!\n[ \t]*\n)[^$\\])+?(?<!\s))\$
    | (?P<dollar>\$\$?)
    | ^::(?P<directive>[^\s]*)[ \t]*(?P<rest>[^\n]*(?:\n(?![ \t]*$)[^\n]+)*)
    """,
    re.VERBOSE | re.DOTALL | re.MULTILINE,
)


@dataclass(frozen=True)
class Formula:
    """TeX as written; `where` is file:line:column of its first character."""

    tex: str
    display: bool
    where: str


@dataclass(frozen=True)
class FigureCall:
    """`::demo name caption`: the caption is markdown with placeholders."""

    name: str
    caption: str
    where: str


@dataclass(frozen=True)
class Scanned:
    """Markdown with placeholders, and what they stand for, by number."""

    markdown: str
    formulas: tuple[Formula, ...]
    figures: tuple[FigureCall, ...]


def scan(text: str, where: str, faults: Faults, first_line: int = 1) -> Scanned:
    """Return an article's body with its formulas and demos set aside; `first_line` is the body's line in its file."""
    return _Scanner(text, where, faults, first_line).scanned()


def placeholders(kind: str) -> re.Pattern[str]:
    """Return the pattern of a kind's placeholders; group 1 is the number, for `number`."""
    return re.compile(f"{kind}([{DIGITS}]+){END}")


def number(digits: str) -> int:
    """Return the number that a placeholder's digits spell."""
    return int("".join(str(DIGITS.index(digit)) for digit in digits))


class _Scanner:
    def __init__(self, text: str, where: str, faults: Faults, first_line: int) -> None:
        self.text, self.where, self.faults, self.first_line = text, where, faults, first_line
        self.formulas: list[Formula] = []
        self.figures: list[FigureCall] = []

    def scanned(self) -> Scanned:
        if match := PRIVATE.search(self.text):
            self.faults.add(
                self._at(match.start()),
                "a private-use character, which the builder keeps for itself",
                "remove it",
            )
        markdown = self._replace(self.text, 0)
        return Scanned(markdown, tuple(self.formulas), tuple(self.figures))

    def _replace(self, text: str, offset: int) -> str:
        return TOKEN.sub(lambda match: self._token(match, offset), text)

    def _token(self, match: re.Match[str], offset: int) -> str:
        start = offset + match.start()
        match match.lastgroup:
            case "display":
                return self._formula(match["display"], True, start + 2)
            case "inline":
                return self._formula(match["inline"], False, start + 1)
            case "escape" if match[0] == "\\$":
                return "$"
            case "dollar":
                self.faults.add(
                    self._at(start), "a formula is not closed", r"close it, or write \$ for a dollar sign"
                )
            case "openfence":
                self.faults.add(
                    self._at(start), "a code fence is not closed", f"close it with {match[0].strip()}"
                )
            case "rest":
                return self._directive(match, start)
        return match[0]

    def _formula(self, tex: str, display: bool, start: int) -> str:
        self.formulas.append(Formula(tex, display, self._at(start)))
        return _placeholder(MATH, len(self.formulas) - 1)

    def _directive(self, match: re.Match[str], start: int) -> str:
        name = re.match(r"\S*", match["rest"])[0]  # type: ignore[index]
        caption = match["rest"][len(name) :].strip()
        if match["directive"] not in DIRECTIVES:
            hint = did_you_mean(match["directive"], DIRECTIVES)
            self.faults.add(self._at(start), f"no directive named {match['directive']!r}", hint)
        elif not name:
            self.faults.add(self._at(start), "a demo without a name", "write ::demo NAME and its caption")
        else:
            offset = start - match.start() + match.end("rest") - len(match["rest"][len(name) :].lstrip())
            self.figures.append(FigureCall(name, self._replace(caption, offset), self._at(start)))
            return f"\n{_placeholder(FIGURE, len(self.figures) - 1)}\n"
        return ""

    def _at(self, index: int) -> str:
        line = self.text.count("\n", 0, index)
        column = index - (self.text.rfind("\n", 0, index) + 1) + 1
        return f"{self.where}:{self.first_line + line}:{column}"


def _placeholder(kind: str, index: int) -> str:
    return kind + "".join(DIGITS[int(digit)] for digit in str(index)) + END
