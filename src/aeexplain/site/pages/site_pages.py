"""What a site has beside its articles: the files that all pages share, and the pages that are no article."""

from collections import defaultdict
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from aeexplain.errors import ExplainError
from aeexplain.files.digests import digest, integrity_of
from aeexplain.project import Project
from aeexplain.setup.packages import NOTICES as PACKAGE_NOTICES
from aeexplain.site.build_context import BuildContext
from aeexplain.site.content.articles import ArticleSource
from aeexplain.site.content.reserved_addresses import (
    ADDRESSED,
    ARCHIVE,
    HEADERS,
    NO_JEKYLL,
    NOTICES,
    PAGES,
    SEARCH,
    SERVICE,
    TAGS,
)
from aeexplain.site.core import security_headers
from aeexplain.site.core.assets import hashed_name
from aeexplain.site.core.config import Config
from aeexplain.site.core.text import read_bytes
from aeexplain.site.math.formulas import formula_style
from aeexplain.site.pages import scripts
from aeexplain.site.pages.article_html import ArticleMetadata
from aeexplain.site.pages.article_page import Edition, PageRecord, SiteContext
from aeexplain.site.pages.editions import listed
from aeexplain.site.pages.list_pages import IN_A_FEED, ON_A_PAGE, list_pages
from aeexplain.site.pages.search_index import SearchIndex
from aeexplain.site.pages.tags_and_moves import Tag, redirect_place, tags_of
from aeexplain.site.pages.type_faces import shown_texts, type_faces
from aeexplain.site.styles.colours import style_of
from aeexplain.site.styles.layers import whole_look

ICON, LICENSES = "assets/favicon.svg", f"assets/{NOTICES}"  # of templates/
FEED = "feed.xml"
LITTER = (".DS_Store", "Thumbs.db", "desktop.ini")  # of static/, where names that hide are published too
# The scripts by their purposes, and how each is called in assets/.
SCRIPTS = {
    "theme": "theme.js",
    "script": "article.js",
    "reading": "reading.js",
    "late": "offline.js",
    "worker": "worker.js",
    "editor": "editor.js",
    "code_editor": "code_editor.js",
    "edited_worker": "edited_worker.js",
    "edit_article": "edit_article.js",
    "search": "search.js",
}


def shared_files(
    config: Config,
    context: BuildContext,
    sources: Sequence[ArticleSource] = (),
    draft: bool = False,
) -> tuple[SiteContext, dict[str, bytes]]:
    """Return what every page shares, and the files that all pages share by their places in the site.

    sources: of articles and pages. Of a draft, scripts can be read in a browser. A site has a feed if there are dated articles
    and an address.
    """
    project = context.project
    texts = (*context.sources.demos.values(), *shown_texts(sources))
    look, icon = whole_look(config, project, texts), _template(ICON, project)
    languages = {each.language for each in sources}
    words = {each.language: each for each in map(context.words, {*languages, ""})}
    bundles = {name: scripts.bundles(context.cache, each, draft) for name, each in words.items()}
    placed = _placed(bundles, config)
    modules = {
        place: bundles[language][name] for language, own in placed.items() for name, place in own.items()
    }
    text = look.css
    faces = type_faces(text, project, texts)
    formulas = formula_style()
    css = scripts.style(text.encode()) + faces.css.encode() + formulas.css.encode()
    style, favicon = hashed_name("site.css", css), hashed_name("favicon.svg", icon)
    links = {"style": style, "icon": favicon, "service": SERVICE}
    files = {**modules, style: css}
    integrity = {place: integrity_of(content) for place, content in files.items()}
    site_context = SiteContext(
        config,
        links,
        integrity,
        (*faces.first, *look.first),
        faces.slanted,
        (formulas.first,),
        style_of(text),
        text,
        context.words(),
        placed,
        bool(config.url) and not all(each.is_page for each in sources),
    )
    root_files = {
        HEADERS: security_headers.headers_file(site_context.policy).encode(),
        NO_JEKYLL: b"",
        NOTICES: _notices(project),
        SERVICE: bundles[context.words().language]["service"],
    }
    return site_context, {**files, **faces.files, **look.files, **formulas.files, favicon: icon, **root_files}


def _placed(bundles: Mapping[str, Mapping[str, bytes]], config: Config) -> dict[str, dict[str, str]]:
    """Return where the scripts of each language stand in the site, by their purposes."""
    wanted = {name: file for name, file in SCRIPTS.items() if name != "search" or config.search}
    return {
        language: {name: hashed_name(file, own[name]) for name, file in wanted.items()}
        for language, own in bundles.items()
    }


def static_files(project: Project) -> Iterator[tuple[str, bytes]]:
    """Yield the files of static/ by their places in the site, those that hide among them, but what systems leave behind."""
    folder = project.static
    for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
        if path.is_file() and path.name not in LITTER:
            yield (
                path.relative_to(folder).as_posix(),
                read_bytes(path, path.relative_to(project.root).as_posix()),
            )


def check_navigation(config: Config, known: Container[str], where: str) -> None:
    """Raise an ExplainError for an entry of the navigation that leads nowhere; `known` has the files of the site."""
    for label, target in config.navigation.items():
        place = target.partition("#")[0]
        if ":" in target or any(
            each in known for each in (place, f"{place.rstrip('/')}/index.html".lstrip("/"))
        ):
            continue
        what = f"the entry {label!r:.60} of 'navigation' leads to {target!r:.80}, which there is not"
        raise ExplainError(where, what, 'name an article, a page or a file of static/, such as "about/"')


