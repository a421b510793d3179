"""Resolving an article: it is held against its sources, so that every citation, label, number, link and file is there."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from aeexplain.site.build_context import BuildContext
from aeexplain.site.content import citations, cross_references, images, links, metrics
from aeexplain.site.content.articles import Article, ArticleSource
from aeexplain.site.content.beside.plots import drawn
from aeexplain.site.content.bibliography import read_bibliography
from aeexplain.site.content.cross_references import Target
from aeexplain.site.content.headings import check_levels
from aeexplain.site.content.links import ArticleFiles, OutgoingLink
from aeexplain.site.content.photographs import coded_once
from aeexplain.site.content.sidenotes import check_notes
from aeexplain.site.core.error_list import ErrorList
from aeexplain.site.markup import markdown
from aeexplain.site.markup.folds.word_counts import WordCounts, count_words
from aeexplain.site.markup.markdown import Text
from aeexplain.site.markup.nodes import (
    Citation,
    CodeBlock,
    Formula,
    Image,
    Link,
    Metric,
    Reference,
)


@dataclass(frozen=True)
class ResolvedArticle:
    """An article with all that its text calls for.

    node_html: the HTML, perhaps with placeholders, of each node that needs no typesetter and no template, by its number.
    ids: what links may lead to. former_ids: see `cross_references`.
    outgoing_links: the links to other pages, which are checked when all are known.
    files: those beside the article that are published with it, place in the site → name.
    """

    article: Article
    text: Text
    targets: Mapping[str, Target]
    node_html: Mapping[int, str]
    references: tuple[citations.Reference, ...]
    ids: tuple[str, ...]
    former_ids: Mapping[str, str]
    outgoing_links: tuple[OutgoingLink, ...]
    files: Mapping[str, str]

    @property
    def words(self) -> WordCounts:
        """How many words the article has."""
        return count_words(self.text.html, self.article.body)


def resolve_article(
    article: Article, article_source: ArticleSource, context: BuildContext, errors: ErrorList
) -> ResolvedArticle:
    """Return an article, resolved; what is wrong goes to `errors`, and then it is not to be used."""
    return _Resolver(article, article_source, context, errors).resolved()


class _Resolver:
    def __init__(
        self, article: Article, article_source: ArticleSource, context: BuildContext, errors: ErrorList
    ) -> None:
        self.article, self.weights, self.errors = article, context.weights, errors
        self.text = markdown.convert(article.body)
        self.article_files = ArticleFiles(
            article.slug,
            article_source.folder,
            {**article_source.shared, **article_source.beside},
            code=partial(coded_once, context),
            shared=article_source.shared_folder,
            draw=partial(drawn, context),
        )
        before = len(errors)
        works = read_bibliography(article_source, context, errors)
        self.keys = tuple(works)
        self.unread = len(errors) > before and not works
        cited = {each.key for citation in article.body.of(Citation) for each in citation.cited}
        self.references = citations.references({key: work for key, work in works.items() if key in cited})
        self.targets = cross_references.targets(article.body, self.text, errors, bool(self.references))
        self.ids = self._ids()
        self.former_ids = cross_references.former_ids(article.body, self.ids)

    def resolved(self) -> ResolvedArticle:
        body = self.article.body
        check_levels(body.headings, self.errors)
        check_notes(body, self.errors)
        node_html = {index: self._node_html(node) for index, node in enumerate(body.nodes)}
        return ResolvedArticle(
            article=self.article,
            text=self.text,
            targets=self.targets,
            node_html={index: html for index, html in node_html.items() if html is not None},
            references=tuple(self.references.values()),
            ids=self._linked_ids,
            former_ids=self.former_ids,
            outgoing_links=tuple(found for link in body.of(Link) if (found := links.outgoing_link(link))),
            files=self.article_files.taken,
        )

    def _ids(self) -> tuple[str, ...]:
        """Return every id that something of the article has, sorted."""
        figures = (figure.id for figure in self.article.body.figures)
        body = self.article.body
        labels = [
            *(formula.label for formula in body.of(Formula)),
            *(image.label for image in body.of(Image)),
            *(code.fence.label for code in body.of(CodeBlock)),
        ]
        equations = filter(None, labels)
        return tuple(
            sorted({*cross_references.LINKED, *cross_references.ids(self.text.html), *figures, *equations})
        )

    @property
    def _linked_ids(self) -> tuple[str, ...]:
        return tuple(sorted({*self.ids, *self.former_ids.values()}))

    def _reference(self, reference: Reference) -> str:
        return cross_references.reference_html(reference, self.targets, self.article.body.refused)

    def _node_html(self, node: object) -> str | None:
        """Return a node's HTML, or None for one that is filled in later, or not at all."""
        with self.errors.collecting():
            match node:
                case Citation() if not self.unread:
                    return citations.citation_html(
                        node, self.references, self.errors, self.keys, self._reference
                    )
                case Reference():
                    return self._reference(node)
                case Metric():
                    return metrics.metric_html(
                        node, lambda file, path: self.weights.metric(file, path, node.where)
                    )
                case Link():
                    return links.address(node, self.article_files, self._linked_ids)
                case Image():
                    number = self.targets[node.label].number if node.label in self.targets else 0
                    return images.image_html(node, self.article_files, number)
        return None
