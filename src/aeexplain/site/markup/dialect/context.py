"""What the rules know of the article that they read, and where they put what they find."""

from bisect import bisect_right
from collections.abc import Callable, Iterator, MutableMapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any, cast

from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline

from aeexplain.site.core.error_list import ErrorList
from aeexplain.site.markup.folds.fold_order import FoldOrder
from aeexplain.site.markup.nodes import Heading, Node
from aeexplain.site.markup.placeholders import INLINE, placeholder
from aeexplain.site.markup.positions import Positions

type Include = Callable[[str, str], tuple[str, str]]


@dataclass
class Context:
    """One article while it is read.

    lines: the body's, and behind them those of files that it includes, of which `origins` has the first line's number here,
    the path, and the number there. included: path and text of a file that it includes, by its name and the place that asks.
    including: the paths of those that are read at the moment. written: the line in its file of each line of the body, where
    code has written some of them. characters: how many all have. inside: what the text that is
    read at the moment stands in, "a heading" or "a note", "" for the article's own text. positions, base: where that text
    stands, and the index in it at which it begins. open_tags: elements of HTML that are open, with their places, of which
    those from `open_from` on may be closed where the text stands. raw_ids: the ids that HTML gives. env: what markdown-it
    keeps for the article. row, errors_before_row: the row of a table
    that is read, and how many errors there were before it.
    """

    lines: list[str]
    where: str
    first_line: int
    errors: ErrorList
    folds: FoldOrder
    included: Include
    origins: list[tuple[int, str, int]] = field(default_factory=list)
    including: list[str] = field(default_factory=list)
    characters: int = 0
    nodes: list[Node] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    macros: dict[str, str] = field(default_factory=dict)
    refused: set[str] = field(default_factory=set)
    open_tags: list[tuple[str, str]] = field(default_factory=list)
    open_from: int = 0
    raw_ids: dict[str, str] = field(default_factory=dict)
    row: str = ""
    errors_before_row: int = 0
    env: MutableMapping[str, Any] = field(default_factory=dict)
    inside: str = ""
    positions: Positions = field(default_factory=lambda: Positions("", ("",), 0))
    base: int = 0
    written: Sequence[int] = ()

    def at(self, index: int) -> str:
        """Return the place of an index of the text that is read at the moment, as file:line:column."""
        line, column = self.positions.at(self.base + index)
        return self.line(line, column)

    def line(self, number: int, column: int = 0) -> str:
        """Return the place of a line of `lines`, which is counted from 0."""
        file, own = self.origin(number)
        return f"{file}:{own}:{column + 1}"

    def origin(self, number: int) -> tuple[str, int]:
        """Return the file of a line of `lines`, which is counted from 0, and its number there, from 1."""
        if self.origins and number >= self.origins[0][0]:
            first, where, there = self.origins[bisect_right(self.origins, number, key=itemgetter(0)) - 1]
            return where, there + number - first
        if self.written:
            return self.where, self.written[min(number, len(self.written) - 1)]
        return self.where, self.first_line + number

    @property
    def row_is_refused(self) -> bool:
        """Whether something of the row that is read was refused: a bar that cuts it has more than one consequence."""
        return len(self.errors) > self.errors_before_row

    def escapes(self, index: int, text: str) -> list[tuple[int, int]]:
        """Return where in a part of the text, which stands at an index, the article has a backslash more."""
        first = self.base + index
        return [(at - first, 1) for at in self.positions.escaped if first <= at < first + len(text)]

    def offset(self, number: int) -> int:
        """Return the index in the whole body of a line's beginning."""
        return sum(len(line) + 1 for line in self.lines[:number])

    def starts(self, index: int, text: str) -> tuple[int, ...]:
        """Return the columns, from 1, in which the lines of a part of the text begin that stands at an index."""
        found, at = [], index
        for line in text.split("\n"):
            found.append(self.positions.at(self.base + at)[1] + 1)
            at += len(line) + 1
        return tuple(found)

    def add(self, node: Node, kind: str = INLINE) -> str:
        """Keep a node, and return the placeholder that stands for it."""
        self.nodes.append(node)
        return placeholder(kind, len(self.nodes) - 1)

    def refuse(self, index: int, what: str, hint: str, kind: str = "") -> None:
        """Note that something at an index of the text cannot be read."""
        self.errors.add(self.at(index), what, hint)
        if kind:
            self.refused.add(kind)

    @contextmanager
    def reading(self, positions: Positions, base: int = 0, inside: str | None = None) -> Iterator[None]:
        """Read a text with these positions within the block."""
        kept = self.positions, self.base, self.inside
        self.positions, self.base = positions, base
        self.inside = self.inside if inside is None else inside
        try:
            yield
        finally:
            self.positions, self.base, self.inside = kept


def context_of(state: StateBlock | StateInline | StateCore) -> Context:
    """Return the context that a rule's state belongs to."""
    return cast(Context, state.env["context"])
