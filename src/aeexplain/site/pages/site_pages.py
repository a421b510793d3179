"""What a site has beside its articles: the files that all pages share, and the pages that are no article."""

from collections.abc import Callable, Container, Iterator

from aeexplain.errors import ExplainError
from aeexplain.files.digests import digest, integrity_of
from aeexplain.project import Project
from aeexplain.site.build_context import BuildContext
from aeexplain.site.content.reserved_addresses import (
    ADDRESSED,
    HEADERS,
    NO_JEKYLL,
    NOTICES,
    PAGES,
    SERVICE,
)
from aeexplain.site.core import security_headers
from aeexplain.site.core.assets import hashed_name, in_folder
from aeexplain.site.core.config import Config
from aeexplain.site.core.text import decoded, read_bytes
from aeexplain.site.math.formulas import formula_style
from aeexplain.site.pages import scripts
from aeexplain.site.pages.article_page import PageRecord, SiteContext
from aeexplain.site.pages.css_colours import style_of
from aeexplain.site.pages.style_sheet import check_rules, check_style
from aeexplain.site.pages.type_faces import type_faces

STYLE, ICON, LICENSES = "assets/site.css", "assets/favicon.svg", f"assets/{NOTICES}"  # of templates/
LITTER = (".DS_Store", "Thumbs.db", "desktop.ini")  # of static/, where names that hide are published too
# The scripts by their purposes, and how each is called in assets/.
SCRIPTS = {
    "theme": "theme.js",
    "script": "article.js",
    "reading": "reading.js",
    "late": "offline.js",
    "worker": "worker.js",
}


def shared_files(
    config: Config, context: BuildContext, draft: bool = False
) -> tuple[SiteContext, dict[str, bytes]]:
    """Return what every page shares, and the files that all pages share by their places in the site.

    Of a draft, scripts can be read in a browser.
    """
    project = context.project
    css, icon = _style(project), _template(ICON, project)
    bundles = scripts.bundles(context.cache, draft)
    placed = {name: hashed_name(file, bundles[name]) for name, file in SCRIPTS.items()}
    modules = {place: bundles[name] for name, place in placed.items()}
    text = css.decode()
    faces = type_faces(text, project)
    formulas = formula_style()
    css = scripts.style(css) + faces.css.encode() + formulas.css.encode()
    style, favicon = hashed_name("site.css", css), hashed_name("favicon.svg", icon)
    links = {
        "style": style,
        "icon": favicon,
        "service": SERVICE,
        **placed,
    }
    files = {**modules, style: css}
    integrity = {name: integrity_of(files[place]) for name, place in links.items() if place in files}
    site_context = SiteContext(
        config,
        links,
        integrity,
        faces.first,
        faces.slanted,
        (formulas.first,),
        style_of(text),
        text,
    )
    root_files = {
        HEADERS: security_headers.headers_file(site_context.policy).encode(),
        NO_JEKYLL: b"",
        NOTICES: _template(LICENSES, project),
        SERVICE: bundles["service"],
    }
    return site_context, {
        **modules,
        **faces.files,
        **formulas.files,
        style: css,
        favicon: icon,
        **root_files,
    }


def _style(project: Project) -> bytes:
    """Return the style sheet, the theme's after it; what is wrong with one: ExplainError with its file and line."""
    css = decoded(_template(STYLE, project), f"templates/{STYLE}")
    check_style(css, f"templates/{STYLE}", project.template(STYLE).parent)
    for path in project.theme_styles:
        where = path.relative_to(project.root).as_posix()
        own = decoded(read_bytes(path, where), where)
        check_rules(own, where, path.parent)
        css = f"{css.rstrip()}\n\n{own}"
    return css.encode()


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


def _template(name: str, project: Project) -> bytes:
    """Return a file of templates/, the site's own or the one that ships."""
    return read_bytes(project.template(name), f"templates/{name}")


def render_site_pages(
    site_context: SiteContext,
    records: list[PageRecord],
    context: BuildContext,
    kept: Callable[[str, str], bool],
) -> Iterator[tuple[str, bytes]]:
    """Yield the pages that are no article, by their places; those that `kept(place, digest)` has are left out."""
    shared = digest(
        context.sources.site, site_context.digest, *(repr((each.metadata, each.card)) for each in records)
    )
    cards = {record.metadata.slug: record.card for record in records}
    articles = [record.metadata for record in records if record.metadata.date]
    pages = [record.metadata for record in records if not record.metadata.date]
    for place, template in PAGES.items():
        if place in ADDRESSED and not site_context.config.url:
            continue
        key = digest(shared, place, context.templates.digest(template))
        known = context.cache.read("sitewide", key, str)
        if known and kept(place, known):
            continue
        own = {
            "articles": articles,
            "pages": pages,
            "cards": cards,
            "root": _root(place, site_context.config),
        }
        content = context.templates.render(template, **site_context.common, **own).encode()
        context.cache.write("sitewide", key, digest(content))
        yield place, content


def _root(place: str, config: Config) -> str:
    """Return the path to the site's root. The page for missing pages is shown under any address, so it names it."""
    return config.path if place == "404.html" else "../" * place.count("/")
