"""The BibTeX file beside an article: the works that it cites."""

from pathlib import PurePath

from aeexplain.files.digests import digest
from aeexplain.site.build_context import BuildContext
from aeexplain.site.content.articles import ArticleSource
from aeexplain.site.content.works import Work
from aeexplain.site.core.error_list import ErrorList
from aeexplain.site.core.text import decoded


def read_bibliography(
    article_source: ArticleSource, context: BuildContext, errors: ErrorList
) -> dict[str, Work]:
    """Return the works of an article's BibTeX file by key (none where there is no file); what is wrong goes to `errors`."""
    if article_source.bibliography is None:
        return {}
    where = (PurePath(article_source.where).parent / article_source.bibliography_name).as_posix()
    key = digest(context.sources.site, where, article_source.bibliography)
    kept = context.cache.read("bibliographies", key, dict[str, Work])
    if kept is not None:
        return kept
    from aeexplain.site.content.bibtex import read_works  # which takes a while to import

    before = len(errors)
    works: dict[str, Work] = {}
    with errors.collecting():
        works = read_works(decoded(article_source.bibliography, where), where, errors)
    if len(errors) == before:
        context.cache.write("bibliographies", key, works)
    return works
