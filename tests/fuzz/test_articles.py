"""Whatever stands in an article: it is read, or its faults are told with their places; no other exception, and no hang."""

import re

import pytest
from english import ENGLISH
from fuzz.soup import BIBTEX, MARKDOWN, TOML, soup
from hypothesis import given
from hypothesis import strategies as st

from aeexplain.errors import ExplainError
from aeexplain.site.content import citations, metrics
from aeexplain.site.content.articles import read_article, read_article_source
from aeexplain.site.content.bibtex import read_works
from aeexplain.site.core.config import checked_url, read_config
from aeexplain.site.core.error_list import ErrorList
from aeexplain.site.core.text import PRIVATE
from aeexplain.site.markup import markdown
from aeexplain.site.markup.extract import scan
from aeexplain.site.markup.limits import LONGEST_PARAGRAPH
from aeexplain.site.markup.nodes import Metric

FRONT = '+++\ntitle = "T"\nsummary = "S"\nauthors = ["A"]\ndate = 2026-01-31\n+++\n'


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """A house whose one article is written over again and again."""
    house = tmp_path_factory.mktemp("house")
    (house / "content" / "a").mkdir(parents=True)
    return house


def has_faults(errors):
    """Whether there are faults; each must be one line that begins with a place."""
    if not len(errors):
        return False
    for line in str(errors.error()).splitlines():
        assert re.match(r"content/\S+?(:\d+)*: ", line), line
    return True


def converted(text):
    errors = ErrorList()
    body = scan(text, "content/a/article.md", errors)
    with errors.collecting():
        html = markdown.convert(body).html
        if not has_faults(errors):
            assert not PRIVATE.search(ENGLISH.fill(re.sub("[\ue000\ue001][\ue010-\ue019]+\ue002", "", html)))


@given(soup(MARKDOWN))
def test_any_body_becomes_html_or_faults_with_places(text):
    converted(text)


@given(piece=st.sampled_from(MARKDOWN), other=st.sampled_from(MARKDOWN), times=st.sampled_from([20, 300]))
def test_pieces_many_times_over_neither_hang_nor_overflow(piece, other, times):
    converted((piece + other) * times)


@pytest.mark.parametrize(
    "piece", ["[", "[[a]", "[@a;", "](", "![a](", "a[^", "# ", "1. ", "- ", "> ", "<![CDATA["]
)
def test_a_body_that_would_take_minutes_is_refused(piece):
    converted(piece * (4 * LONGEST_PARAGRAPH // len(piece)))


@given(st.one_of(soup(TOML), soup(TOML).map(lambda text: f"+++\n{text}\n+++\n")), soup(MARKDOWN, 5))
def test_any_file_is_an_article_or_faults(house, front, body):
    (house / "content" / "a" / "article.md").write_text(front + body, encoding="utf-8", newline="")
    errors = ErrorList()
    article = read_article(read_article_source(house / "content" / "a", house), errors)
    assert has_faults(errors) >= (article is None)


@given(st.binary(max_size=60))
def test_any_bytes_are_an_article_or_faults(house, junk):
    (house / "content" / "a" / "article.md").write_bytes(FRONT.encode() + junk)
    errors = ErrorList()
    read_article(read_article_source(house / "content" / "a", house), errors)
    has_faults(errors)


@given(soup(TOML))
def test_any_site_toml_is_a_config_or_faults(house, text):
    (house / "content" / "site.toml").write_text(text, encoding="utf-8", newline="")
    errors = ErrorList()
    config = read_config(house, errors)
    assert has_faults(errors) == (config is None)


@given(
    soup(
        [
            "http",
            "https",
            "://",
            "a.b",
            ":",
            "80",
            "99999",
            "/",
            "?",
            "#",
            "[",
            "]",
            "@",
            " ",
            '"',
            "<",
            "é",
            "\n",
        ]
    )
)
def test_an_address_of_a_site_is_plain_or_refused(text):
    try:
        url = checked_url(text, "--base-url")
    except ExplainError as error:
        assert str(error).startswith("--base-url: ")
        return
    assert re.fullmatch(r"https?://[^\s\"'<>@?#\\]+/", url)


@given(soup(BIBTEX, 40))
def test_any_bibliography_is_read_or_faults(text):
    errors = ErrorList()
    works = read_works(text, "content/a/references.bib", errors)
    for reference in citations.references(works).values():
        assert reference.label
        assert "\n" not in reference.authors + reference.title
    has_faults(errors)


@given(
    soup(
        [
            "metric",
            "ratio",
            "(",
            ")",
            '"a"',
            "'b'",
            ",",
            '".3f"',
            "*",
            "-",
            "f'{x}'",
            "a.",
            "[",
            "\\",
            "9",
            "\x00",
        ]
    )
)
def test_any_call_between_braces_is_a_number_or_a_fault(call):
    try:
        html = metrics.metric_html(Metric(call, "content/a/article.md:1:1"), lambda *_: 0.5)
    except ExplainError as error:
        assert len(str(error)) < 400
        return
    assert html.startswith("<data value=")
