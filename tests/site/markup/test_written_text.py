"""`::text NAME` gives way to what the site's code writes, and places stay those of the author's own file."""

import pytest

from aeexplain.errors import ExplainError, ExplainErrors
from aeexplain.site.build.builder import build
from aeexplain.site.core.error_list import ErrorList
from aeexplain.site.markup.written_text import with_written_text


@pytest.fixture
def texts(tmp_path):
    """A function that writes texts/NAME.py with the body of a module, and returns the folder."""

    def write(name, code):
        (tmp_path / f"{name}.py").write_text(code, encoding="utf-8")
        return tmp_path

    return write


def written(text, folder):
    errors = ErrorList()
    found = with_written_text(text, "a.md", folder, errors)
    try:
        errors.raise_if_any()
    except ExplainError as error:
        return found, str(error).splitlines()
    return found, []


def test_a_line_gives_way_to_what_code_writes_and_each_line_knows_where_it_comes_from(texts):
    folder = texts("two_lines", 'def text():\n    return "one\\n\\ntwo\\n"\n')
    found, errors = written("a\n\n::text two-lines\n\nb", folder)
    assert (found.text, found.origins) == ("a\n\none\n\ntwo\n\nb", (1, 2, 3, 3, 3, 4, 5))
    assert errors == []


@pytest.mark.parametrize(
    "text",
    [
        "```\n::text no\n```",
        "~~~~ text\n~~~\n::text no\n~~~~",
        "```text\n```` \n```",
        "    ::text no",
        "- ::text no",
        "see ::text no",
        "::texture no",
    ],
)
def test_what_is_no_call_stays_as_it_is(text, tmp_path):
    found, errors = written(text, tmp_path)
    assert (found.text, errors) == (text, [])


def test_a_fence_that_ended_hides_nothing_below_it(texts):
    folder = texts("x", 'def text():\n    return "made"\n')
    assert written("```\n::text x\n```\n::text x", folder)[0].text == "```\n::text x\n```\nmade"


def test_a_helper_is_read_anew_at_every_build(texts):
    folder = texts("_words", 'WORD = "first"\n')
    texts("x", "from aeexplain_texts._words import WORD\n\n\ndef text():\n    return WORD\n")
    assert written("::text x", folder)[0].text == "first"
    texts("_words", 'WORD = "the second"\n')
    assert written("::text x", folder)[0].text == "the second"


@pytest.mark.parametrize(
    ("code", "error"),
    [
        ("def text():\n    return 1 / 0\n", "x.py:2: ZeroDivisionError: division by zero; in return 1 / 0"),
        ("def text(:\n", "x.py:1:10: no Python: invalid syntax"),
        (
            "def text():\n    return None\n",
            "x.py: text() returns NoneType, not text; return Markdown as a str",
        ),
        ("def texts():\n    return ''\n", "x.py: has no function text(); write one that returns Markdown"),
        ("import not_there\n", "x.py:1: ModuleNotFoundError: No module named 'not_there'"),
        ("import sys\n\n\ndef text():\n    sys.exit(3)\n", "x.py:5: ends Python (SystemExit: 3)"),
    ],
    ids=["raises", "no-python", "no-text", "no-function", "imports", "exits"],
)
def test_what_goes_wrong_in_it_is_one_line_with_its_place(code, error, texts):
    found, errors = written("a\n::text x\nb", texts("x", code))
    assert found.text == "a\nb"
    assert len(errors) == 1
    assert error in errors[0]
    assert "\n" not in errors[0]


def test_an_unknown_text_names_its_neighbour_and_its_line(texts):
    folder = texts("colours", "")
    assert written("\n::text colour", folder)[1] == [
        "a.md:2: no text named 'colour'; did you mean 'colours'?"
    ]


def test_no_name_leads_out_of_the_folder(texts):
    folder = texts("x", "")
    for name in ("../x", "_x", "x.py", ""):
        assert len(written(f"::text {name}", folder)[1]) == 1


@pytest.fixture
def site(tmp_path):
    """A site of pages alone, one of which has a text that code writes."""
    for name, text in {
        "site.toml": 'title = "T"\nsummary = "S."\nlanguage = "en"\nurl = "https://example.org/"\n',
        "pages/one.md": '+++\ntitle = "One"\n+++\n\n::text list\n\nSee [two](two.md#end).\n',
        "pages/two.md": '+++\ntitle = "Two"\n+++\n\n## End\n',
        "texts/list.py": 'def text():\n    return "## Made {#made}\\n\\nBy $x$ and [two](two.md)."\n',
    }.items():
        path = tmp_path / "site" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path / "site"


def test_a_site_of_pages_alone_is_built_without_a_feed(site, tmp_path):
    build(site, tmp_path / "out")
    page = (tmp_path / "out" / "one" / "index.html").read_text("utf-8")
    assert 'id="made"' in page
    assert 'href="../two/#end"' in page
    assert not (tmp_path / "out" / "feed.xml").exists()
    assert "feed.xml" not in page


def test_what_is_wrong_in_written_text_is_told_at_the_line_that_calls_it(site, tmp_path):
    (site / "texts" / "list.py").write_text('def text():\n    return "fine\\n\\nBy @fig:none."\n')
    (site / "pages" / "one.md").write_text('+++\ntitle = "One"\n+++\n\n::text list\n\nBy @fig:gone.\n')
    with pytest.raises(ExplainErrors) as raised:
        build(site, tmp_path / "out")
    told = str(raised.value)
    assert "pages/one.md:5:4: no label named 'fig:none'" in told
    assert "pages/one.md:7:4: no label named 'fig:gone'" in told


def test_a_page_and_an_article_link_to_each_other_as_their_files_lie(site, tmp_path):
    article = site / "articles" / "a-b" / "article.md"
    article.parent.mkdir(parents=True)
    front = '+++\ntitle = "A"\nsummary = "S."\ndate = 2026-01-01\n+++\n'
    article.write_text(f"{front}\n[one](../../pages/one.md#made)\n")
    (site / "pages" / "two.md").write_text(
        '+++\ntitle = "Two"\n+++\n\n## End\n\n[a](../articles/a-b/article.md)\n'
    )
    build(site, tmp_path / "out")
    assert 'href="../one/#made"' in (tmp_path / "out" / "a-b" / "index.html").read_text("utf-8")
    assert 'href="../a-b/"' in (tmp_path / "out" / "two" / "index.html").read_text("utf-8")
    assert (tmp_path / "out" / "feed.xml").exists()


def test_a_draft_among_pages_alone_is_left_out(site, tmp_path):
    (site / "pages" / "three.md").write_text('+++\ntitle = "Three"\ndraft = true\n+++\n')
    build(site, tmp_path / "out")
    assert not (tmp_path / "out" / "three").exists()


def test_in_a_list_it_is_told_where_it_can_stand(site, tmp_path):
    (site / "pages" / "two.md").write_text('+++\ntitle = "Two"\n+++\n\n## End\n\n- a\n\n  ::text list\n')
    with pytest.raises(ExplainError, match=r"pages/two\.md:9:3: .* outside of lists"):
        build(site, tmp_path / "out")
