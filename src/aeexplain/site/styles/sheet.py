"""The style sheet as its author wrote it: what a browser would pass over without a word is an error with its line.

A browser's parser never fails: it drops what it does not understand, and with a brace left open the rest of the file.
"""

import re
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path

from aeexplain.errors import ExplainError, ExplainErrors, did_you_mean
from aeexplain.site.styles.colours import variables
from aeexplain.site.styles.lexemes import LEXEME, address_of, plain
from aeexplain.site.styles.theme_files import FACE, file_beside

DECLARATION = re.compile(r"(?:--[\w-]+|-?[a-zA-Z][\w-]*)\s*:\s*(?P<value>.*)", re.DOTALL)
NEXT_LINE = re.compile(r"\n\s*(?P<name>-?-?[a-zA-Z][\w-]*)\s*:\s")
PARTNER = {")": "(", "]": "[", "}": "{"}
NEEDED = ("--paper", "--ink", "--raised")  # the colours of previews

OWN_FONT = 'put the file into a folder beside the style sheet and write src: url("fonts/NAME.woff2")'


def check_style(css: str, where: str, folder: Path) -> None:
    """Raise ExplainError, with file and line, for all that is wrong with a whole style sheet that lies in `folder`."""
    check_rules(css, where, folder)
    for name in NEEDED:
        if name not in variables(css):
            hint = f"write {name}: light-dark(#..., #...); into :root {{ }}"
            raise ExplainError(where, f"the colour {name} is missing", hint)


def check_rules(css: str, where: str, folder: Path) -> None:
    """Raise ExplainError, with file and line, for all that is wrong with a style sheet, or a part of one."""
    found = list(_Sheet(css, where, folder).errors())
    if found:
        raise ExplainErrors(found) if len(found) > 1 else found[0]


class _Sheet:
    def __init__(self, css: str, where: str, folder: Path) -> None:
        self.css, self.where, self.folder = css, where, folder
        self.plain = plain(css)

    def errors(self) -> Iterator[ExplainError]:
        for match in LEXEME.finditer(self.css):
            if match["open_comment"] or match["quote"]:
                what = "a comment" if match["open_comment"] else "a quotation mark"
                yield self._fault(match.start(), f"{what} is not closed", "close it")
                return  # what follows cannot be distinguished from what is in it
            if address := address_of(match):
                yield from self._of_url(match.start(), address)
        yield from self._of_blocks()

    def _of_url(self, index: int, address: str) -> Iterator[ExplainError]:
        if address.startswith("#"):
            return
        shown = f"{address!r:.80}"
        if address.startswith("data:"):
            if any(face.start() < index < face.end() for face in FACE.finditer(self.plain)):
                what = "a font stands in the style sheet itself, where the site's policy lets no page load it"
                yield self._fault(index, what, OWN_FONT)
        elif ":" in address or address.startswith("//"):
            what = f"{shown} is on another host, from which no page may fetch anything"
            yield self._fault(index, what, "put the file beside the style sheet, and name it from there")
        elif (path := file_beside(self.folder, address)) is None:
            what = f"{shown} is outside of the style sheet's folder"
            yield self._fault(index, what, "put the file beside the style sheet, and name it from there")
        elif not path.is_file():
            yield self._fault(index, f"there is no file {shown}", self._nearest_file(path))

    def _nearest_file(self, path: Path) -> str:
        """Return a hint for a file that is not there."""
        known = [each.name for each in path.parent.glob("*.*")] if path.parent.is_dir() else []
        near = get_close_matches(path.name, known, n=1)
        return (
            did_you_mean(path.name, near)
            if near
            else "put it there, or name it from the style sheet's folder"
        )

    def _of_blocks(self) -> Iterator[ExplainError]:
        opened: list[tuple[str, int]] = []
        start = 0
        for match in re.finditer(r"[{}()\[\];]", self.plain):
            sign, index = match[0], match.start()
            if sign in "([":
                opened.append((sign, index))
            elif sign in ")]":
                if not opened or opened[-1][0] != PARTNER[sign]:
                    yield self._fault(index, f"{sign!r} closes nothing", "remove it, or open it before")
                    return
                opened.pop()
            else:
                if opened and opened[-1][0] in "([":
                    yield self._fault(opened[-1][1], f"{opened[-1][0]!r} is not closed", "close it")
                    return
                yield from self._of_part(start, index, sign, bool(opened))
                start = index + 1
                if sign == "{":
                    opened.append((sign, index))
                elif sign == "}" and not opened:
                    yield self._fault(index, "'}' closes nothing", "remove it, or open it before")
                    return
                elif sign == "}":
                    opened.pop()
        if opened:
            yield self._fault(opened[-1][1], f"{opened[-1][0]!r} is not closed", "close it")
        elif self.plain[start:].strip():
            yield self._fault(self._first(start), "is no rule", "write SELECTOR { PROPERTY: VALUE; }")

    def _of_part(self, start: int, end: int, sign: str, inside: bool) -> Iterator[ExplainError]:
        """Yield what is wrong with a part that ends with a sign: what stands before a block, or a declaration."""
        part, first = self.plain[start:end].strip(), self._first(start)
        declared = DECLARATION.fullmatch(part)
        if part.lower().startswith("@import"):
            yield self._fault(
                first, "@import fetches what is not published", "write all rules into this file"
            )
        elif sign == "{" and not part:
            yield self._fault(end, "a block without a selector", "write one before its brace")
        elif sign == "{" and inside and declared and re.match(r"[\w-]+:\s", part):
            yield self._fault(first, "a declaration without an end", "close it with a semicolon")
        elif sign != "{" and part and not part.startswith("@"):
            if not (inside and declared and declared["value"].strip()):
                yield self._fault(first, "is no declaration", "write PROPERTY: VALUE;")
            elif missed := NEXT_LINE.search(part):
                what = f"a semicolon is missing before {missed['name']!r}"
                yield self._fault(
                    self.plain.index(part, start) + missed.start(), what, "write it at the end of this line"
                )

    def _first(self, start: int) -> int:
        """Return the index of the first character from `start` on that is no space."""
        return start + len(self.plain[start:]) - len(self.plain[start:].lstrip())

    def _fault(self, index: int, what: str, hint: str) -> ExplainError:
        return ExplainError(f"{self.where}:{self.css.count('\n', 0, index) + 1}", what, hint)
