"""Pages of figures: each figure of an article alone, for frames in other sites' pages.

Such a page shows what the article shows and lives by the same files. Its figure has the article's id, so that a state in the
address means the same there; all its links lead out of it, into the article.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from markupsafe import Markup

from aeexplain.files.digests import digest
from aeexplain.languages.words import Words
from aeexplain.site.core.templates import Templates
from aeexplain.site.figures.fold import FoldFile, with_links
from aeexplain.site.markup.nodes import FigureRequest
from aeexplain.site.pages.article_html import ArticleHtml
from aeexplain.site.pages.stage_images import FIGURE

TEMPLATE = "figure_page.html"
FOLDER = "figures"  # of an article's pages of figures, beside its own page
ARTICLE = "../../"  # from a figure's page
ROOT = "../../../"  # of the site, from there
PAGE = re.compile(rf"[^/]+/{FOLDER}/[^/]+")  # the address of such a page, from the site's root
ID = re.compile(r'<figure class="demo" id="([^"]*)"')
LINKING = re.compile(r"<(?:a|img|source|video|track)\b[^>]*>")
ADDRESS = re.compile(r'(\s(?:href|src|poster)=")(?![a-z][a-z0-9+.-]*:|/)([^"]*")', re.IGNORECASE)
FACE = "-sans-"  # in the names of the fonts that figures and their captions are set in
VERSION = "\ue020version\ue021"  # gives way to the digest of the page that it stands in


def place_of(slug: str, id: str) -> str:
    """Return where a figure's page stands in the site."""
    return f"{slug}/{FOLDER}/{id}/index.html"


def figure_pages(
    article_html: ArticleHtml,
    folds: Mapping[str, FoldFile],
    manifest: Mapping[str, Any] | None,
    preview: str,
    common: Mapping[str, Any],
    templates: Templates,
) -> Iterator[tuple[str, bytes]]:
    """Yield the page of each figure of an article by its place in the site.

    manifest: what the article's own page tells its scripts. preview: the place of the article's preview. common: what every
    page of the site is given.
    """
    words: Words = common["word"]
    drawn = {ID.findall(found[0])[0]: found[0] for found in FIGURE.finditer(article_html.body)}
    for request, number in zip(article_html.figures, article_html.numbers, strict=True):
        figure = from_folder(drawn[request.id])
        page = templates.render(
            TEMPLATE,
            **common,
            root=ROOT,
            article=article_html.metadata,
            id=request.id,
            named=words("figure", number=number),
            figure=Markup(with_links(figure, lambda id: folds[id].link(ROOT, words))),
            manifest=manifest_of(request, manifest),
            fonts=[each for each in common["type_faces"] if FACE in each],
            preview=preview,
            version=VERSION,
        )
        content = page.replace(VERSION, digest(page)[:12]).encode()
        yield place_of(article_html.metadata.slug, request.id), content


def from_folder(html: str) -> str:
    """Return HTML of an article's page with all that it links to, as it is found from a figure's page."""
    return LINKING.sub(lambda tag: ADDRESS.sub(rf"\g<1>{ARTICLE}\g<2>", tag[0]), html)


def manifest_of(request: FigureRequest, manifest: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """Return what a figure's page tells its scripts: what the article tells of this figure, or None where it does not move."""
    if manifest is None or request.demo not in manifest["demos"]:
        return None
    own = {"demos": request.demo, "atlases": request.id}
    parts = {name: {key: manifest[name][key]} if key in manifest[name] else {} for name, key in own.items()}
    shared = {name: each for name, each in manifest.items() if name != "editArticle"}
    return dict(_from_folder({**shared, **parts, "figures": "../"}))


def _from_folder(value: Any) -> Any:
    """Return data of an article's page, its addresses as they are found from a figure's page."""
    if not isinstance(value, Mapping):
        return value
    return {
        name: ARTICLE + each if name in ("url", "pyodide") else _from_folder(each)
        for name, each in value.items()
    }
