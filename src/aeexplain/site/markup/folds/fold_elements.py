"""Folds as elements: what stands between the marks of one becomes a `<details>`, its title the `<summary>`."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, SubElement

from aeexplain.errors import ExplainError
from aeexplain.site.markup.nodes import FoldClosing, FoldOpening, Node, Scanned
from aeexplain.site.markup.placeholders import INLINE, PLACEHOLDER, number, number_alone, placeholder

SUMMARY = re.compile(r"<summary>.*?</summary>", re.DOTALL)
OPENING = '<details class="deeper"'
EDGE = re.compile(r"<details\b[^>]*>|</details>")


def folded(blocks: list[Element], nodes: tuple[Node, ...]) -> list[Element]:
    """Return an article's blocks with those of each fold in one element; marks without a partner go."""
    found: list[Element] = []
    fold: Element | None = None
    for block in blocks:
        index = number_alone(block)
        match None if index is None else nodes[index]:
            case FoldOpening() as opening:
                fold = _fold(opening, index or 0)
                found.append(fold)
            case FoldClosing():
                fold = None
            case _ if fold is not None:
                fold.append(block)
            case _:
                found.append(block)
    return found


def _fold(opening: FoldOpening, index: int) -> Element:
    fold = Element("details", {"class": "deeper"} | ({"id": opening.label} if opening.label else {}))
    SubElement(fold, "summary").text = placeholder(INLINE, index)
    fold.text = fold.tail = fold[0].tail = "\n"
    return fold


def misplaced_marks(body: Scanned, html: str) -> Iterator[ExplainError]:
    """Yield an error for each mark of a fold that HTML holds where no fold can be: in an element that the author wrote."""
    for match in PLACEHOLDER.finditer(SUMMARY.sub("", html)):
        node = body.nodes[number(match[1])]
        if isinstance(node, FoldOpening | FoldClosing):
            yield ExplainError(node.where, "a fold's mark in an element of HTML", "move it out of there")


def parted(html: str) -> tuple[str, str]:
    """Return an article's HTML without its folds, and that of the folds."""
    main, folds, at, depth = list[str](), list[str](), 0, 0
    for edge in EDGE.finditer(html):
        if depth:
            depth += -1 if edge[0] == "</details>" else 1
            if not depth:
                folds.append(html[at : edge.end()])
                at = edge.end()
        elif edge[0].startswith(OPENING):
            main.append(html[at : edge.start()])
            at, depth = edge.start(), 1
    return "".join((*main, html[at:])), "".join(folds)
