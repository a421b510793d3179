"""Pages of articles: an article that is set, in its template, with its preview and its card."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import Any

from aeexplain.errors import ExplainError, did_you_mean
from aeexplain.files.digests import digest, integrity_of
from aeexplain.languages.words import Words
from aeexplain.site.build_context import BuildContext
from aeexplain.site.content.articles import ArticleSource
from aeexplain.site.content.beside.plots import drawn
from aeexplain.site.content.links import ArticleFiles, OutgoingLink
from aeexplain.site.content.photographs import coded_once
from aeexplain.site.core import security_headers
from aeexplain.site.core.allowances import blocked, with_allowances
from aeexplain.site.core.assets import hashed_name
from aeexplain.site.core.config import Config
from aeexplain.site.core.error_list import ErrorList
from aeexplain.site.core.text_direction import direction
from aeexplain.site.figures import fold
from aeexplain.site.figures.demo_code import page_code
from aeexplain.site.figures.figure import AtlasFile, Figure, read_figure_parts
from aeexplain.site.figures.words import figure_words
from aeexplain.site.live_code.result import CodeResult
from aeexplain.site.markup.nodes import FigureRequest
from aeexplain.site.math.formulas import FORMULA
from aeexplain.site.math.plain_formulas import in_picture
from aeexplain.site.pages import figure_pages
from aeexplain.site.pages.article_html import (
    ArticleHtml,
    ArticleMetadata,
    Figures,
    article_html_key,
    render_article,
    words_for,
)
from aeexplain.site.pages.stage_images import images_apart

TEMPLATE = "article.html"
ROOT = "../"  # of the site, from an article's page
ITALICS = "<em>"
IMAGES = ("png", "jpg", "jpeg", "webp")  # that others show of a page
FIRST_WINDOW = 4000  # characters of an article's HTML, about
VERSION = "\ue020version\ue021"  # gives way to the digest of the page that it stands in


# The scripts that a page is told of and fetches when they are wanted, and how they are called among the site's links.
SCRIPTS_BY_ADDRESS = {
    "worker": "worker",
    "editor": "editor",
    "codeEditor": "code_editor",
    "editedWorker": "edited_worker",
}
EDIT_ARTICLE = {"editArticle": "edit_article"}  # the same, of pages whose code runs


@dataclass(frozen=True)
class SiteContext:
    """What every page shares: the site's own words, the addresses from its root of what all pages need, its style's digest.

    integrity: the digests of files, by their places.
    type_faces: the fonts that every first window needs. slanted, mathematical: those that one with italics, or with formulas,
    needs besides. words: the interface in the site's language. scripts: the scripts' addresses by their purposes, for each
    language whose words are in them.
    """

    config: Config
    links: Mapping[str, str]
    integrity: Mapping[str, str]
    type_faces: tuple[str, ...]
    slanted: tuple[str, ...]
    mathematical: tuple[str, ...]
    style: str
    css: str
    words: Words
    scripts: Mapping[str, Mapping[str, str]]
    has_feed: bool

    @cached_property
    def policy(self) -> str:
        """Return the content security policy of all pages."""
        return with_allowances(security_headers.CONTENT_SECURITY_POLICY, self.config.security)

    @property
    def common(self) -> dict[str, Any]:
        """Return what every template is given for a page in the site's language."""
        return self.common_in(self.words)

    def common_in(self, words: Words) -> dict[str, Any]:
        """Return what every template is given for a page in a language."""
        links = self.links_in(words)
        integrity = {name: self.integrity[place] for name, place in links.items() if place in self.integrity}
        return {
            "config": self.config,
            "policy": self.policy,
            "links": links,
            "integrity": integrity,
            "type_faces": self.type_faces,
            "word": words,
            "language": words.tag,
            "direction": direction(words.tag),
            "has_feed": self.has_feed,
        }

    def links_in(self, words: Words) -> Mapping[str, str]:
        """Return the addresses from the site's root of what pages in a language need."""
        return {**self.links, **self.scripts[words.language]}

    @cached_property
    def digest(self) -> str:
        """Return a digest of what every template is given, and of what previews take from the style sheet."""
        shared = (self.links, self.integrity, self.scripts)
        named = (repr(sorted(each.items())) for each in shared)
        return digest(
            repr((self.config, self.type_faces, self.slanted, self.mathematical, self.has_feed)),
            self.policy,
            self.style,
            self.words.digest,
            *named,
        )


@dataclass(frozen=True)
class Edition:
    """An article in one language: its tag, the language's own name for itself, and the address."""

    language: str
    name: str
    slug: str


