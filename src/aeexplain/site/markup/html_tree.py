"""What the page adds around Markdown's own elements: anchors at headings, boxes for tables, notes beside their paragraph, and
a box around the text between figures, so that what moves in one costs it nothing."""

import unicodedata
from collections.abc import Mapping
from itertools import groupby
from operator import itemgetter
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from aeexplain.site.core.slugs import fragment, slug, spelt
from aeexplain.site.markup.folds.fold_elements import folded
from aeexplain.site.markup.nodes import FigureCall, Formula, Node, NoteCall, NoteText, Scanned, TableCaption
from aeexplain.site.markup.placeholders import INLINE, PLACEHOLDER, number, number_alone, numbers, placeholder

HEADINGS = ("h2", "h3", "h4", "h5", "h6")
AFTER_TOC = 3  # the toc extension works at 5, and wants its headings as they were


class Tree(Extension):
    """The Markdown extension that treats an article's tree; its placeholders are those of `body`."""

    def __init__(self, body: Scanned) -> None:
        super().__init__()
        self._body = body

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (the name that Markdown calls)
        md.treeprocessors.register(_Treatment(md, self._body.nodes), "article", AFTER_TOC)


class _Treatment(Treeprocessor):
    def __init__(self, md: Markdown, nodes: tuple[Node, ...]) -> None:
        super().__init__(md)
        self._nodes = nodes
        self._texts = {node.name: index for index, node in enumerate(nodes) if isinstance(node, NoteText)}

    def run(self, root: Element) -> None:
        for parent in list(root.iter()):
            _box_tables(parent, self._nodes)
        for index, child in enumerate(list(root)):
            if child.tag in HEADINGS:
                root[index] = _anchored(child)
            elif notes := _notes(child, self._nodes, self._texts):
                root[index] = _with_notes(child, notes)
            root[index].tail = "\n"
        root[:] = _boxed(folded(list(root), self._nodes), self._nodes)


def heading_id(text: str, nodes: tuple[Node, ...]) -> str:
    """Return the id of a heading by its text with placeholders; of one without words by its TeX, its signs' names."""

    def tex(index: int) -> str:
        node = nodes[index]
        return f" {node.tex} " if isinstance(node, Formula) else " "

    return slug(PLACEHOLDER.sub("", text)) or spelt(
        PLACEHOLDER.sub(lambda match: tex(number(match[1])), text)
    )


def _anchored(heading: Element) -> Element:
    """Return a heading with a link to itself beside it, which bears the heading's own name."""
    box = Element("div", {"class": "heading"})
    box.append(heading)
    name = unicodedata.normalize("NFC", heading.get("id", ""))
    heading.set("id", name)
    link = SubElement(box, "a", {"class": "anchor", "href": f"#{fragment(name)}", "aria-labelledby": name})
    link.text = "#"
    return box


def _boxed(blocks: list[Element], nodes: tuple[Node, ...]) -> list[Element]:
    """Return the blocks with those between figures in boxes; as they are where there is no figure."""
    figures = [any(_is_figure(each, nodes) for each in block.iter("p")) for block in blocks]
    if not any(figures):
        return blocks
    boxed: list[Element] = []
    for is_figure, run in groupby(zip(figures, blocks, strict=True), key=itemgetter(0)):
        together = [block for _, block in run]
        boxed += together if is_figure else [_prose(together)]
    return boxed


def _prose(blocks: list[Element]) -> Element:
    box = Element("div", {"class": "prose"})
    box.text = box.tail = "\n"
    box.extend(blocks)
    return box


def _is_figure(paragraph: Element, nodes: tuple[Node, ...]) -> bool:
    number = number_alone(paragraph)
    return number is not None and isinstance(nodes[number], FigureCall)


def _box_tables(parent: Element, nodes: tuple[Node, ...]) -> None:
    for table in parent.findall("table"):
        index = list(parent).index(table)
        box = Element("div", {"class": "scroll", "role": "region", "tabindex": "0", "aria-label": "Table"})
        box.append(table)
        parent[index] = box
        caption = _caption(parent[index - 1], nodes) if index else None
        if caption is not None:
            parent[index] = _captioned(box, *caption)
            del parent[index - 1]


def _caption(element: Element, nodes: tuple[Node, ...]) -> tuple[int, TableCaption] | None:
    """Return the number and the node of a caption that stands alone in a paragraph."""
    number = number_alone(element)
    if number is not None and isinstance(node := nodes[number], TableCaption):
        return number, node
    return None


def _captioned(box: Element, number: int, caption: TableCaption) -> Element:
    figure = Element("figure", {"class": "table", "id": caption.label})
    label = f"{caption.label}-caption"
    SubElement(figure, "figcaption", {"id": label}).text = placeholder(INLINE, number)
    del box.attrib["aria-label"]
    for element in (box, box[0]):
        element.set("aria-labelledby", label)
    figure.append(box)
    return figure


def _notes(block: Element, nodes: tuple[Node, ...], texts: Mapping[str, int]) -> list[int]:
    """Return the numbers of the notes' texts that a block calls, in the order of the calls; `texts` has them by name."""
    if not texts:
        return []
    called = [nodes[index] for index in numbers("".join(block.itertext()))]
    return [texts[node.name] for node in called if isinstance(node, NoteCall) and node.name in texts]


def _with_notes(block: Element, notes: list[int]) -> Element:
    box = Element("div", {"class": "noted"})
    box.append(block)
    SubElement(box, "div", {"class": "notes"}).text = "".join(placeholder(INLINE, each) for each in notes)
    return box
