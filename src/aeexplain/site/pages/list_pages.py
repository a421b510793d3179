"""Lists of articles, newest first, a page for every fifty of them: the archive's and each tag's."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import batched

from aeexplain.site.content.reserved_addresses import FURTHER
from aeexplain.site.pages.article_html import ArticleMetadata

ON_A_PAGE = 50
IN_A_FEED = 50  # the newest, which is what readers of feeds ask for


@dataclass(frozen=True)
class ListPage:
    """One page of a list: its number from 1, of how many, its articles, its address from the site's root.

    newer, older: the addresses of the pages beside it; None at the ends, where "" is the archive's first page.
    """

    number: int
    count: int
    articles: tuple[ArticleMetadata, ...]
    address: str
    newer: str | None
    older: str | None

    @property
    def place(self) -> str:
        """The file of the page."""
        return f"{self.address}index.html"


def list_pages(articles: Sequence[ArticleMetadata], folder: str) -> list[ListPage]:
    """Return the pages of a list whose first page stands in `folder`, "" or a path with a slash at its end; at least one."""
    parts = list(batched(articles, ON_A_PAGE)) or [()]
    addresses = [folder, *(f"{folder}{FURTHER}/{number}/" for number in range(2, len(parts) + 1))]
    newer, older = [None, *addresses[:-1]], [*addresses[1:], None]
    return [
        ListPage(place + 1, len(parts), parts[place], addresses[place], newer[place], older[place])
        for place in range(len(parts))
    ]
