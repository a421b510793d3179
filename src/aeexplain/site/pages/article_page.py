"""Pages of articles: an article that is set, in its template, with its preview and its card."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from aeexplain.errors import ExplainError
from aeexplain.files.digests import digest, integrity_of
from aeexplain.site.build_context import BuildContext
from aeexplain.site.content.articles import ArticleSource
from aeexplain.site.content.links import ArticleFiles, OutgoingLink
from aeexplain.site.content.photographs import coded_once
from aeexplain.site.core import security_headers
from aeexplain.site.core.assets import hashed_name
from aeexplain.site.core.config import Config
from aeexplain.site.core.error_list import ErrorList
from aeexplain.site.figures import fold
from aeexplain.site.figures.demo_code import page_code
from aeexplain.site.figures.figure import AtlasFile, Figure, read_figure_parts
from aeexplain.site.markup.nodes import FigureRequest
from aeexplain.site.math.plain_formulas import in_picture
from aeexplain.site.pages.article_html import (
    ArticleHtml,
    ArticleMetadata,
    Figures,
    article_html_key,
    render_article,
)

TEMPLATE = "article.html"
ROOT = "../"  # of the site, from an article's page
ITALICS = "<em>"
FIRST_WINDOW = 4000  # characters of an article's HTML, about
VERSION = "\ue020version\ue021"  # gives way to the digest of the page that it stands in


@dataclass(frozen=True)
class SiteContext:
    """What every page shares: the site's own words, the addresses from its root of what all pages need, its style's digest.

    integrity: the digests of what `links` names.
    type_faces: the fonts that every first window needs. slanted: those that one with italics needs besides.
    """

    config: Config
    links: Mapping[str, str]
    integrity: Mapping[str, str]
    type_faces: tuple[str, ...]
    slanted: tuple[str, ...]
    style: str
    css: str

    @property
    def policy(self) -> str:
        """Return the content security policy of all pages."""
        return security_headers.CONTENT_SECURITY_POLICY

    @property
    def common(self) -> dict[str, Any]:
        """Return what every template is given."""
        return {
            "config": self.config,
            "policy": self.policy,
            "links": self.links,
            "integrity": self.integrity,
            "type_faces": self.type_faces,
        }

    @property
    def digest(self) -> str:
        """Return a digest of what every template is given, and of what previews take from the style sheet."""
        shared = (self.links, self.integrity)
        named = (repr(sorted(each.items())) for each in shared)
        return digest(repr((self.config, self.type_faces, self.slanted)), self.policy, self.style, *named)


@dataclass(frozen=True)
class PageJob:
    """What one article's page is made from.

    engine, weights: what the page's script gets to know of the engine and of each weight file, where figures may want them.
    site_context: without it, since it cannot be had from a faulty site.toml, the article is only checked.
    """

    article_source: ArticleSource
    figures: Figures
    engine: Mapping[str, Any] | None
    weights: Mapping[str, Mapping[str, Any]]
    site_context: SiteContext | None

    def code(self, context: BuildContext) -> bytes:
        """Return the code of the demos that move in the article, or may."""
        moving = (
            each.request.demo for each in self.figures.values() if isinstance(each, Figure) and each.live
        )
        return page_code(context.project, sorted(set(moving)))

    def key(self, context: BuildContext) -> str:
        """Return what the page is kept under: a digest of all that it follows from."""
        site_context = self.site_context.digest if self.site_context else ""
        live = json.dumps([self.engine, self.weights])
        parts: tuple[str | bytes, ...] = (
            self.code(context),
            context.sources.site,
            *map(context.templates.digest, (TEMPLATE, fold.TEMPLATE)),
            site_context,
            live,
        )
        return digest(*parts, article_html_key(self.article_source, self.figures, context))


@dataclass(frozen=True)
class PageRecord:
    """A page that was made: what the rest of the site must know of it.

    card: its place in the site, "" where it has none. moving: the figures that move on it. files: the digest of each
    file that belongs to it, by its place.
    """

    metadata: ArticleMetadata
    card: str
    moving: tuple[FigureRequest, ...]
    ids: tuple[str, ...]
    outgoing_links: tuple[OutgoingLink, ...]
    files: Mapping[str, str]


@dataclass(frozen=True)
class PageResult:
    """What came of a job: the record and its files' contents by their places in the site, or what is wrong."""

    record: PageRecord | None
    contents: Mapping[str, bytes]
    errors: tuple[ExplainError, ...]


def make_page(job: PageJob, context: BuildContext) -> PageResult:
    """Make an article's page and all that belongs to it, and keep the record."""
    errors = ErrorList()
    with errors.collecting():
        article_html = render_article(job.article_source, job.figures, context, errors)
        if article_html and job.site_context:
            contents = _contents(article_html, job, job.site_context, context)
            record = PageRecord(
                metadata=article_html.metadata,
                card=next((place for place in contents if place.startswith("assets/cards/")), ""),
                moving=tuple(figure.request for figure in _moving(article_html, job)),
                ids=article_html.ids,
                outgoing_links=article_html.outgoing_links,
                files={place: digest(content) for place, content in contents.items()},
            )
            context.cache.write("pages", job.key(context), record)
            return PageResult(record, contents, ())
    return PageResult(None, {}, tuple(errors.found))


