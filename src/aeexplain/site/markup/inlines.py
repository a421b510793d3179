"""Markdown's inline patterns, tried only where a character stands that they need: the same HTML in a third of the time.

Python-Markdown tries each of some thirty patterns on every stretch of text, and most texts have nothing for most of them.
"""

import re
from typing import Any

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import InlineProcessor
from markdown.util import AtomicString

# What a text must hold, one of them, for a pattern to match; a pattern of another name is always tried.
NEEDS = {
    "backtick": ("`",),
    "escape": ("\\",),
    "reference": ("[",),
    "link": ("[",),
    "image_link": ("![",),
    "image_reference": ("![",),
    "short_reference": ("[",),
    "short_image_ref": ("![",),
    "autolink": ("<",),
    "automail": ("<",),
    "linebreak": ("  \n",),
    "html": ("<",),
    "entity": ("&",),
    "em_strong": ("*", "_"),
    "smarty-em-dashes": ("---",),
    "smarty-en-dashes": ("--",),
    "smarty-ellipses": ("...",),
    **{f"smarty-quotes-{number}": ("'", '"') for number in range(15)},
}

ANY = re.compile(
    "|".join(re.escape(need) for need in sorted({each for needs in NEEDS.values() for each in needs}))
)


class Inlines(Extension):
    """The Markdown extension that sorts patterns out; it comes after those that bring patterns."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (the name that Markdown calls)
        for name, priority in (("inline", 20), ("smarty", 6)):
            quick = _Inlines(md)
            quick.inlinePatterns = getattr(md.treeprocessors[name], "inlinePatterns")  # noqa: B009
            md.treeprocessors.register(quick, name, priority)


class _Inlines(InlineProcessor):
    inlinePatterns: Any  # noqa: N815 (the name that Markdown gives)
    _InlineProcessor__applyPattern: Any

    # The method that tries all patterns on a text is private to its class, so it is replaced under the name that this gives.
    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:  # noqa: N802
        patterns, others = self._sorted()
        if isinstance(data, AtomicString) or not (others or ANY.search(data)):
            return data
        for index, (needs, pattern) in enumerate(patterns[patternIndex:], patternIndex):
            start, matched = 0, not needs or any(need in data for need in needs)
            while matched:
                data, matched, start = self._InlineProcessor__applyPattern(pattern, data, index, start)
        return data

    def _sorted(self) -> tuple[list[tuple[tuple[str, ...], Any]], bool]:
        """Return each pattern with what it needs, and whether there are some of which we do not know that."""
        if not hasattr(self, "_patterns"):
            patterns = self.inlinePatterns
            names = {id(patterns[name]): name for name in NEEDS if name in patterns}
            found = [(NEEDS.get(names.get(id(each), ""), ()), each) for each in patterns]
            self._patterns = found, not all(needs for needs, _ in found)
        return self._patterns
