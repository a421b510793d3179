"""How many words an article has, by where they stand, and how long it takes to read."""

import re
from dataclasses import dataclass
from html import escape
from math import ceil

from aeexplain.site.markup import markdown
from aeexplain.site.markup.folds.fold_elements import parted
from aeexplain.site.markup.nodes import (
    CodeBlock,
    FigureCall,
    FoldOpening,
    LiveCode,
    Node,
    NoteCall,
    NoteText,
    Scanned,
    TableCaption,
)
from aeexplain.site.markup.placeholders import PLACEHOLDER, number

TAG = re.compile(r"<[^>]*>")
WORDS_A_MINUTE = 150  # a text with formulas and tables is read slowly
SECONDS_A_FIGURE = 30


@dataclass(frozen=True)
class WordCounts:
    """The words of the main path, its headings, lists and tables included, and of folds, captions and side notes."""

    main: int
    folds: int
    captions: int
    notes: int

    @property
    def minutes(self) -> int:
        """How long the main path takes to read."""
        return ceil(self.main / WORDS_A_MINUTE) or 1

    def minutes_with(self, figures: int) -> int:
        """Return how long the main path takes to read with its captions and its figures, which want to be tried."""
        return ceil((self.main + self.captions) / WORDS_A_MINUTE + figures * SECONDS_A_FIGURE / 60) or 1


def count_words(html: str, body: Scanned) -> WordCounts:
    """Return the counts of an article by its HTML with placeholders and by what these stand for."""
    shown = (
        PLACEHOLDER.sub(lambda match: _shown(body.nodes[number(match[1])]), part) for part in parted(html)
    )
    main, folds = map(markdown.words, shown)
    captions = [each.caption for each in body.figures] + [each.caption for each in body.of(TableCaption)]
    notes = [note.text for note in body.of(NoteText)]
    return WordCounts(main, folds, *(sum(map(_words, texts)) for texts in (captions, notes)))


def _words(html: str) -> int:
    """Return the words of a caption or a note, in which no word is parted by an element that begins or ends beside it."""
    return len(TAG.sub("", html).split())


def _shown(node: Node) -> str:
    """Return what counts as the words of a node where it stands: a formula, a number or a citation is one."""
    match node:
        case FoldOpening():
            return node.title
        case CodeBlock() | LiveCode():
            return escape(node.text)
        case FigureCall() | TableCaption() | NoteText() | NoteCall():
            return ""
    return "x"
