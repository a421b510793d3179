"""Articles in several languages: their pages, the links between them, and what lists have of them."""

import re

import pytest

from aeexplain.cache import Cache
from aeexplain.errors import ExplainError
from aeexplain.languages.tables import SHIPPED, words_of
from aeexplain.site.build.builder import build

FRONT = '+++\ntitle = "{title}"\nsummary = "S."\ndate = 2026-03-05\ntags = ["x"]\n+++\n\n'
BODY = """> [!NOTE]
> {note}

{text}[^n] ![{text}](p.svg) [@a2001]

Table: {text}. {{#tab:t}}

| a | b |
|---|---|
| 1 | @tab:t |

```python
a_line = "that is long enough to be a box that has to scroll by the keyboard as well, on every phone"
```

[^n]: {note}.
"""
BIB = "@article{a2001,\n author = {A, B and C, D and E, F},\n title = {T},\n year = {2001},\n journal = {J},\n}\n"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="4"><path d="M0 0h4"/></svg>'
# Words that English and German write alike, or that the article itself has.
ALIKE = {"feed", "code", "table", "note"}


@pytest.fixture
def two(house):
    """A house with an article in English and in German, which share an image and references."""
    first = house / "content" / "first"
    (first / "article.md").write_text(
        FRONT.format(title="One") + BODY.format(note="Said", text="Words"), "utf-8"
    )
    (first / "references.bib").write_text(BIB)
    (first / "p.svg").write_text(SVG)
    (first / "de").mkdir()
    german = FRONT.format(title="Eins") + BODY.format(note="Gesagt", text="Worte")
    (first / "de" / "article.md").write_text(german, "utf-8")
    return house


def built(house, tmp_path):
    said = []
    build(house, tmp_path / "dist", said.append, cache=Cache(tmp_path / "cache"))
    return tmp_path / "dist", said


def words_in(html):
    """Return all that a reader sees or hears of a page, as one text."""
    body = re.sub(r"<(head|script|pre|svg)\b.*?</\1>|<a [^>]*hreflang.*?</a>", " ", html, flags=re.DOTALL)
    labels = re.findall(r'(?:aria-label|alt|title|data-(?:light|dark|system))="([^"]*)"', body)
    return " ".join((*labels, re.sub(r"<[^>]*>", " ", body)))


def test_a_translation_has_an_address_the_files_of_its_article_and_links_both_ways(two, tmp_path):
    dist, said = built(two, tmp_path)
    english, german = ((dist / name / "index.html").read_text("utf-8") for name in ("first", "first-de"))
    assert '<html lang="en">' in english
    assert '<html lang="de">' in german
    for page in (english, german):
        for language, slug in (("en", "first"), ("de", "first-de")):
            address = f"https://example.org/{slug}/"
            assert f'<link rel="alternate" hreflang="{language}" href="{address}">' in page
    assert '<a rel="alternate" hreflang="de" lang="de" href="../first-de/">Deutsch</a>' in english
    assert '<a rel="alternate" hreflang="en" lang="en" href="../first/">English</a>' in german
    assert 'id="ref-a2001"' in german
    assert re.search(r'src="\.\./[\w/-]*first-de/p\.\w+\.svg"', german)
    assert not [each for each in said if "note:" in each and "first" in each]


def test_a_page_of_each_language_shows_no_word_of_the_other(two, tmp_path):
    dist, _ = built(two, tmp_path)
    texts = {
        name: words_in((dist / place / "index.html").read_text("utf-8"))
        for name, place in (("en", "first"), ("de", "first-de"))
    }
    tables = {name: words_of(name, SHIPPED).texts for name in texts}
    for own, other in (("en", "de"), ("de", "en")):
        for key, word in tables[other].items():
            for text in [word] if isinstance(word, str) else word.values():
                bare = re.sub(r"\{\w+\}|[\W\d_]+", " ", text).strip()
                known = " ".join(str(each) for each in tables[own].values())
                if len(bare) > 3 and bare.casefold() not in ALIKE and text not in known and key != "name":
                    assert not re.search(rf"\b{re.escape(bare)}\b", texts[own]), (own, key, bare)
    for said in (
        "Hinweis",
        "Tabelle",
        "Inhalt überspringen"[:6],
        "5. März 2026",
        "Minute",
        "Literatur",
        "Anmerkung",
    ):
        assert said in texts["de"] or said == "Inhalt", said


def test_lists_have_one_edition_of_an_article_and_the_sitemap_has_all(two, tmp_path):
    dist, _ = built(two, tmp_path)
    archive = (dist / "index.html").read_text("utf-8")
    assert re.findall(r'class="card" href="([^"]*)"', archive) == ["first/"]
    assert '<a hreflang="de" lang="de" href="first-de/">Deutsch</a>' in archive
    assert (dist / "feed.xml").read_text("utf-8").count("<entry") == 1
    assert 'href="https://example.org/first-de/"' in (dist / "feed.xml").read_text("utf-8")
    sitemap = (dist / "sitemap.xml").read_text("utf-8")
    assert "<loc>https://example.org/first-de/</loc>" in sitemap
    assert sitemap.count('hreflang="de"') == 2


