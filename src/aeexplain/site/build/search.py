"""The index of the search in the site: made of the pages that are written, and kept while they stay the same."""

from collections.abc import Iterable

from aeexplain.files.digests import digest
from aeexplain.site.build.site_writer import SiteWriter
from aeexplain.site.build_context import BuildContext
from aeexplain.site.pages.article_page import PageRecord
from aeexplain.site.pages.search_index import SearchIndex, make_index


def put_search(records: Iterable[PageRecord], context: BuildContext, writer: SiteWriter) -> SearchIndex:
    """Put into the site what searches its articles, whose pages are there already; return what pages must know of it."""
    places = sorted(f"{record.metadata.slug}/index.html" for record in records)
    digests = {place: each for record in records for place, each in record.files.items()}
    key = digest(context.sources.site, *(part for place in places for part in (place, digests[place])))
    index = context.cache.read("search", key, SearchIndex)
    if index and all(writer.keep(f"{index.folder}/{name}", each) for name, each in index.files.items()):
        return index
    index, contents = make_index(writer.folder)
    for name, content in contents.items():
        writer.put(f"{index.folder}/{name}", content)
    context.cache.write("search", key, index)
    return index
