import pytest

from aeexplain.errors import ExplainError
from aeexplain.site.content.articles import read_article, read_article_sources
from aeexplain.site.core.error_list import ErrorList
from aeexplain.site.markup.markdown import convert

FRONT = '+++\ntitle = "T"\nsummary = "S"\nauthors = ["A"]\ndate = 2026-01-31\n+++\n'


def read(root, text, slug="first"):
    folder = root / "content" / slug
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "article.md").write_bytes(text.encode() if isinstance(text, str) else text)
    errors = ErrorList()
    articles = [read_article(article_source, errors) for article_source in read_article_sources(root, errors)]
    errors.raise_if_any()
    return articles


def test_an_article_is_its_front_matter_and_its_body(tmp_path):
    (article,) = read(tmp_path, FRONT + "\nHello.\n")
    assert (article.slug, article.title, [each.name for each in article.authors]) == ("first", "T", ["A"])
    assert convert(article.body).html == "<p>Hello.</p>"


def test_whatever_lies_in_an_articles_folder_tells_its_manuscript_from_others(tmp_path):
    read(tmp_path, FRONT)
    seen = set()
    for name, content in (("a.png", b"1"), ("a.png", b"2"), ("sub/a.csv", b""), ("references.bib", b"")):
        path = tmp_path / "content" / "first" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
        seen.add(read_article_sources(tmp_path, ErrorList())[0].digest)
    assert len(seen) == 4


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Hello.", "content/first/article.md:1: no front matter; begin the file with +++, keys in TOML, +++"),
        ("+++\ntitle = 'T'\n\nHello.", "content/first/article.md:1: no front matter"),
        (FRONT.replace('title = "T"\n', ""), "content/first/article.md:2: the key 'title' is missing"),
        (FRONT.replace("title", "titel"), "content/first/article.md:2: the key 'title' is missing"),
        (FRONT + "\na $x", "content/first/article.md:8:3: a formula is not closed"),
        (FRONT.encode() + b"\n\xff", "content/first/article.md:8: not valid UTF-8"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(tmp_path, text, message):
    with pytest.raises(ExplainError) as raised:
        read(tmp_path, text)
    assert message in str(raised.value)


def test_a_folder_that_is_no_slug_is_refused(tmp_path):
    with pytest.raises(ExplainError, match="is no slug"):
        read(tmp_path, FRONT, "My Article")


def test_no_article_at_all_is_told(tmp_path):
    errors = ErrorList()
    read_article_sources(tmp_path, errors)
    with pytest.raises(ExplainError, match="no article"):
        errors.raise_if_any()