def test_lists_of_a_german_site_have_the_german_edition_and_german_words(two, tmp_path):
    config = two / "content" / "site.toml"
    config.write_text(config.read_text().replace('"en"', '"de"'))
    (two / "content" / "first" / "article.md").write_text(
        FRONT.format(title="One").replace("tags", 'language = "en"\ntags') + "Hello.\n"
    )
    dist, _ = built(two, tmp_path)
    archive = (dist / "index.html").read_text("utf-8")
    assert re.findall(r'class="card" href="([^"]*)"', archive) == ["first-de/"]
    assert "Zum Text springen" in archive
    assert "Diese Seite gibt es nicht" in (dist / "404.html").read_text("utf-8")
    assert "Worauf es läuft" in (dist / "colophon" / "index.html").read_text("utf-8")


def test_a_language_without_words_is_noted_and_keeps_its_own_dates(house, tmp_path):
    article = house / "content" / "first" / "article.md"
    front = FRONT.format(title="T").replace("tags", 'language = "ar"\ntags')
    article.write_text(front + "## عنوان طويل\n\nنص.\n", "utf-8")
    dist, said = built(house, tmp_path)
    assert any("no words in 'ar'" in each and "languages/ar.toml" in each for each in said)
    page = (dist / "first" / "index.html").read_text("utf-8")
    assert '<html lang="ar" dir="rtl">' in page
    assert 'id="عنوان-طويل"' in page
    assert "مارس" in page


def test_a_translation_that_would_have_another_articles_address_is_refused(two, tmp_path):
    other = two / "content" / "first-de"
    other.mkdir()
    (other / "article.md").write_text(FRONT.format(title="Other") + "Hello.\n")
    with pytest.raises(ExplainError, match="its address would be 'first-de', which is another article's"):
        built(two, tmp_path)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ('[projection]\n"Angel" = "Winkel"\n', "says 'Angel' nowhere"),
        ('[projektion]\n"Angle" = "Winkel"\n', "calls no demo 'projektion'"),
        ('[projection]\n"Angle" = 3\n', "'Angle' is given no text"),
        ('"Angle" = "Winkel"\n', "'Angle' stands in no table"),
        (
            '[projection]\n"Kept {kept}, lost {lost}: together {sum}, at every angle." = "{kept} von {all}"\n',
            "'all'",
        ),
    ],
)
def test_words_of_a_figure_that_it_does_not_have_are_refused_at_their_file(house, tmp_path, words, told):
    first = house / "content" / "first"
    (first / "article.md").write_text(FRONT.format(title="T") + "::demo projection A caption.\n")
    (first / "figures.toml").write_text(words, "utf-8")
    with pytest.raises(ExplainError) as refused:
        built(house, tmp_path)
    assert "content/first/figures.toml" in str(refused.value)
    assert told in str(refused.value)


def test_straight_quotes_become_those_of_the_language(two, tmp_path):
    for place in ("first", "first/de"):
        path = two / "content" / place / "article.md"
        path.write_text(path.read_text("utf-8") + """\nOne "two 'three' four".\n""", "utf-8")
    dist, _ = built(two, tmp_path)
    assert "One “two ‘three’ four”." in (dist / "first" / "index.html").read_text("utf-8")
    assert "One „two ‚three‘ four“." in (dist / "first-de" / "index.html").read_text("utf-8")


@pytest.mark.parametrize(("named", "fits"), [("en", False), ("de", True), ("de-AT", True)])
def test_a_translation_is_in_the_language_of_its_folder(two, tmp_path, named, fits):
    path = two / "content" / "first" / "de" / "article.md"
    path.write_text(path.read_text("utf-8").replace("tags =", f'language = "{named}"\ntags =', 1), "utf-8")
    if fits:
        built(two, tmp_path)
        return
    with pytest.raises(ExplainError) as raised:
        built(two, tmp_path)
    assert str(raised.value) == (
        "content/first/de/article.md:2: the translation in de/ says that its language is 'en'; "
        "remove the key, write 'de', or rename the folder"
    )


def test_a_subtitle_and_an_abstract_stand_below_the_title(two, tmp_path):
    path = two / "content" / "first" / "article.md"
    more = "subtitle = 'With $x^2$'\nabstract = '''One & $y$.\n\nTwo.'''\ntags ="
    path.write_text(path.read_text("utf-8").replace("tags =", more, 1), "utf-8")
    built(two, tmp_path)
    html = next(tmp_path.rglob("first/index.html")).read_text("utf-8")
    assert re.search(r'</h1>\s*<p class="subtitle" role="doc-subtitle">With <span class="katex">', html)
    abstract = re.search(
        r'</header>\s*<section class="abstract"[^>]*aria-label="Abstract">(.*?)</section>', html, re.DOTALL
    )
    assert re.findall(r"<p>(.*?)</p>", abstract[1])[1:] == ["Two."]
    assert "One &amp; <span" in abstract[1]
    assert '"abstract": "One \\u0026 y.\\n\\nTwo."' in html
