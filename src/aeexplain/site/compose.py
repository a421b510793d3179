"""The last step of an article's text: every placeholder gives way to what it stands for."""

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from jinja2 import Environment
from markupsafe import Markup

from aeexplain.site import figures, markdown, math, notes
from aeexplain.site.figures import Figure
from aeexplain.site.marks import FigureCall, Formula, NoteCall, NoteText, TableCaption
from aeexplain.site.proofs import Proof


@dataclass(frozen=True)
class Composer:
    """Sets one article: its proof, with all figures and formulas of the site at hand."""

    proof: Proof
    figures: Mapping[str, Figure]
    rendered: math.Rendered
    environment: Environment

    def page(self) -> dict[str, object]:
        """Return what the article's template tells: body, contents, minutes."""
        references = self.proof.references
        template = self.environment.get_template("references.html")
        listed = template.render(references=references) if references else ""
        contents = self._contents(self.proof.text.sections)
        if references:
            contents.append({"id": "references", "text": Markup("References"), "sections": []})
        return {
            "body": Markup(self._filled(self.proof.text.html) + listed),
            "contents": contents,
            "minutes": self.proof.minutes,
        }

    def _contents(self, sections: tuple[markdown.Section, ...]) -> list[dict[str, object]]:
        return [
            {
                "id": section.id,
                "text": Markup(self._filled(section.html)),
                "sections": self._contents(section.sections),
            }
            for section in sections
            if section.level <= 3
        ]

    def _filled(self, html: str) -> str:
        return markdown.fill(html, self._mark)

    def _inline(self, text: str) -> str:
        return self._filled(markdown.inline_html(text))

    def _mark(self, index: int) -> str:
        mark = self.proof.article.body.marks[index]
        match mark:
            case Formula():
                return self._formula(mark)
            case FigureCall():
                number = self.proof.targets[f"fig:{mark.name}"].number
                caption = self._inline(mark.caption)
                return figures.html(self.figures[mark.name], number, caption, self.rendered, self.environment)
            case TableCaption():
                number = self.proof.targets[mark.label].number
                own = f'<strong><a href="#{mark.label}">Table&nbsp;{number}.</a></strong>'
                return f"{own} {self._inline(mark.caption)}"
            case NoteCall():
                return notes.call_html(mark, self.proof.article.body)
            case NoteText():
                return notes.text_html(mark, self._inline(mark.text), self.proof.article.body)
        return self._filled(self.proof.settled[index])

    def _formula(self, formula: Formula) -> str:
        html = self.rendered[formula.tex, formula.display]
        if not formula.label:
            return html
        number, label = self.proof.targets[formula.label].number, escape(formula.label)
        link = f'<a class="equation-number" href="#{label}" aria-label="Equation {number}">({number})</a>'
        return f'<span class="equation" id="{label}">{html}{link}</span>'
