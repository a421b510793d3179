"""Proof-reading: an article held against its sources, so that every citation, label, number, link and file is there."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from math import ceil
from pathlib import Path

from aeexplain.site import citations, images, labels, links, markdown, metrics
from aeexplain.site.articles import Article
from aeexplain.site.assets import Assets
from aeexplain.site.bibliography import read_bibliography
from aeexplain.site.faults import Faults
from aeexplain.site.figures import Workshop
from aeexplain.site.headings import check_levels
from aeexplain.site.labels import Target
from aeexplain.site.links import Shelf
from aeexplain.site.markdown import Text
from aeexplain.site.marks import Citation, Formula, Image, Link, Metric, NoteText, Reference, TableCaption
from aeexplain.site.notes import check_notes
from aeexplain.site.placeholders import BLOCK_ALONE, number

WORDS_A_MINUTE, SECONDS_A_FIGURE = 230, 20


@dataclass(frozen=True)
class Proof:
    """An article with all that its text calls for.

    `settled` is the HTML, perhaps with placeholders, of each mark that needs neither KaTeX nor a template, by its number.
    """

    article: Article
    text: Text
    targets: Mapping[str, Target]
    settled: Mapping[int, str]
    references: tuple[citations.Reference, ...]

    @property
    def minutes(self) -> int:
        """How long the article takes to read, figures included."""
        body = self.article.body
        asides = [*(figure.caption for figure in body.figures), *(note.text for note in body.of(NoteText))]
        words = markdown.words(self.text.html) + sum(markdown.words(text) for text in asides)
        return ceil(words / WORDS_A_MINUTE + len(body.figures) * SECONDS_A_FIGURE / 60) or 1


def read_proofs(
    articles: list[Article], root: Path, workshop: Workshop, assets: Assets, faults: Faults
) -> list[Proof]:
    """Return a proof of each article; all that is wrong goes to `faults`, and then no proof is to be used."""
    texts = {article.slug: markdown.convert(article.body) for article in articles}
    pages = {article.slug: _ids(article, texts[article.slug]) for article in articles}
    return [
        _Reader(article, texts[article.slug], root, workshop, assets, faults).proof(pages)
        for article in articles
    ]


def _ids(article: Article, text: Text) -> Collection[str]:
    """Return every id that a link may lead to."""
    figures = (figure.name for figure in article.body.figures)
    equations = (formula.label for formula in article.body.of(Formula) if formula.label)
    return {*labels.RESERVED, *labels.ids(text.html), *figures, *equations}


class _Reader:
    def __init__(
        self, article: Article, text: Text, root: Path, workshop: Workshop, assets: Assets, faults: Faults
    ) -> None:
        self.article, self.text, self.workshop, self.faults = article, text, workshop, faults
        folder = (root / article.where).parent
        self.shelf = Shelf(article.slug, folder, assets)
        self.targets = labels.targets(article.body, text, faults)
        self.references = citations.references(read_bibliography(folder, root, faults))

    def proof(self, pages: Mapping[str, Collection[str]]) -> Proof:
        body = self.article.body
        check_levels(body.headings, self.faults)
        check_notes(body, self.faults)
        self._check_tables()
        settled = {index: self._settled(mark, pages) for index, mark in enumerate(body.marks)}
        citations.check_cited(self.references, self.article.where, self.faults)
        told = {index: html for index, html in settled.items() if html is not None}
        return Proof(self.article, self.text, self.targets, told, tuple(self.references.values()))

    def _settled(self, mark: object, pages: Mapping[str, Collection[str]]) -> str | None:
        """Return a mark's HTML, or None for one that is settled later, or not at all."""
        with self.faults.noted():
            match mark:
                case Citation():
                    return citations.html(mark, self.references, markdown.inline_html, self.faults)
                case Reference():
                    return labels.html(mark, self.targets)
                case Metric():
                    return metrics.html(mark, lambda file, path: self.workshop.metric(file, path, mark.where))
                case Link():
                    return links.address(mark, self.shelf, pages)
                case Image():
                    return images.html(mark, self.shelf)
        return None

    def _check_tables(self) -> None:
        """Note every caption that the tree found no table for."""
        for match in BLOCK_ALONE.finditer(self.text.html):
            mark = self.article.body.marks[number(match[1])]
            if isinstance(mark, TableCaption):
                self.faults.add(mark.where, "a caption without a table", "write the table right below it")