def _notices(project: Project) -> bytes:
    """Return the notices of what a site carries of others, of the packages that its figures import among them."""
    shipped, own = _template(LICENSES, project), project.packages / PACKAGE_NOTICES
    return shipped.rstrip() + b"\n\n" + own.read_bytes() if own.is_file() else shipped


def _template(name: str, project: Project) -> bytes:
    """Return a file of templates/, the site's own or the one that ships."""
    return read_bytes(project.template(name), f"templates/{name}")


@dataclass(frozen=True)
class _SitePage:
    """A page that is no article: its place, its template, the articles that it lists, and what else its template is given.

    own: which is known by `told` from any other, tags and articles aside.
    """

    place: str
    template: str
    articles: Sequence[ArticleMetadata]
    own: Mapping[str, Any] = field(default_factory=dict)
    told: str = ""


def render_site_pages(
    site_context: SiteContext,
    records: list[PageRecord],
    editions: Mapping[str, tuple[Edition, ...]],
    context: BuildContext,
    kept: Callable[[str, str], bool],
    search: SearchIndex | None = None,
) -> Iterator[tuple[str, bytes]]:
    """Yield the pages that are no article, by their places; those that `kept(place, digest)` has are left out."""
    cards = {record.metadata.slug: record.card for record in records}
    pages = [record.metadata for record in records if not record.metadata.date]
    every_edition = [record.metadata for record in records if record.metadata.date]
    in_lists = {each.slug for each in listed(every_edition, site_context.config.language)}
    own = [each for each in records if each.metadata.slug in in_lists]
    tags = tags_of(own)
    digests = {each.metadata.slug: digest(repr((each.metadata, each.card))) for each in records}
    around = _around(pages, tags, digests, context)
    shared = digest(context.sources.site, site_context.digest, repr(sorted(editions.items())), *around)
    for page in _site_pages(records, own, every_edition, tags, search):
        if page.template in ADDRESSED and not site_context.config.url:
            continue
        if page.template == FEED and not site_context.has_feed:
            continue
        on_page = (digests[each.slug] for each in page.articles)
        key = digest(shared, page.place, page.told, context.templates.digest(page.template), *on_page)
        known = context.cache.read("sitewide", key, str)
        if known and kept(page.place, known):
            continue
        given = {
            "articles": page.articles,
            "pages": pages,
            "tags": tags,
            "cards": cards,
            "root": _root(page.place, site_context.config),
            "feed": FEED,
            "tag": None,
            "every_edition": every_edition,
            "editions": defaultdict(tuple, editions),
            **page.own,
        }
        content = context.templates.render(page.template, **site_context.common, **given).encode()
        context.cache.write("sitewide", key, digest(content))
        yield page.place, content


def _around(
    pages: list[ArticleMetadata], tags: list[Tag], digests: Mapping[str, str], context: BuildContext
) -> Iterator[str]:
    """Yield what pages take from articles that they do not list: with the templates that ship, the articles' tags alone."""
    yield repr(pages)
    for tag in tags:
        yield repr((tag.name, tag.slug, [each.slug for each in tag.articles]))
    # A site's own templates may show anything.
    if any(folder.is_dir() for folder in context.project.template_folders[:-1]):
        yield from digests.values()


def _site_pages(
    records: list[PageRecord],
    own: list[PageRecord],
    every_edition: list[ArticleMetadata],
    tags: list[Tag],
    search: SearchIndex | None,
) -> Iterator[_SitePage]:
    """Yield every page that is no article; `own` has the articles that lists have, in one edition each."""
    articles = [record.metadata for record in own]
    most = {"404.html": ON_A_PAGE, FEED: IN_A_FEED}
    for place, template in PAGES.items():
        if place != ARCHIVE:
            first = articles[: most.get(place)]
            told = "" if place in most else repr(every_edition)
            all_listed = len(first) == len(articles)
            yield _SitePage(place, template, first, {"all_listed": all_listed}, f"{all_listed} {told}")
    yield from _list(articles, "", PAGES[ARCHIVE])
    for tag in tags:
        feed = f"{TAGS}/{tag.slug}/feed.xml"
        given = {"tag": tag, "feed": feed}
        yield from _list(tag.articles, f"{TAGS}/{tag.slug}/", "tag.html", given)
        yield _SitePage(feed, FEED, tag.articles[:IN_A_FEED], given)
    if tags:
        yield _SitePage(f"{TAGS}/index.html", "tags.html", [])
    if search:
        yield _SitePage(SEARCH, "search.html", [], {"search": search}, search.folder)
    for record in records:
        for place in record.metadata.moved_from:
            given = {"article": record.metadata}
            yield _SitePage(redirect_place(place), "moved.html", [], given, repr(record.metadata))


def _list(
    articles: Sequence[ArticleMetadata], folder: str, template: str, own: Mapping[str, Any] | None = None
) -> Iterator[_SitePage]:
    """Yield the pages of a list of articles."""
    for each in list_pages(articles, folder):
        told = repr((each.number, each.count))
        yield _SitePage(each.place, template, each.articles, {**(own or {}), "list_page": each}, told)


def _root(place: str, config: Config) -> str:
    """Return the path to the site's root. The page for missing pages is shown under any address, so it names it."""
    return config.path if place == "404.html" else "../" * place.count("/")
