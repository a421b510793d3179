"""What a site has beside its articles: the files that all pages share, and the pages that are no article."""

from collections.abc import Callable, Iterator

from aeexplain.files.digests import digest, integrity_of
from aeexplain.project import PACKAGE, Project
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
from aeexplain.site.core.integrity import imported, integrity_map
from aeexplain.site.core.text import decoded, read_bytes
from aeexplain.site.math.formulas import formula_style
from aeexplain.site.pages import scripts
from aeexplain.site.pages.article_page import PageRecord, SiteContext
from aeexplain.site.pages.css_colours import style_of
from aeexplain.site.pages.style_sheet import check_style
from aeexplain.site.pages.type_faces import type_faces

BROWSER = PACKAGE / "browser"
STYLE, ICON, LICENSES = "assets/site.css", "assets/favicon.svg", f"assets/{NOTICES}"  # of templates/
# The modules that every article's page begins with.
STILL = (
    "page/contents.js",
    "page/late_modules.js",
    "page/reading.js",
)


def shared_files(config: Config, project: Project) -> tuple[SiteContext, dict[str, bytes]]:
    """Return what every page shares, and the files that all pages share by their places in the site."""
    css, icon = _template(STYLE, project), _template(ICON, project)
    sources = scripts.modules(BROWSER)
    modules = in_folder("browser", sources)
    text = decoded(css, f"templates/{STYLE}")
    check_style(text, f"templates/{STYLE}", project.template(STYLE).parent)
    faces = type_faces(text, project)
    formulas = formula_style()
    css = scripts.style(css) + faces.css.encode() + formulas.css.encode()
    style, favicon = hashed_name("site.css", css), hashed_name("favicon.svg", icon)
    folder = next(place for place in modules if place.endswith("/modules.json")).rpartition("/")[0]
    links = {
        "style": style,
        "icon": favicon,
        "script": f"{folder}/page/main.js",
        "contents": f"{folder}/page/contents.js",
        "theme": f"{folder}/page/theme.js",
        "late": f"{folder}/page/late_modules.js",
        "reading": f"{folder}/page/reading.js",
        "service": SERVICE,
    }
    files = {**modules, style: css}
    integrity = {name: integrity_of(files[place]) for name, place in links.items() if place in files}
    preloads = {f"{folder}/{name}": integrity_of(sources[name]) for name in imported("page/main.js", sources)}
    maps = {
        kind: integrity_map(entries, sources, f"../{folder}/")
        for kind, entries in (("live", (*STILL, "page/main.js")), ("still", STILL))
    }
    site_context = SiteContext(
        config,
        links,
        integrity,
        preloads,
        maps,
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
        SERVICE: scripts.script(BROWSER / scripts.SERVICE_WORKER),
    }
    return site_context, {
        **modules,
        **faces.files,
        **formulas.files,
        style: css,
        favicon: icon,
        **root_files,
    }


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
    for place, template in PAGES.items():
        if place in ADDRESSED and not site_context.config.url:
            continue
        key = digest(shared, place, context.templates.digest(template))
        known = context.cache.read("sitewide", key, str)
        if known and kept(place, known):
            continue
        articles = [record.metadata for record in records]
        own = {
            "articles": articles,
            "cards": cards,
            "root": _root(place, site_context.config),
        }
        content = context.templates.render(template, **site_context.common, **own).encode()
        context.cache.write("sitewide", key, digest(content))
        yield place, content


def _root(place: str, config: Config) -> str:
    """Return the path to the site's root. The page for missing pages is shown under any address, so it names it."""
    return config.path if place == "404.html" else "../" * place.count("/")
