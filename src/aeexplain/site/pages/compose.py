"""The last step of an article's text: every placeholder gives way to what it stands for."""

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

from aeexplain.languages.words import Words
from aeexplain.site.content import sidenotes
from aeexplain.site.content.links import guarded
from aeexplain.site.content.resolve import ResolvedArticle
from aeexplain.site.core.slugs import fragment
from aeexplain.site.core.templates import Templates
from aeexplain.site.figures.figure import FigureParts
from aeexplain.site.live_code.result import fence_html
from aeexplain.site.markup import listings, markdown
from aeexplain.site.markup.nodes import (
    CodeBlock,
    FigureCall,
    FigureRequest,
    FoldOpening,
    Formula,
    LiveCode,
    NoteCall,
    NoteText,
    Statement,
    TableCaption,
)
from aeexplain.site.math.formulas import Rendered
from aeexplain.word_places import word_place

REFERENCES = "references.html"


@dataclass(frozen=True)
class Composer:
    """Sets one article: it is resolved, with its figures, its formulas and what came of its code at hand."""

    resolved: ResolvedArticle
    figures: Mapping[FigureRequest, FigureParts]
    rendered: Rendered
    templates: Templates
    words: Words
    outputs: tuple[str, ...] = ()

    def body(self) -> str:
        """Return the article as HTML, with the list of its references."""
        references = self.resolved.references
        given = {"references": references, "word": self.words}
        listed = self.templates.render(REFERENCES, **given) if references else ""
        return self.words.fill(guarded(self._filled(self.resolved.text.html)) + listed)

    def contents(self) -> list[dict[str, Any]]:
        """Return the contents: id, HTML and sections of each section."""
        contents = self._contents(self.resolved.text.sections)
        if self.resolved.references:
            contents.append({"id": "references", "text": self.words("references"), "sections": []})
        return contents

    def _contents(self, sections: tuple[markdown.Section, ...]) -> list[dict[str, Any]]:
        return [
            {
                "id": section.id,
                "text": self.words.fill(self._filled(section.html)),
                "sections": self._contents(section.sections),
            }
            for section in sections
            if section.level <= 3
        ]

    def _filled(self, html: str) -> str:
        return markdown.fill(html, self._node)

    def _node(self, index: int) -> str:
        node = self.resolved.article.body.nodes[index]
        match node:
            case Formula():
                return self._formula(node)
            case CodeBlock():
                return listings.listing(node)
            case LiveCode():
                number = sum(isinstance(each, LiveCode) for each in self.resolved.article.body.nodes[:index])
                return fence_html(node, self.outputs[number])
            case FigureCall():
                number = self.resolved.targets[f"fig:{node.id}"].number
                more = "".join(f"<p>{self._filled(text)}</p>\n" for text in node.more)
                former = self.resolved.former_ids.get(node.id, "")
                return self.figures[node.request].html(number, self._filled(node.caption), more, former)
            case FoldOpening():
                return self._filled(node.title)
            case TableCaption():
                number = self.resolved.targets[node.label].number
                own = f'<strong><a href="#{escape(fragment(node.label))}">{word_place("table", number=number)}.</a></strong>'
                return f"{own} {self._filled(node.caption)}"
            case Statement():
                head = f"<strong>{word_place(node.kind, number=node.number)}</strong>"
                return f"{head} ({self._filled(node.title)})." if node.title else f"{head}."
            case NoteCall():
                return sidenotes.call_html(node, self.resolved.article.body)
            case NoteText():
                return sidenotes.text_html(node, self._filled(node.text), self.resolved.article.body)
        return self._filled(self.resolved.node_html[index])

    def _formula(self, formula: Formula) -> str:
        html = self.rendered[formula.tex, formula.display]
        tag = self._filled(formula.shown_tag) if formula.tag else ""
        if not formula.label:
            if not tag:
                return html
            # A tag is part of its display, so the display is what holds both.
            box = html.replace(" katex-display", "", 1)
            return (
                f'<span class="equation katex-display">{box}<span class="equation-number">{tag}</span></span>'
            )
        number, label = self.resolved.targets[formula.label].number, escape(formula.label)
        target = escape(fragment(formula.label))
        named = f' aria-label="{word_place("equation_number", number=number)}"' if number else ""
        link = f'<a class="equation-number" href="#{target}"{named}>{tag or f"({number})"}</a>'
        return f'<span class="equation" id="{label}">{html}{link}</span>'
