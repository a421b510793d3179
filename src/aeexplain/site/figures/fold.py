"""What lies in a figure's fold and comes when that is opened: pictures and code, in a page of their own.

The page can be read by itself, which is what a browser without scripts does; the article fetches the same file and takes what
its own places lack. Figures with the same pictures and the same code share one.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

from markupsafe import Markup

from aeexplain.files.digests import integrity_of
from aeexplain.languages.words import Words
from aeexplain.site.core.assets import hashed_name
from aeexplain.site.core.templates import Templates
from aeexplain.site.figures.figure import FigureParts

TEMPLATE = "fold.html"
ROOT = "../../"  # of the site, from the page
ADDRESS = re.compile("\ue020fold ([^\ue021]+)\ue021")


@dataclass(frozen=True)
class FoldFile:
    """The page of a figure's fold in the site: its place, its content, and whether there are pictures in it."""

    place: str
    content: bytes
    has_pictures: bool

    def link(self, root: str, words: Words) -> str:
        """Return the link to it, with what the page's script must know; `root` leads from the article to the site's root."""
        held = "pictures_and_code_as_page" if self.has_pictures else "code_as_page"
        return (
            f'<p class="fold-address" aria-live="polite"><a href="{escape(root + self.place)}" data-fold '
            f'data-bytes="{len(self.content)}" data-integrity="{integrity_of(self.content)}">'
            f"{escape(words(held))}</a></p>"
        )


def address_of(id: str) -> str:
    """Return what stands in a figure for the link to its fold's page, which is known when the whole site is."""
    return f"\ue020fold {id}\ue021"


def fold_file(demo: str, parts: FigureParts, templates: Templates, common: Mapping[str, Any]) -> FoldFile:
    """Return the page of a figure's fold; `common` is what every page of the site is given."""
    page = templates.render(
        TEMPLATE,
        **common,
        root=ROOT,
        demo=demo,
        pictures=Markup(common["word"].fill(parts.fold_pictures)),
        listing=Markup(common["word"].fill(parts.listing)),
    ).encode()
    return FoldFile(hashed_name(f"folds/{demo}.html", page), page, bool(parts.fold_pictures))


def with_links(html: str, link: Callable[[str], str]) -> str:
    """Return HTML in which each figure links to its fold's page; `link` returns the element by the figure's id."""
    return ADDRESS.sub(lambda found: link(found[1]), html)
