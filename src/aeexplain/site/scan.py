"""The first pass over an article's markdown: what is not Markdown's is set aside before Markdown sees the text.

Markdown would read `_`, `*` and `<` inside a formula as its own. Each formula, figure, citation, number, note and address
gives way to a placeholder. Because the pass runs on the author's own text, every fault can name its line and
column.
"""

import re
from bisect import bisect_right

from aeexplain.site.bounds import check_bounds
from aeexplain.site.faults import Faults
from aeexplain.site.listings import check_language_of
from aeexplain.site.marks import Heading, Mark, Scanned
from aeexplain.site.placeholders import BLOCK, INLINE, PRIVATE, placeholder
from aeexplain.site.readers import READERS, Token
from aeexplain.site.tokens import LABEL_AT_END, TOKEN

UNFINISHED = {
    "openfence": ("a code fence is not closed", "close it with {}"),
    "dollar": ("a formula is not closed", r"close it, or write \$ for a dollar sign"),
    "brace": ("a number is not closed", r"close it with }}}}, or write \{{{{ for two braces"),
    "underline": (
        "a heading made by underlining",
        "write ## and the heading; for a rule, leave the line above it empty",
    ),
}
BARRED = {
    "a heading": {"heading", "citation", "narrative", "reference", "notecall", "link", "image"},
    "a caption": {"heading", "notecall", "note", "table", "figure", "image"},
    "a note": {"heading", "notecall", "note", "table", "figure", "image"},
    "a citation": {"heading", "notecall", "citation", "narrative", "image"},
}


def scan(text: str, where: str, faults: Faults, first_line: int = 1) -> Scanned:
    """Return an article's body with everything set aside; `first_line` is the body's line in its file."""
    with faults.noted():
        check_bounds(text, where, first_line)
        return _Scanner(text, where, faults, first_line).scanned()
    return Scanned("", ())


class _Scanner:
    def __init__(self, text: str, where: str, faults: Faults, first_line: int) -> None:
        self.text, self.where, self.faults, self.first_line = text, where, faults, first_line
        self.marks: list[Mark] = []
        self.headings: list[Heading] = []
        self._lines = [0, *(match.end() for match in re.finditer("\n", text))]  # where each begins

    def scanned(self) -> Scanned:
        if match := PRIVATE.search(self.text):
            what = "a private-use character, which the builder keeps for itself"
            self.faults.add(self._at(match.start()), what, "remove it")
        markdown = self._replace(self.text, 0)
        return Scanned(markdown, tuple(self.marks), tuple(self.headings))

    def _replace(self, text: str, offset: int, inside: str = "") -> str:
        return TOKEN.sub(lambda match: self._token(match, offset, inside), text)

    def _token(self, match: re.Match[str], offset: int, inside: str) -> str:
        kind, token = match.lastgroup or "", Token(match, offset, self._at, self._replace)
        if kind in BARRED.get(inside, ()):
            what = f"{match[0].splitlines()[0]!r} cannot stand in {inside}"
            self.faults.add(token.where, what, "move it into the text")
            return ""
        if kind in UNFINISHED:
            what, hint = UNFINISHED[kind]
            self.faults.add(token.where, what, hint.format(match[0].strip()))
        elif kind == "fence":
            with self.faults.noted():
                check_language_of(match[0], token.where)
        elif kind == "heading":
            return self._heading(token)
        elif kind == "escape" and match[0][1] in "$@":
            return match[0][1]
        elif kind in READERS:
            return self._aside(kind, token)
        return match[0]

    def _aside(self, kind: str, token: Token) -> str:
        """Keep a token's mark, and return what stands for it in the text."""
        with self.faults.noted():
            self.marks.append(READERS[kind](token))
            aside = placeholder(BLOCK if kind in ("figure", "table") else INLINE, len(self.marks) - 1)
            if kind == "note":
                return ""
            if kind == "link":
                return _swapped(token.match, aside)
            return f"\n{aside}\n\n" if kind in ("figure", "table") else aside
        return ""

    def _heading(self, token: Token) -> str:
        label = LABEL_AT_END.search(token["heads"])
        self.headings.append(Heading(len(token["level"]), label["label"] if label else "", token.where))
        return f"{token['level']} {token.scanned('heads', 'a heading')}"

    def _at(self, index: int) -> str:
        line = bisect_right(self._lines, index) - 1
        return f"{self.where}:{self.first_line + line}:{index - self._lines[line] + 1}"


def _swapped(match: re.Match[str], aside: str) -> str:
    """Return a link's text with the placeholder where its target was."""
    group = next(name for name in ("target_angle", "target", "defined") if match[name] is not None)
    start, end = match.start(group) - match.start(), match.end(group) - match.start()
    return match[0][:start] + aside + match[0][end:]
