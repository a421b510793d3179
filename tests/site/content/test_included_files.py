"""Files that an article includes, in its folder: found, published with it, read anew when they change; none from elsewhere."""

import pytest

from aeexplain.cache import Cache
from aeexplain.errors import ExplainError
from aeexplain.site.build.builder import build
from aeexplain.site.content.articles import read_article, read_article_source
from aeexplain.site.core.error_list import ErrorList


@pytest.fixture
def folder(house):
    return house / "content" / "first"


def write(folder, body, **files):
    article = folder / "article.md"
    front = article.read_text().partition("Hello")[0]
    article.write_text(front + body)
    for name, text in files.items():
        (folder / f"{name}.md").write_text(text)


def told(folder, house):
    errors = ErrorList()
    read_article(read_article_source(folder, house), errors)
    return [str(each) for each in errors.found]


def test_an_edit_of_an_included_file_is_published_and_its_files_and_faults_are_the_articles(
    folder, house, tmp_path
):
    cache = Cache(tmp_path / "cache")
    write(folder, '{% include "parts/a.md" %}\n')
    (folder / "parts").mkdir()
    part, page = folder / "parts" / "a.md", house / "dist" / "first" / "index.html"
    (folder / "points.csv").write_text("1\n")
    part.write_text("Once [data](points.csv).\n")
    notes = []
    build(house, house / "dist", notes.append, cache=cache)
    assert "Once" in page.read_text()
    assert not any("points.csv" in note or "a.md" in note for note in notes)
    part.write_text("Twice.\n\n{{ no.such }}\n")
    with pytest.raises(ExplainError, match=r"^content/first/parts/a\.md:3:1: "):
        build(house, house / "dist", cache=cache)
    assert "Once" in page.read_text()
    part.write_text("Twice.\n")
    build(house, house / "dist", cache=cache)
    assert "Twice" in page.read_text()


def test_a_page_may_include_a_text_beside_it(house, tmp_path):
    (house / "pages").mkdir()
    (house / "pages" / "about.md").write_text(
        '+++\ntitle = "A"\nsummary = "B."\n+++\n\n{% include "c.txt" %}\n'
    )
    (house / "pages" / "c.txt").write_text("*in*")
    build(house, house / "dist", cache=Cache(tmp_path / "cache"))
    assert "<em>in</em>" in (house / "dist" / "about" / "index.html").read_text()


def test_figures_and_numbers_of_an_included_file_are_known_before_it_is_read(folder, house):
    write(folder, '{% include "a.md" %}\n', a='{% include "b.md" %}\n', b="::demo vae c\n\n{{ x.y }}\n")
    source = read_article_source(folder, house)
    assert {each.demo for each in source.may_call} == {"vae"}
    assert source.may_tell_metrics
    assert list(source.included) == ["a.md", "b.md"]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("../secret.md", "'../secret.md' lies outside of the article's folder; put it beside the article"),
        ("x/../../secret.md", "'x/../../secret.md' lies outside"),
        ("/etc/passwd.md", "'/etc/passwd.md' lies outside"),
        ("b.md", "no file named 'b.md' beside the article; did you mean 'a.md'?"),
        ("leak.md", "'leak.md' is a link that leads out of the article's folder; put the file"),
        ("points.csv", "'points.csv' is no text that can be included; its name ends with .md,"),
        ("article.md", "content/first/article.md includes itself; remove"),
        ("./sub/../article.md", "content/first/article.md includes itself; remove"),
        (".", "'.' is no text that can be included"),
        ("", "'' is no text that can be included"),
    ],
)
def test_what_is_no_text_of_the_folder_is_refused_with_a_remedy(folder, house, name, said):
    (house / "content" / "secret.md").write_text("secret")
    (folder / "leak.md").symlink_to(house / "content" / "secret.md")
    (folder / "points.csv").write_text("1")
    write(folder, f'{{% include "{name}" %}}\n', a="x")
    line = (folder / "article.md").read_text().count("\n")
    (found,) = told(folder, house)
    assert found.startswith(f"content/first/article.md:{line}:1: {said}")


def test_a_file_with_front_matter_or_that_is_no_utf_8_is_told_at_its_own_place(folder, house):
    write(folder, '{% include "a.md" %}\n', a="+++\nx = 1\n+++\nx")
    assert told(folder, house)[0].startswith(
        "content/first/a.md:1: front matter in a file that is included; remove"
    )
    (folder / "a.md").write_bytes(b"x\n\xff")
    assert told(folder, house) == ["content/first/a.md:2: not valid UTF-8; save the file as UTF-8"]
