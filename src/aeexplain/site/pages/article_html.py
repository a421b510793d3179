"""An article as HTML: from its files to everything that its page says, whatever the page around it is."""

import datetime
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from aeexplain.errors import did_you_mean
from aeexplain.files.digests import digest
from aeexplain.languages.words import Words
from aeexplain.site.build_context import BuildContext
from aeexplain.site.content import cross_references
from aeexplain.site.content.articles import Article, ArticleSource, read_article
from aeexplain.site.content.front_matter.fields import Author
from aeexplain.site.content.links import OutgoingLink
from aeexplain.site.content.resolve import resolve_article
from aeexplain.site.core.error_list import ErrorList
from aeexplain.site.figures.figure import FailedFigure, Figure, FigureParts, read_figure_parts
from aeexplain.site.live_code.result import CodeResult, run_digest
from aeexplain.site.markup import markdown
from aeexplain.site.markup.folds.word_counts import WordCounts
from aeexplain.site.markup.nodes import FigureCall, FigureRequest, LiveCode
from aeexplain.site.math.formulas import Rendered
from aeexplain.site.pages.compose import REFERENCES, Composer

PARAGRAPHS = re.compile(r"\n[ \t]*\n\s*")

type Figures = Mapping[FigureRequest, Figure | FailedFigure]


@dataclass(frozen=True)
class ArticleMetadata:
    """What other pages tell of an article: title and summary as plain text and as HTML, the title as its author wrote it.

    date: None of a page that is no article. minutes, minutes_with_figures: how long the main path takes to read, without
    and with its figures. most_words: what its main
    path may have, 0 where nothing is said. people: the authors with what is told of them. abstract_html: its paragraphs.
    moved_from: the addresses that it had. translates: the address of the article of which it is a translation. The rest is ""
    or empty where nothing is said.
    """

    slug: str
    title: str
    title_html: str
    title_source: str
    summary: str
    summary_html: str
    authors: tuple[str, ...]
    date: datetime.date | None
    minutes: int
    minutes_with_figures: int
    words: WordCounts
    most_words: int
    people: tuple[Author, ...] = ()
    updated: datetime.date | None = None
    tags: tuple[str, ...] = ()
    language: str = ""
    template: str = ""
    image: str = ""
    moved_from: tuple[str, ...] = ()
    translates: str = ""
    subtitle_html: str = ""
    abstract: str = ""
    abstract_html: tuple[str, ...] = ()

    @property
    def changed(self) -> datetime.date | None:
        """The day of the last change that is told."""
        return self.updated or self.date


@dataclass(frozen=True)
class ArticleHtml:
    """An article as HTML.

    body: its HTML. contents: see `Composer`. figures: what is drawn for those that it calls. numbers: these figures' own. ids,
    outgoing_links, files: see `ResolvedArticle`. runs: some of its code does.
    """

    metadata: ArticleMetadata
    body: str
    contents: list[dict[str, Any]]
    figures: tuple[FigureRequest, ...]
    numbers: tuple[int, ...]
    ids: tuple[str, ...]
    outgoing_links: tuple[OutgoingLink, ...]
    files: Mapping[str, str]
    runs: bool = False


def article_html_key(article_source: ArticleSource, figures: Figures, context: BuildContext) -> str:
    """Return what an article's article_html is kept under: a digest of all that it follows from."""
    called = [_key_of(request, figures) for request in sorted(article_source.may_call)]
    numbers = [context.weights.digest] if article_source.may_tell_metrics else []
    macros = json.dumps(dict(context.macros))
    words, runs = words_for(article_source, context).digest, run_digest(article_source, context)
    shared = (context.sources.site, context.templates.digest(REFERENCES))
    parts = (*shared, article_source.digest, macros, words, runs)
    return digest(*parts, *called, *numbers)


def words_for(article_source: ArticleSource, context: BuildContext) -> Words:
    """Return the interface in the language of an article."""
    return context.words(article_source.language)


