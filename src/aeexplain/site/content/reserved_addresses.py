"""What the generator itself puts at a site's root: one list, from which the names follow that no article may have."""

from aeexplain.site.core.assets import ASSETS

SERVICE = "service.js"  # stands at the root, since a service worker serves what lies beside it
HEADERS, NO_JEKYLL, NOTICES = "_headers", ".nojekyll", "licenses.txt"
ARCHIVE = "index.html"
PAGES = {  # the pages that are no article, and their templates
    ARCHIVE: "archive.html",
    "colophon/index.html": "colophon.html",
    "404.html": "404.html",
    "feed.xml": "feed.xml",
    "sitemap.xml": "sitemap.xml",
    "robots.txt": "robots.txt",
}
TAGS = "tags"  # the folder of the lists of articles by tag
FURTHER = "page"  # the folder of the second page of a list of articles, and of those that follow
SEARCH = "search/index.html"  # the page that searches, where site.toml asks for it
ADDRESSED = ("feed.xml", "sitemap.xml")  # which name pages by their whole addresses
ROOT = frozenset(
    place.partition("/")[0]
    for place in (ASSETS, SERVICE, HEADERS, NO_JEKYLL, NOTICES, TAGS, FURTHER, SEARCH, *PAGES)
)
# Names that Windows keeps for its devices, whatever follows a full stop in them.
DEVICES = frozenset(
    ("con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10)))
)


def why_reserved(slug: str) -> str:
    """Return why no article can have an address, or "" where one can; what follows a full stop in a name does not count."""
    names = {slug.casefold(), slug.casefold().partition(".")[0]}
    if names & ({name.partition(".")[0] for name in ROOT} | ROOT) - {""}:
        return "is the address of a page or a folder of the site's own"
    return "is the name of a device on Windows" if names & DEVICES else ""