def _contents(
    article_html: ArticleHtml, job: PageJob, site_context: SiteContext, context: BuildContext
) -> dict[str, bytes]:
    slug = article_html.metadata.slug
    preview, card = _pictures(article_html, job, site_context, context)
    pictured, carded = hashed_name(f"previews/{slug}.png", preview), hashed_name(f"cards/{slug}.png", card)
    folds = _folds(article_html, job, site_context, context)
    code = job.code(context)
    placed = hashed_name(f"demos/{slug}.json", code)
    manifest = _manifest(article_html, job, site_context)
    if manifest:
        manifest["code"] = {"url": ROOT + placed, "bytes": len(code), "integrity": integrity_of(code)}
    page = _page(article_html, folds, manifest, pictured, site_context, context)
    coded = partial(coded_once, context)
    article_files = ArticleFiles(slug, job.article_source.folder, job.article_source.beside, code=coded)
    files = {
        place: article_files.content(own, job.article_source.where)
        for place, own in article_html.files.items()
    }
    pictures = {pictured: preview} | ({carded: card} if card else {})
    pages = {each.place: each.content for each in folds.values()}
    scripts = {placed: code} if manifest else {}
    return {f"{slug}/index.html": page.encode(), **pages, **pictures, **scripts, **files}


def _page(
    article_html: ArticleHtml,
    folds: Mapping[str, fold.FoldFile],
    manifest: Mapping[str, Any] | None,
    preview: str,
    site_context: SiteContext,
    context: BuildContext,
) -> str:
    from markupsafe import Markup

    def marked(sections: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return [
            each | {"text": Markup(each["text"]), "sections": marked(each["sections"])} for each in sections
        ]

    slanted = site_context.slanted if ITALICS in article_html.body[:FIRST_WINDOW] else ()
    math_folder = site_context.links["math"].rpartition("/")[0]
    page = context.templates.render(
        TEMPLATE,
        **site_context.common,
        root=ROOT,
        article=article_html.metadata,
        body=Markup(fold.with_links(article_html.body, lambda id: folds[id].link(ROOT))),
        contents=marked(article_html.contents),
        manifest=manifest,
        fonts=[*slanted, *(f"{math_folder}/{font}" for font in article_html.fonts)],
        preview=preview,
        version=VERSION,
    )
    return page.replace(VERSION, digest(page)[:12])


def _folds(
    article_html: ArticleHtml, job: PageJob, site_context: SiteContext, context: BuildContext
) -> dict[str, fold.FoldFile]:
    """Return the page of each figure's fold, by the figure's id."""
    called = (job.figures[request] for request in article_html.figures)
    return {
        each.request.id: fold.fold_file(
            each.request.demo,
            read_figure_parts(each, context.cache),
            context.templates,
            site_context.common,
        )
        for each in called
        if isinstance(each, Figure)
    }


def _moving(article_html: ArticleHtml, job: PageJob) -> list[Figure]:
    """Return the figures of the article that move, in the order of the text."""
    called = (job.figures[request] for request in article_html.figures)
    return [each for each in called if isinstance(each, Figure) and each.live]


def _manifest(article_html: ArticleHtml, job: PageJob, site_context: SiteContext) -> dict[str, Any] | None:
    """Return what the page's script must know: where engine and worker are, each demo's weight files, each figure's atlas."""
    moving = _moving(article_html, job)
    if not moving:
        return None
    demos = {
        each.request.demo: {"weights": {file: job.weights[file] for file in each.weights}} for each in moving
    }
    atlases = {each.request.id: _atlas(each.atlas) for each in moving if each.atlas}
    worker = {"url": ROOT + site_context.links["worker"], "integrity": site_context.integrity["worker"]}
    return {"engine": job.engine, "worker": worker, "demos": demos, "atlases": atlases}


def _atlas(file: AtlasFile) -> dict[str, Any]:
    """Return where an atlas is, from its page, and what it must be."""
    return {"url": f"../{file.place}", "bytes": file.bytes, "integrity": file.integrity}


def weight_file_entry(file: str, context: BuildContext) -> dict[str, Any]:
    """Return what a page gets to know of a weight file."""
    return {"url": f"../{context.weights.place(file)}", "bytes": len(context.weights.content(file))}


def _pictures(
    article_html: ArticleHtml, job: PageJob, site_context: SiteContext, context: BuildContext
) -> tuple[bytes, bytes]:
    """Return the article's preview and card: its title and its first figure."""
    first = job.figures[article_html.figures[0]] if article_html.figures else None
    figure = first if isinstance(first, Figure) else None
    title = in_picture(article_html.metadata.title, article_html.metadata.slug)
    key = digest(context.sources.site, title, figure.key if figure else "", site_context.style)
    kept = context.cache.get("previews", key), context.cache.get("cards", key)
    if kept[0] is not None and kept[1] is not None:
        return kept[0], kept[1]
    from aeexplain.site.pages.social_card import preview_and_card

    pictures = read_figure_parts(figure, context.cache).pictures if figure else ()
    large, small = preview_and_card(title, pictures, site_context.css, figure.request.demo if figure else "")
    context.cache.put("previews", key, large)
    context.cache.put("cards", key, small)
    return large, small
