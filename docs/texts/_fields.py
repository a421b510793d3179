"""What each key of a file says; that there are no others, and none is forgotten, the tables see to."""

import datetime

from aeexplain_texts._markdown import prose

KINDS = {
    str: "text",
    int: "a whole number",
    list: "a list",
    dict: "a table",
    bool: "true or false",
    datetime.date: "a day",
}
SAID = {
    "article": {
        "title": "over the article, and wherever else it is named",
        "summary": "one sentence for the list of articles and for search engines",
        "subtitle": "below the title, with formulas between dollar signs, as in title, summary and abstract",
        "abstract": "paragraphs between the title and the text, parted by empty lines",
        "authors": "who wrote it; without the key none is named",
        "date": "the day of publication",
        "updated": "the day of the last change: in the byline, the feed, the map for search engines",
        "tags": "each has a page with a feed, `tags/linear-algebra/`; `tags/` lists all",
        "draft": "`serve` shows it, `build` leaves it out and says so",
        "language": "the article's own; else that of `site.toml`",
        "template": "another template than `article.html`",
        "image": "a picture beside it that stands for it elsewhere, in the place of the one that is made",
        "bibliography": "another file of works than `references.bib`",
        "macros": r"TeX commands of its own: `{R = '\mathbb{R}', norm = '\lVert #1\rVert'}`",
        "moved_from": "addresses that it had: a page at each leads on. A circle is an error, and so is one that leads to two",
        "aliases": "the same, under the name that Hugo has for it",
        "most_words": "limits the words of the main path, which `check` counts",
    },
    "site": {
        "title": "the site's name",
        "summary": "one sentence for the list of articles and for search engines",
        "headline": "stands over the list of articles in the title's place",
        "author": "who stands behind the site",
        "authors": "the same, of several",
        "language": 'of all pages that name no other, a tag such as `"en"` or `"pt-BR"`',
        "url": "where the site will stand; without it there is no feed and no map for search engines",
        "navigation": "what stands at the head of every page: label and address, from the site's root or of another site",
        "macros": "TeX commands for all articles and figures",
        "theme": "the look that ships with which the site begins",
        "handbook": "of a handbook, from the site's root or another site's: pages link to it at their foot",
        "search": "`true` gives pages a link to a [search](site.md#search) of all articles; else there is none",
        "packages": "`browser`: pure-Python packages that [figures import](site.md#packages-in-figures), one version each",
        "credits": "sentences of the colophon that say whose work the site rests on",
        "security": "`images`, `media`, `frames`: hosts from which pages may fetch them",
    },
}


def kind(field):
    """Return what a key holds, in words."""
    return prose(field.wants or KINDS[field.type])
