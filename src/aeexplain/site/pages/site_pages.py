"""What a site has beside its articles: the files that all pages share, and the pages that are no article."""

from collections.abc import Callable, Iterator
from pathlib import Path

from aeexplain.digests import digest
from aeexplain.site.build_context import BuildContext
from aeexplain.site.content.reserved_addresses import HEADERS, NO_JEKYLL, NOTICES, PAGES, SERVICE
from aeexplain.site.core import security_headers
from aeexplain.site.core.assets import hashed_name, in_folder
from aeexplain.site.core.config import Config
from aeexplain.site.core.integrity import imported, integrity_map, sri
from aeexplain.site.core.text import decoded, read_bytes
from aeexplain.site.math import formulas
from aeexplain.site.pages import scripts
from aeexplain.site.pages.article_page import Record, SiteContext
from aeexplain.site.pages.css_colours import style_of
from aeexplain.site.pages.style_sheet import check_style

BROWSER = Path(__file__).parents[2] / "browser"
STYLE, ICON = "templates/assets/site.css", "templates/assets/favicon.svg"
LICENSES = f"templates/assets/{NOTICES}"
STILL = (
    "page/contents.js",
    "page/late_modules.js",
    "page/reading.js",
)  # the modules that every article's page begins with


def shared(config: Config, root: Path) -> tuple[SiteContext, dict[str, bytes]]:
    """Return what every page is told, and the files that all pages share by their places in the site."""
    css, icon = read_bytes(root / STYLE, STYLE), read_bytes(root / ICON, ICON)
    sources = scripts.modules(BROWSER)
    modules = in_folder("browser", sources)
    katex = in_folder("katex", formulas.stylesheet())
    text = decoded(css, STYLE)
    check_style(text, STYLE, (root / STYLE).parent)
    css = scripts.style(css)
    style, favicon = hashed_name("site.css", css), hashed_name("favicon.svg", icon)
    folder = next(place for place in modules if place.endswith("/modules.json")).rpartition("/")[0]
    links = {
        "style": style,
        "icon": favicon,
        "math": next(place for place in katex if place.endswith("/katex.css")),
        "script": f"{folder}/page/main.js",
        "contents": f"{folder}/page/contents.js",
        "theme": f"{folder}/page/theme.js",
        "late": f"{folder}/page/late_modules.js",
        "reading": f"{folder}/page/reading.js",
        "service": SERVICE,
    }
    files = {**modules, **katex, style: css}
    seals = {name: sri(files[place]) for name, place in links.items() if place in files}
    ahead = {f"{folder}/{name}": sri(sources[name]) for name in imported("page/main.js", sources)}
    maps = {
        kind: integrity_map(entries, sources, f"../{folder}/")
        for kind, entries in (("live", (*STILL, "page/main.js")), ("still", STILL))
    }
    site_context = SiteContext(config, links, seals, ahead, maps, style_of(text), text)
    told = {
        HEADERS: security_headers.headers_file(site_context.policy).encode(),
        NO_JEKYLL: b"",
        NOTICES: read_bytes(root / LICENSES, LICENSES),
        SERVICE: scripts.script(BROWSER / scripts.SERVICE_WORKER),
    }
    return site_context, {
        **modules,
        **katex,
        style: css,
        favicon: icon,
        **told,
    }


def pages(
    site_context: SiteContext, records: list[Record], context: BuildContext, kept: Callable[[str, str], bool]
) -> Iterator[tuple[str, bytes]]:
    """Yield the pages that are no article, by their places; those that `kept(place, digest)` has are left out."""
    told = digest(
        context.sources.site, site_context.digest, *(repr((each.head, each.card)) for each in records)
    )
    cards = {record.head.slug: record.card for record in records}
    for place, template in PAGES.items():
        key = digest(told, place, context.templates.digest(template))
        known = context.cache.read("sitewide", key)
        if known and kept(place, known):
            continue
        articles = [record.head for record in records]
        formulas = any('class="katex"' in each.title_html + each.summary_html for each in articles)
        own = {
            "articles": articles,
            "formulas": formulas,
            "cards": cards,
            "root": _root(place, site_context.config),
        }
        content = context.templates.render(template, **site_context.common, **own).encode()
        context.cache.write("sitewide", key, digest(content))
        yield place, content


def _root(place: str, config: Config) -> str:
    """Return the way to the site's root. The page for missing pages is shown under any address, so it names it."""
    return config.path if place == "404.html" else "../" * place.count("/")