def render_article(
    article_source: ArticleSource,
    figures: Figures,
    context: BuildContext,
    errors: ErrorList,
    ran: CodeResult | None = None,
) -> ArticleHtml | None:
    """Return an article, set; all that is wrong with it goes to `errors`, and then there is none.

    ran: what came of its code, where it has any that runs and is not kept as it was set.
    """
    key = article_html_key(article_source, figures, context)
    if kept := context.cache.read_long("settings", key, ArticleHtml):
        article_html, (body,) = kept
        return replace(article_html, body=body)
    before = len(errors)
    errors.extend(ran.errors if ran else ())
    interface = words_for(article_source, context)
    article = read_article(article_source, errors, interface("quotes"))
    if article is None:
        return None
    drawn = _called(article, article_source, figures, context, errors)
    resolved = resolve_article(article, article_source, context, errors)
    rendered = _typeset(article, context, errors)
    if len(errors) > before:
        return None
    parts = {request: read_figure_parts(figure, context.cache) for request, figure in drawn.items()}
    outputs = ran.outputs if ran else ()
    composer = Composer(resolved, parts, rendered, context.templates, interface, outputs)
    body = composer.body()
    cross_references.check_shared(article.body, resolved.text, body, errors)
    _check_captions(article.body.figures, parts, errors)
    if len(errors) > before:
        return None
    metadata = _metadata(article, article_source, rendered, resolved.words)
    article_html = ArticleHtml(
        metadata=metadata,
        body=body,
        contents=composer.contents(),
        figures=tuple(call.request for call in article.body.figures),
        numbers=tuple(resolved.targets[f"fig:{call.id}"].number for call in article.body.figures),
        ids=resolved.ids,
        outgoing_links=resolved.outgoing_links,
        files=resolved.files,
        runs=bool(article.body.of(LiveCode)),
    )
    context.cache.write_long("settings", key, replace(article_html, body=""), [body])
    return article_html


def _typeset(article: Article, context: BuildContext, errors: ErrorList) -> Rendered:
    """Return the formulas of an article, those of its title and its summary among them."""
    formulas = [*article.body.formulas]
    for words in article.words.values():
        with errors.collecting():
            formulas += words.formulas()
    macros = {**context.macros, **article.macros}
    return context.typesetter.render(formulas, errors, f"{context.root}:{article.where}", macros)


def _metadata(
    article: Article, article_source: ArticleSource, rendered: Rendered, words: WordCounts
) -> ArticleMetadata:
    title, summary = article.words["title"], article.words["summary"]
    abstract = article.words.get("abstract")
    return ArticleMetadata(
        slug=article.slug,
        title=title.text(rendered),
        title_html=title.html(rendered),
        title_source=title.source,
        summary=summary.text(rendered),
        summary_html=summary.html(rendered),
        authors=tuple(each.name for each in article.authors),
        date=article.date,
        minutes=words.minutes,
        minutes_with_figures=words.minutes_with(len(article.body.figures)),
        words=words,
        most_words=article.most_words,
        people=article.authors,
        updated=article.updated,
        tags=article.tags,
        language=article.language,
        template=article.template,
        image=article.image,
        moved_from=article.moved_from,
        translates=article_source.translates,
        subtitle_html=article.words["subtitle"].html(rendered) if "subtitle" in article.words else "",
        abstract=abstract.text(rendered) if abstract else "",
        abstract_html=tuple(PARAGRAPHS.split(abstract.html(rendered).strip())) if abstract else (),
    )


def _check_captions(
    calls: Iterable[FigureCall], parts: Mapping[FigureRequest, FigureParts], errors: ErrorList
) -> None:
    """Note every caption with more words than its figure may have."""
    for call in calls:
        count, most = markdown.words(call.caption), parts[call.request].caption
        if count > most:
            what = f"the caption of {call.id!r} has {count} words, at most {most:g}"
            errors.add(call.where, what, "put what can wait on lines that begin with ::more")


def _called(
    article: Article,
    article_source: ArticleSource,
    figures: Figures,
    context: BuildContext,
    errors: ErrorList,
) -> dict[FigureRequest, Figure]:
    """Return the figures that an article calls, by what is drawn for them."""
    drawn: dict[FigureRequest, Figure] = {}
    for call in article.body.figures:
        match figures.get(call.request):
            case Figure() as figure:
                drawn[call.request] = figure
            case FailedFigure() as refused:
                errors.extend(refused.placed(call.places))
            case None:
                known = [
                    *article_source.own_demos,
                    *(each for each in context.sources.demos if "." not in each),
                ]
                errors.add(call.where, f"no demo named {call.name!r}", did_you_mean(call.name, known))
    return drawn


def _key_of(request: FigureRequest, figures: Figures) -> str:
    found = figures.get(request)
    return f"{request} {found.key}" if isinstance(found, Figure) else f"{request} none"
