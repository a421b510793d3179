"""Numbered lists whose numbers end with a parenthesis, as CommonMark has them beside those with a full stop."""

import re
from weakref import WeakKeyDictionary
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.blockparser import BlockParser
from markdown.extensions import Extension
from markdown.extensions.sane_lists import SaneOListProcessor

PRIORITY = 40  # the one that Markdown gives to its own


class Lists(Extension):
    """The Markdown extension that reads `7)` as it reads `7.`; it comes after sane_lists, whose processor it replaces."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (the name that Markdown calls)
        md.parser.blockprocessors.register(_Numbered(md.parser), "olist", PRIORITY)


class _Numbered(SaneOListProcessor):
    def __init__(self, parser: BlockParser) -> None:
        super().__init__(parser)
        self.RE = re.compile(r"^[ ]{0,3}\d{1,9}[.)][ ]+(.*)")
        self.CHILD_RE = re.compile(r"^[ ]{0,3}((\d{1,9}[.)]))[ ]+(.*)")
        self.INDENT_RE = re.compile(r"^[ ]{4,7}((\d{1,9}[.)])|[*+-])[ ]+.*")
        self._ends = WeakKeyDictionary[Element, str]()  # what the numbers of each list end with

    def run(self, parent: Element, blocks: list[str]) -> None:
        """Make a list of the first block; numbers that end otherwise than those before begin another list."""
        lines = blocks[0].split("\n")
        ends = [match[2][-1] if (match := self.CHILD_RE.match(line)) else "" for line in lines]
        other = next((index for index, end in enumerate(ends) if end not in ("", ends[0])), len(lines))
        blocks[:1] = ["\n".join(part) for part in (lines[:other], lines[other:]) if part]
        before = self.lastChild(parent)
        parted = before is not None and self._ends.get(before, ends[0]) != ends[0]
        between = SubElement(parent, "p") if parted else None  # what Markdown sees is no list to go on with
        super().run(parent, blocks)
        if between is not None:
            parent.remove(between)
        if (made := self.lastChild(parent)) is not None and made.tag == self.TAG:
            self._ends[made] = ends[0]