@dataclass(frozen=True)
class PageJob:
    """What one article's page is made from.

    engine, weights: what the page's script gets to know of the engine and of each weight file, where figures may want them.
    editions: the article in all its languages, where there are several. ran: what came of its code.
    site_context: without it, since it cannot be had from a faulty site.toml, the article is only checked.
    """

    article_source: ArticleSource
    figures: Figures
    engine: Mapping[str, Any] | None
    weights: Mapping[str, Mapping[str, Any]]
    site_context: SiteContext | None
    editions: tuple[Edition, ...] = ()
    ran: CodeResult | None = None

    def code(self, context: BuildContext) -> bytes:
        """Return the code of the demos that move in the article, or may."""
        moving = [each.request for each in self.figures.values() if isinstance(each, Figure) and each.live]
        names = sorted({each.demo for each in moving})
        places = context.sources.demo_places if names else {}
        return page_code(context.project, names, figure_words(moving), places)

    def key(self, context: BuildContext) -> str:
        """Return what the page is kept under: a digest of all that it follows from."""
        site_context = self.site_context.digest if self.site_context else ""
        live = json.dumps([self.engine, self.weights]) + repr(self.editions)
        parts: tuple[str | bytes, ...] = (
            self.code(context),
            context.sources.site,
            *map(
                context.templates.digest,
                (template_of(self.article_source), fold.TEMPLATE, figure_pages.TEMPLATE),
            ),
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
    runs: bool = False


@dataclass(frozen=True)
class PageResult:
    """What came of a job: the record and its files' contents by their places in the site, or what is wrong."""

    record: PageRecord | None
    contents: Mapping[str, bytes]
    errors: tuple[ExplainError, ...]


def is_set(job: PageJob, context: BuildContext) -> bool:
    """Tell whether an article is kept as it was set, so that its code need not run."""
    return context.cache.has("settings", article_html_key(job.article_source, job.figures, context))


def make_page(job: PageJob, context: BuildContext) -> PageResult:
    """Make an article's page and all that belongs to it, and keep the record."""
    errors = ErrorList()
    with errors.collecting():
        article_html = render_article(job.article_source, job.figures, context, errors, job.ran)
        if article_html and job.site_context:
            _check_template(article_html, job, context)
            _check_fetches(article_html, job, job.site_context, context, errors)
            errors.raise_if_any()
            contents = _contents(article_html, job, job.site_context, context)
            record = PageRecord(
                metadata=article_html.metadata,
                card=next((place for place in contents if place.startswith("assets/cards/")), ""),
                moving=tuple(figure.request for figure in _moving(article_html, job)),
                ids=article_html.ids,
                outgoing_links=article_html.outgoing_links,
                files={place: digest(content) for place, content in contents.items()},
                runs=article_html.runs,
            )
            context.cache.write("pages", job.key(context), record)
            return PageResult(record, contents, ())
    return PageResult(None, {}, tuple(errors.found))


def _contents(
    article_html: ArticleHtml, job: PageJob, site_context: SiteContext, context: BuildContext
) -> dict[str, bytes]:
    slug, source = article_html.metadata.slug, job.article_source
    preview, card = _pictures(article_html, job, site_context, context)
    pictured, carded = hashed_name(f"previews/{slug}.png", preview), hashed_name(f"cards/{slug}.png", card)
    folds = _folds(article_html, job, site_context, context)
    body, images = images_apart(article_html.body, ROOT, FIRST_WINDOW)
    article_html = replace(article_html, body=body)
    code = job.code(context)
    placed = hashed_name(f"demos/{slug}.json", code)
    manifest = _manifest(article_html, job, site_context, context)
    if manifest:
        manifest["code"] = {"url": ROOT + placed, "bytes": len(code), "integrity": integrity_of(code)}
    coded = partial(coded_once, context)
    article_files = ArticleFiles(
        slug,
        source.folder,
        {**source.shared, **source.beside},
        code=coded,
        shared=source.shared_folder,
        draw=partial(drawn, context),
    )
    if article_html.metadata.image:
        preview, pictured = _own_image(article_html, job, article_files)
    words = words_for(source, context)
    page = _page(article_html, folds, manifest, pictured, site_context, words, job.editions, context)
    common = site_context.common_in(words)
    alone = figure_pages.figure_pages(article_html, folds, manifest, pictured, common, context.templates)
    files = {
        place: article_files.content(own, job.article_source.where)
        for place, own in article_html.files.items()
    }
    pictures = {pictured: preview} | ({carded: card} if card else {})
    pages = {each.place: each.content for each in folds.values()}
    scripts = {placed: code} if manifest else {}
    pages |= {f"{slug}/index.html": page.encode(), **dict(alone)}
    return {**pages, **pictures, **images, **scripts, **files}


def _page(
    article_html: ArticleHtml,
    folds: Mapping[str, fold.FoldFile],
    manifest: Mapping[str, Any] | None,
    preview: str,
    site_context: SiteContext,
    words: Words,
    editions: tuple[Edition, ...],
    context: BuildContext,
) -> str:
    from markupsafe import Markup

    def marked(sections: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return [
            each | {"text": Markup(each["text"]), "sections": marked(each["sections"])} for each in sections
        ]

    metadata, body = article_html.metadata, article_html.body[:FIRST_WINDOW]
    slanted = site_context.slanted if ITALICS in body else ()
    first = metadata.title_html + metadata.summary_html + body
    mathematical = site_context.mathematical if FORMULA in first else ()
    template = metadata.template or TEMPLATE
    page = context.templates.render(
        template,
        **site_context.common_in(words),
        root=ROOT,
        article=article_html.metadata,
        body=Markup(fold.with_links(article_html.body, lambda id: folds[id].link(ROOT, words))),
        contents=marked(article_html.contents),
        manifest=manifest,
        fonts=[*slanted, *mathematical],
        preview=preview,
        version=VERSION,
        editions=editions,
    )
    return page.replace(VERSION, digest(page)[:12])


def template_of(article_source: ArticleSource) -> str:
    """Return the template that an article is put into."""
    asked = article_source.front.get("template")
    return asked if isinstance(asked, str) and asked else TEMPLATE


def _check_template(article_html: ArticleHtml, job: PageJob, context: BuildContext) -> None:
    """Raise an ExplainError where an article asks for a template that there is not."""
    asked = article_html.metadata.template
    if asked and asked not in context.templates.names:
        hint = did_you_mean(asked, context.templates.names) or "write it into theme/templates/"
        raise ExplainError(f"{job.article_source.where}:2", f"there is no template {asked!r:.80}", hint)


def _check_fetches(
    article_html: ArticleHtml,
    job: PageJob,
    site_context: SiteContext,
    context: BuildContext,
    errors: ErrorList,
) -> None:
    """Note what the page would fetch from elsewhere and may not, each where its address stands in the text."""
    source, allowed = job.article_source, site_context.config.security
    config = context.project.config.relative_to(context.root).as_posix()
    folder = source.where.rpartition("/")[0]
    files = [
        (source.where, source.text),
        *((f"{folder}/{name}", text) for name, text in source.included.items()),
    ]
    texts = [(where, text.decode("utf-8-sig", "replace")) for where, text in files]
    for each in blocked(article_html.body, allowed):
        where, text = next((pair for pair in texts if each.address in pair[1]), texts[0])
        before = text.partition(each.address)[0]
        errors.add(f"{where}:{before.count('\n') + 1}", each.what, each.hint(allowed, config))


def _own_image(article_html: ArticleHtml, job: PageJob, article_files: ArticleFiles) -> tuple[bytes, str]:
    """Return the picture that stands for the article elsewhere, and its place in the site; none: ExplainError."""
    where, name = f"{job.article_source.where}:2", article_html.metadata.image
    content, _ = article_files.file(name, where)
    suffix = name.rpartition(".")[2].lower()
    if suffix not in IMAGES:
        raise ExplainError(
            where, f"'image' names {name!r:.80}, which is no picture", f"one of {', '.join(IMAGES)}"
        )
    return content, hashed_name(f"previews/{article_html.metadata.slug}.{suffix}", content)


def _folds(
    article_html: ArticleHtml, job: PageJob, site_context: SiteContext, context: BuildContext
) -> dict[str, fold.FoldFile]:
    """Return the page of each figure's fold, by the figure's id."""
    called = (job.figures[request] for request in article_html.figures)
    words = words_for(job.article_source, context)
    return {
        each.request.id: fold.fold_file(
            each.request.demo,
            read_figure_parts(each, context.cache),
            context.templates,
            site_context.common_in(words),
        )
        for each in called
        if isinstance(each, Figure)
    }


def _moving(article_html: ArticleHtml, job: PageJob) -> list[Figure]:
    """Return the figures of the article that move, in the order of the text."""
    called = (job.figures[request] for request in article_html.figures)
    return [each for each in called if isinstance(each, Figure) and each.live]


def _manifest(
    article_html: ArticleHtml, job: PageJob, site_context: SiteContext, context: BuildContext
) -> dict[str, Any] | None:
    """Return what the page's script must know: where engine and worker are, each demo's weight files, each figure's atlas."""
    moving = _moving(article_html, job)
    if not (moving or article_html.runs):
        return None
    demos = {
        each.request.demo: {"weights": {file: job.weights[file] for file in each.weights}}
        | ({"checks": each.checks} if each.checks else {})
        for each in moving
    }
    atlases = {each.request.id: _atlas(each.atlas) for each in moving if each.atlas}
    links = site_context.links_in(words_for(job.article_source, context))
    scripts = {
        key: {"url": ROOT + links[name], "integrity": site_context.integrity[links[name]]}
        for key, name in (SCRIPTS_BY_ADDRESS | (EDIT_ARTICLE if article_html.runs else {})).items()
    }
    figures = {"figures": f"{figure_pages.FOLDER}/"} if moving else {}
    return {"engine": job.engine, **scripts, "demos": demos, "atlases": atlases, **figures}


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
