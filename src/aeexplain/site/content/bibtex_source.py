"""BibTeX as its author wrote it: where its entries and their fields stand, and what is wrong with their brackets and commas.

A parser that meets an open brace goes on to the end of the file, and then tells of something else somewhere else.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from aeexplain.site.core.text import UNPRINTABLE

ENTRY = re.compile(r"^[ \t]*@[ \t]*(?P<kind>\w+)\s*[{(]\s*(?P<key>[^\s,{}()=\"#%]*)", re.MULTILINE)
FIELD = re.compile(r"(?P<name>[A-Za-z][\w.+-]*)\s*=")
NO_KEY = ("comment", "preamble", "string")


class BrokenError(Exception):
    """What is wrong with an entry's brackets and commas: an index of the text, what, and what to do."""

    def __init__(self, index: int, what: str, hint: str) -> None:
        super().__init__(index, what, hint)
        self.index, self.what, self.hint = index, what, hint


@dataclass(frozen=True)
class Source:
    """An entry from its @ to the next one's: `fields` has the index of each field's name in the text."""

    kind: str
    key: str
    start: int
    end: int
    fields: dict[str, int] = field(default_factory=dict)

    def place(self, name: str) -> int:
        """Return the index of a field, or of the entry where it has no such field."""
        return self.fields.get(name, self.start)


def sources(text: str) -> Iterator[tuple[Source, BrokenError | None]]:
    """Yield every entry that should have a key, in the order of the text, with what is wrong with it."""
    starts = list(ENTRY.finditer(text))
    ends = [*(match.start() for match in starts[1:]), len(text)]
    for match, end in zip(starts, ends[: len(starts)], strict=True):
        kind = match["kind"].lower()
        if kind == "comment":
            continue
        source = Source(kind, match["key"] if kind not in NO_KEY else "", match.start("kind") - 1, end)
        try:
            _read(source, text, match)
        except BrokenError as broken:
            yield source, broken
        else:
            yield source, None


def blanked(text: str, spans: Iterator[Source]) -> str:
    """Return the text with some entries empty, their lines kept."""
    for source in spans:
        gap = re.sub(r"[^\n]", " ", text[source.start : source.end])
        text = text[: source.start] + gap + text[source.end :]
    return text


def lines(text: str, index: int) -> int:
    """Return the line of an index, from 1."""
    return text.count("\n", 0, index) + 1


def _read(source: Source, text: str, match: re.Match[str]) -> None:
    """Fill in an entry's fields; brackets or commas that are wrong: BrokenError."""
    if unfit := UNPRINTABLE.search(text, source.start, source.end):
        raise BrokenError(unfit.start(), f"a character that no page can show: {unfit[0]!r}", "remove it")
    if source.kind in NO_KEY:
        return
    if not source.key or FIELD.match(text, match.start("key")):
        raise BrokenError(source.start, "an entry without a key", "write @article{KEY, ...")
    after = text[match.end("key") : source.end].lstrip(" \t")
    if after and after[0] not in ",})\n":
        what = f"a comma is missing after the key {source.key!r}"
        raise BrokenError(match.end("key"), what, "write it; a key has no spaces")
    depth, quoted, last = 1, False, match.end("key") - 1  # last: the last character that is no space
    suspect = None  # where a field begins within another's value, which text may also look like
    for index, begins_line in _signs(text, match.end("key"), source.end):
        sign = text[index]
        if (begins_line or text[last] == ",") and (named := FIELD.match(text, index)):
            if depth == 1 and not quoted:
                _note(source, named, text, last)
            elif begins_line:
                suspect = suspect or _open(source, quoted, depth)
        if sign == '"' and depth == 1:
            quoted = not quoted
        depth += (sign == "{") - (sign == "}")
        if depth == 0 and quoted:
            raise suspect or _open(source, quoted, depth)
        if depth == 0:
            _check_rest(text, index, source)
            return
        last = index
    if "(" not in text[match.end("kind") : match.start("key")]:  # an entry in parentheses ends with one
        raise suspect or _open(source, quoted, depth)


def _signs(text: str, start: int, end: int) -> Iterator[tuple[int, bool]]:
    """Yield the index of each character that is no space, and whether it is the first of its line."""
    begins_line = False
    for index in range(start, end):
        if not text[index].isspace():
            yield index, begins_line
            begins_line = False
        elif text[index] == "\n":
            begins_line = True


def _note(source: Source, named: re.Match[str], text: str, last: int) -> None:
    """Note where a field stands; `last` is the last character before it that is no space."""
    name = named["name"].lower()
    if text[last] != ",":
        raise BrokenError(last, f"a comma is missing before {name!r}", "write it at the end of this line")
    if name in source.fields:
        what = f"the entry {source.key!r} has the field {name!r} twice"
        raise BrokenError(named.start("name"), what, "remove one")
    source.fields[name] = named.start("name")


def _open(source: Source, quoted: bool, depth: int) -> BrokenError:
    """Return what is wrong where a value, or the entry itself, is not closed."""
    name = next(reversed(source.fields), "") if quoted or depth > 1 else ""
    sign = "a quotation mark" if quoted else "a brace"
    what = f"{sign} is not closed in " + (f"the {name} of {source.key!r}" if name else f"{source.key!r}")
    return BrokenError(source.place(name), what, "close it")


def _check_rest(text: str, index: int, source: Source) -> None:
    """Look at what follows the brace that ends an entry: no more of it may come."""
    rest = text[index + 1 : source.end]
    if "}" in rest or re.search(r"^\s*,", rest):
        what = f"the entry {source.key!r} ends here, but goes on behind"
        raise BrokenError(index, what, "remove the brace that is too many, or add the one that is missing")
