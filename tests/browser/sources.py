"""The browser's modules as they stand in the tree, beside a built site whose pages have them in bundles."""

from pathlib import Path

import aeexplain

BROWSER = Path(aeexplain.__file__).parent / "browser"
PLACE = "sources/"


def serve_sources(page, site):
    """Have a page find the modules under an address of its site; return that address."""
    at = f"{site}{PLACE}"
    page.route(
        f"{at}**",
        lambda route: route.fulfill(
            path=BROWSER / route.request.url.removeprefix(at), content_type="text/javascript"
        ),
    )
    return at
