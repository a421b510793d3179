import pytest

from aeexplain.cache import Cache
from aeexplain.errors import ExplainError
from aeexplain.site.build.builder import build

FRONT = '+++\ntitle = "T"\nsummary = "S"\nauthors = ["A"]\ndate = 2026-01-31\n+++\n'


def said(house, files):
    for name, text in files.items():
        (house / name).parent.mkdir(parents=True, exist_ok=True)
        (house / name).write_text(text)
    messages = []
    build(house, house / "dist", messages.append, cache=Cache(house / "cache"))
    return [line.removeprefix("note: ") for line in messages if line.startswith("note: ")]


def test_a_build_in_which_all_is_used_is_quiet(house):
    assert said(house, {}) == []


@pytest.mark.parametrize(
    ("name", "message"),
    [
        (
            "templates/assets/logo.svg",
            "is not published; of this folder only favicon.svg, licenses.txt, site.css are",
        ),
        ("templates/assets/fonts/a.woff2", "is not published"),
        ("content/first/notes.md", "nothing in the article links to it, so it is not published"),
        ("content/first/data/points.csv", "nothing in the article links to it"),
        ("content/robots.txt", "is not published; files belong beside the article that links to them"),
        ("weights/mine.json", "no figure wants it, and no article quotes from it"),
        ("weights/notes.txt", "is no weight file"),
    ],
)
def test_a_file_that_nothing_publishes_is_named(house, name, message):
    (line,) = said(house, {name: "x"})
    assert line.startswith(f"{name}: {message}")


def test_a_folder_without_an_article_is_named(house):
    assert said(house, {"content/second/idea.md": "x", "content/second/a.png": "y"}) == [
        "content/second: has no article.md, so nothing of it is published"
    ]


@pytest.mark.parametrize(
    "name",
    [
        *(
            "content/.DS_Store",
            "content/first/.DS_Store",
            "content/first/article.md~",
            "content/first/.a.swp",
        ),
        *(
            "content/first/#article.md#",
            "templates/assets/Thumbs.db",
            "weights/.gitkeep",
            "content/second/.keep",
        ),
        *("content/first/a.png.bak", "templates/assets/__MACOSX/a"),
    ],
)
def test_nobody_hears_of_what_systems_and_editors_leave_behind(house, name):
    assert said(house, {name: "x"}) == []


def test_what_the_article_links_to_is_no_stray(house):
    text = FRONT + "[a](a%20b.csv) and [b](data/c.csv) and [c](d.csv)\n"
    files = dict.fromkeys(("content/first/a b.csv", "content/first/data/c.csv", "content/first/d.csv"), "1")
    assert said(house, {"content/first/article.md": text} | files) == []


@pytest.mark.parametrize(
    ("name", "message"),
    [
        (
            "content/second/index.md",
            "is no article, since its name is not article.md; rename it to article.md",
        ),
        ("content/second/article.markdown", "is no article, since its name is not article.md"),
        ("content/second/README.md", "is no article, since its name is not article.md"),
        ("content/second.md", "is in no folder, so it is no article; move it to content/second/article.md"),
        ("content/group/second/article.md", "is too deep for an article; move its folder to content/second"),
    ],
)
def test_what_looks_like_an_article_and_is_none_is_refused(house, name, message):
    with pytest.raises(ExplainError) as raised:
        said(house, {name: FRONT})
    assert str(raised.value).startswith(f"{name}: {message}")


def test_an_article_of_the_wrong_name_alone_is_told_once(house):
    (house / "content/first/article.md").rename(house / "content/first/Article.md")
    with pytest.raises(ExplainError) as raised:
        said(house, {})
    assert str(raised.value).startswith("content/first/Article.md: is no article")
