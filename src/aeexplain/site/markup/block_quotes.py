"""Quotes that name their source: a last paragraph or a last line that begins with a dash."""

import re
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

SOURCE = re.compile(r"(?:^|\n)[ ]*(?:—|---?|&mdash;)[ ]+(?=\S)([^\n]*)\Z")
BEFORE_INLINES = 25  # at 20 Markdown makes elements of what is within a paragraph


class Quotes(Extension):
    """The Markdown extension that sets a quote's source below it."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (the name that Markdown calls)
        md.treeprocessors.register(_Sources(md), "quotes", BEFORE_INLINES)


class _Sources(Treeprocessor):
    def run(self, root: Element) -> None:
        for parent in list(root.iter()):
            for index, child in enumerate(list(parent)):
                if child.tag == "blockquote" and (source := _source(child)) is not None:
                    parent[index] = _figure(child, source)


def _source(quote: Element) -> str | None:
    """Take the source out of a quote and return it; a quote that has none, or nothing else, stays as it is."""
    last = quote[-1] if len(quote) else None
    if last is None or last.tag != "p":
        return None
    text = last.text or ""
    found = SOURCE.search(text)
    words = text[: found.start()].strip() if found else ""
    if found is None or not (words or len(quote) > 1):
        return None
    if words:
        last.text = words
    else:
        quote.remove(last)
    return found[1].strip()


def _figure(quote: Element, source: str) -> Element:
    """Return a quote with its source below it: HTML wants that outside of the quote."""
    figure, caption = Element("figure", {"class": "quote"}), Element("figcaption")
    caption.text, figure.tail, quote.tail = f"— {source}", quote.tail, "\n"
    figure.extend((quote, caption))
    return figure
