import re
import unicodedata

import pytest

from aeexplain.check.links import broken_links
from aeexplain.errors import ExplainError
from aeexplain.site.build.builder import build
from aeexplain.site.core.error_list import ErrorList
from aeexplain.site.core.slugs import fragment, meant, slug, spelt
from aeexplain.site.markup.extract import scan
from aeexplain.site.markup.markdown import convert


def ids(text):
    errors = ErrorList()
    body = scan(text, "a.md", errors)
    errors.raise_if_any()
    return re.findall(r'<h\d id="([^"]*)"', convert(body).html)


@pytest.mark.parametrize(
    ("heading", "id"),
    [
        ("Ελληνικά", "ελληνικά"),
        ("日本語", "日本語"),
        ("Größe & Maß", "größe-maß"),
        ("हिन्दी भाषा", "हिन्दी-भाषा"),
        ("العربيّة", "العربيّة"),
        ("ΣΊΣΥΦΟΣ", "σίσυφος"),
        (unicodedata.normalize("NFD", "Poincaré"), "poincaré"),
        ("What is *worth* keeping?", "what-is-worth-keeping"),
        ("It's a -- b", "its-a-b"),
        ("About $x$", "about"),
        ("🚀 Go", "go"),
    ],
)
def test_a_headings_id_is_its_words_in_any_script(heading, id):
    assert ids(f"## {heading}") == [id]


@pytest.mark.parametrize(
    ("heading", "id"),
    [
        ("$x^2 + y^2$", "x-2-plus-y-2"),
        (r"$\beta$", "beta"),
        ("?!", "question-mark-exclamation-mark"),
        ("$+$", "plus"),
        ("🚀", "rocket"),
        ("⚠️", "warning"),
        ("`++`", "plus-plus"),
        ("…", "horizontal-ellipsis"),
    ],
)
def test_a_heading_without_words_is_named_by_its_tex_or_its_signs(heading, id):
    assert ids(f"## {heading}") == [id]


def test_a_heading_that_is_put_in_before_another_leaves_its_id():
    assert ids("## Ελληνικά\n\n## 日本語\n\n## $y$")[-2:] == ids("## 日本語\n\n## $y$")


def test_headings_alike_are_numbered_and_what_the_author_names_is_kept():
    assert ids("## Größe\n\n## Größe {#maß}\n\n## Größe\n\n## Maß") == ["größe", "maß", "größe-1", "maß-1"]


@pytest.mark.parametrize("text", ["", " ", "-", "{}", "\u0301", "\ufe0f", "_", "\x01"])
def test_no_heading_is_left_without_an_id(text):
    assert slug(text) == ""
    assert spelt(text) or not text.strip("\ufe0f ")


def test_an_address_leads_to_an_id_however_it_is_written():
    known = ["größe-maß", "sec:a", "100%"]
    encoded = fragment("größe-maß")
    assert encoded == "gr%C3%B6%C3%9Fe-ma%C3%9F"
    assert fragment("sec:a") == "sec:a"
    for written in (encoded, "größe-maß", unicodedata.normalize("NFD", "größe-maß")):
        assert meant(written, known) == "größe-maß"
    assert meant(fragment("100%"), known) == meant("100%", known) == "100%"
    assert meant("größe", known) is None


TWO = """## Größe & Maß

See @sec:größe-maß, [here](#größe-maß), [there](#gr%C3%B6%C3%9Fe-ma%C3%9F), [that](../second/#日本語).[^ü]

[^ü]: A note.

## Ελληνικά
"""


def test_links_and_contents_lead_to_ids_of_any_script(house, tmp_path):
    first = house / "content" / "first" / "article.md"
    front = first.read_text()
    second = house / "content" / "second" / "article.md"
    second.parent.mkdir()
    first.write_text(f"{front}\n{TWO}", encoding="utf-8")
    second.write_text(f"{front}\n## 日本語\n\n[Back](../first/#größe-maß).\n", encoding="utf-8")
    build(house, tmp_path / "dist")
    page = (tmp_path / "dist" / "first" / "index.html").read_text("utf-8")
    assert page.count('href="#gr%C3%B6%C3%9Fe-ma%C3%9F"') == 5, "contents, anchor, reference, two links"
    assert 'href="../second/#%E6%97%A5%E6%9C%AC%E8%AA%9E"' in page
    assert not re.search(r'href="#[^"]*[^\x00-\x7f"]', page)
    assert [str(each) for each in broken_links(tmp_path / "dist")] == []


def test_a_link_to_an_id_that_is_not_there_names_its_neighbour(house, tmp_path):
    article = house / "content" / "first" / "article.md"
    article.write_text(article.read_text() + "\n## Größe\n\n[a](#Gr%C3%B6%C3%9Fen)\n", encoding="utf-8")
    with pytest.raises(ExplainError, match="has the id 'Größen'; did you mean 'größe'"):
        build(house, tmp_path / "dist")


@pytest.mark.parametrize(
    "text",
    [
        "## Cite\n",
        "## Content\n",
        "## Note a\n\nX.[^a]\n\n[^a]: Y.\n",
        "## Bottleneck k\n\n::demo bottleneck A caption.\n",
        "## Bottleneck\n\n::demo bottleneck A caption.\n",
    ],
)
def test_a_heading_that_would_take_an_id_of_the_page_is_refused(house, tmp_path, text):
    article = house / "content" / "first" / "article.md"
    article.write_text(article.read_text() + f"\n{text}", encoding="utf-8")
    with pytest.raises(ExplainError, match="give this heading its own name"):
        build(house, tmp_path / "dist")


KEPT = {
    "autoencoders": "what-is-worth-keeping the-geometry-of-the-code sparse-autoencoders denoising-autoencoders "
    "contractive-autoencoders variational-autoencoders disentanglement vector-quantised-autoencoders "
    "convolutional-autoencoders masked-autoencoders diffusion-models autoencoders-among-self-supervised-methods "
    "an-information-theoretic-view how-they-fail summary",
    "principal-components": "one-line-two-kinds-of-loss why-a-matrix-turns-up let-the-matrix-turn-it",
}


@pytest.mark.parametrize("slug", KEPT)
def test_what_is_published_keeps_its_ids(root, slug):
    text = (root / "content" / slug / "article.md").read_text("utf-8").split("+++\n", 2)[2]
    assert [each for each in KEPT[slug].split() if each not in ids(text)] == []
