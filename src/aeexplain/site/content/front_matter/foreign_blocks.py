"""What blocks of Jekyll's and Quarto's texts become, before their lines are read one by one.

Each line keeps its place in the list, so that notes can tell its number; a line that goes is `DROPPED`.
"""

import re
from collections.abc import Callable, Iterator

DROPPED = "\0"
FENCE = re.compile(r"[ ]{0,3}(?P<mark>`{3,}|~{3,})")
QUARTO_CHUNK = re.compile(r"([ ]{0,3}[`~]{3,})\s*\{(?:code-cell\s+|\.)?(\w+)[^}]*\}\s*(\w*)\s*$")
HIGHLIGHT = re.compile(r"\s*\{%-?\s*highlight\s+(?P<language>[\w+#-]+)(?P<more>[^%]*?)-?%\}\s*$")
END_HIGHLIGHT = re.compile(r"\s*\{%-?\s*endhighlight\s*-?%\}\s*$")
CHUNK_OPTION = re.compile(r"\s*#\|\s*(?P<name>[\w-]+)")
CAPTION = re.compile(r":[ \t]+(?P<text>.*?)[ \t]*(?:\{#(?:tbl|tab)[-:](?P<name>[\w.:-]*\w)[^}]*\})?[ \t]*$")
KRAMDOWN_LINE = re.compile(r"\s*\{:(?P<inside>[^}]*)\}\s*$")
TOC = re.compile(r"\s*(?:[-*+]|\d+\.)\s+\S")
WITHOUT_ATTRIBUTES = re.compile(r"\s*(?:\||[-*+]\s|\d+\.\s|#|>|$)")
REFERENCES = re.compile(r"#{1,6}[ \t]+(?:References|Bibliography)\b[^\n]*$", re.IGNORECASE)
REFS = re.compile(r":{3,}\s*\{\s*#refs[^}]*\}\s*$")
BIBLIOGRAPHY = re.compile(r"\s*\{%\s*bibliography[^%]*%\}\s*$")

type Note = Callable[[int, str], None]


def with_code(lines: list[str]) -> Iterator[tuple[str, bool]]:
    """Yield each line, and whether it is inside a block of code."""
    mark = ""
    for line in lines:
        fence = FENCE.match(line)
        if mark:
            yield line, True
            if fence and fence["mark"].startswith(mark) and not line.strip().strip(mark[0]):
                mark = ""
        else:
            yield line, False
            if fence:
                mark = fence["mark"]


def converted_blocks(lines: list[str], note: Note) -> list[str]:
    """Return the lines with such blocks as ours; what of them is left out is noted with the index of its line."""
    found = list(lines)
    for step in (_highlights, _chunk_options, _table_captions, _attributes, _references):
        step(found, note)
    return found


def _highlights(lines: list[str], note: Note) -> None:
    for number, (line, code) in enumerate(list(with_code(lines))):
        if code:
            continue
        if found := HIGHLIGHT.match(line):
            lines[number] = f"~~~~ {found['language']}" + (
                " {linenos=true}" if "linenos" in found["more"] else ""
            )
        elif END_HIGHLIGHT.match(line):
            lines[number] = "~~~~"


def _chunk_options(lines: list[str], note: Note) -> None:
    """Leave out what Quarto is told at the beginning of a block of code."""
    inside = False
    for number, (line, code) in enumerate(list(with_code(lines))):
        if not code:
            inside = bool(QUARTO_CHUNK.match(line))
        elif inside and (option := CHUNK_OPTION.match(line)):
            note(number, f"an option of a block of code is left out: {option['name']}")
            lines[number] = DROPPED
        else:
            inside = False


def _table_captions(lines: list[str], note: Note) -> None:
    """Put a caption beneath a table above it."""
    for number, (line, code) in enumerate(list(with_code(lines))):
        found = None if code else CAPTION.match(line)
        last = number - 1
        while last > 0 and not lines[last].strip():
            last -= 1
        if not found or last < 0 or not lines[last].lstrip().startswith("|"):
            continue
        first = last
        while first > 0 and lines[first - 1].lstrip().startswith("|"):
            first -= 1
        name = found["name"] or f"table-{number}"
        lines[first] = f"Table: {found['text']} {{#tab:{name}}}\n\n{lines[first]}"
        lines[number] = DROPPED


def _attributes(lines: list[str], note: Note) -> None:
    """Leave out kramdown's attributes but beneath a paragraph, and its table of contents."""
    for number, (line, code) in enumerate(list(with_code(lines))):
        found = None if code else KRAMDOWN_LINE.match(line)
        if not found:
            continue
        before = lines[number - 1] if number else ""
        if found["inside"].strip() == "toc":
            lines[number] = DROPPED
            if TOC.match(before):
                lines[number - 1] = DROPPED
        elif WITHOUT_ATTRIBUTES.match(before.rpartition("\n")[2]):
            note(number, f"attributes are left out: {line.strip():.60}")
            lines[number] = DROPPED


def _references(lines: list[str], note: Note) -> None:
    """Leave out the place of the references: their list stands at the end of each article by itself."""
    for number, line in enumerate(lines):
        if not (REFS.match(line) or BIBLIOGRAPHY.match(line)):
            continue
        lines[number] = DROPPED
        if REFS.match(line):
            end = next((at for at in range(number, len(lines)) if re.match(r":{3,}\s*$", lines[at])), number)
            lines[number : end + 1] = [DROPPED] * (end + 1 - number)
        above = number - 1
        while above > 0 and not lines[above].strip():
            above -= 1
        if above >= 0 and REFERENCES.match(lines[above]):
            lines[above] = DROPPED
