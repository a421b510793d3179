"""Articles in several languages: which belong together, which of them lists have, and which languages have no words."""

from collections.abc import Iterable, Iterator, Mapping

from aeexplain.languages.tables import has_words
from aeexplain.languages.words import candidates
from aeexplain.site.build_context import BuildContext
from aeexplain.site.content.articles import ArticleSource
from aeexplain.site.pages.article_html import ArticleMetadata
from aeexplain.site.pages.article_page import Edition


def editions_of(
    article_sources: Iterable[ArticleSource], context: BuildContext
) -> Mapping[str, tuple[Edition, ...]]:
    """Return the editions of each article that has several, by the address of each of them."""
    groups: dict[str, list[Edition]] = {}
    for each in article_sources:
        words = context.words(each.language)
        edition = Edition(words.tag, words("name"), each.slug)
        groups.setdefault(each.translates or each.slug, []).append(edition)
    several = [tuple(group) for group in groups.values() if len(group) > 1]
    return {edition.slug: group for group in several for edition in group}


def listed(articles: Iterable[ArticleMetadata], language: str) -> list[ArticleMetadata]:
    """Return of each article the edition that lists have: the one in the site's language, or else the article itself."""
    articles = list(articles)
    near = candidates(language)[-1]

    def rank(article: ArticleMetadata) -> tuple[bool, bool]:
        return candidates(article.language or language)[-1] != near, bool(article.translates)

    groups: dict[str, list[ArticleMetadata]] = {}
    for each in articles:
        groups.setdefault(each.translates or each.slug, []).append(each)
    chosen = {min(group, key=rank).slug for group in groups.values()}
    return [each for each in articles if each.slug in chosen]


def untold_languages(article_sources: Iterable[ArticleSource], context: BuildContext) -> Iterator[str]:
    """Yield a note for each language in which the interface has no words."""
    own = context.project.languages
    first: dict[str, str] = {}
    for each in article_sources:
        first.setdefault(each.language or context.language, each.where)
    for language, where in first.items():
        if not has_words(language, own):
            file = f"{own.name}/{candidates(language)[-1]}.toml"
            yield f"{where}: the interface has no words in {language!r}, so they stand in English; write {file}"
