"""Formulas, images and addresses of files, whatever they hold: typeset, or refused with their place."""

import io
import re

import pytest
from fuzz.soup import soup
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image as Pillow

from aeexplain.cache import Cache
from aeexplain.errors import ExplainError
from aeexplain.files.digests import digest
from aeexplain.site.content import images, links
from aeexplain.site.content.links import ArticleFiles
from aeexplain.site.core.error_list import ErrorList
from aeexplain.site.markup.nodes import Formula, Image, Link
from aeexplain.site.math.typesetter import Typesetter

WHERE = "content/a/article.md:1:1"
TEX = [
    *(
        "{",
        "}",
        "x",
        "^",
        "_",
        "&",
        "\\\\",
        "\\frac",
        "\\frac{1}{2}",
        "\\left(",
        "\\right)",
        "\\begin{aligned}",
        "\\end{aligned}",
    ),
    *(
        "\\def\\a{\\a\\a}",
        "\\a",
        "\\href{javascript:x}{y}",
        "\\includegraphics{x}",
        "\\rule{9em}{9em}",
        "\\htmlClass{a}{b}",
    ),
    *(
        "\\sqrt",
        "\\text{",
        "$",
        "%",
        "#1",
        "\\newcommand",
        "\\underbrace{x}_{y}",
        "é",
        "𝕏",
        "\x00",
        "\n",
        "<script>",
        "\\",
        "~",
    ),
]
KINDS = ("PNG", "GIF", "JPEG", "WEBP")


@pytest.fixture(scope="module")
def typesetter(tmp_path_factory):
    typesetter = Typesetter(Cache(tmp_path_factory.mktemp("cache")))
    yield typesetter
    typesetter.close()


@given(soup(TEX), st.booleans())
def test_any_tex_is_a_formula_or_a_fault(typesetter, tex, display):
    errors = ErrorList()
    rendered = typesetter.render([Formula(tex, display, WHERE)], errors, "a")
    if len(errors):
        assert re.match(r"content/a/article\.md:\d+:\d+: malformed TeX: [^\n]+$", str(errors.error()))
    else:
        html = rendered[tex, display]
        assert "<script" not in html
        assert "href=" not in html


@pytest.mark.parametrize(
    "tex", ["{" * 20_000, "x^{" * 20_000 + "}" * 20_000, "\\sqrt " * 20_000, "\\def\\a{\\a\\a}\\a"]
)
def test_tex_that_is_nested_without_end_is_a_fault(typesetter, tex):
    errors = ErrorList()
    typesetter.render([Formula(tex, False, WHERE)], errors, "a")
    assert len(errors) == 1
    assert len(str(errors.error())) < 400


@pytest.fixture(scope="module")
def pictures():
    """A small picture in each format."""
    drawn = {}
    for kind in KINDS:
        buffer = io.BytesIO()
        Pillow.linear_gradient("L").resize((9, 7)).save(buffer, kind)
        drawn[kind] = buffer.getvalue()
    return drawn


@given(st.sampled_from(KINDS), st.data())
def test_any_damage_to_an_image_is_an_image_or_a_fault(pictures, tmp_path_factory, kind, data):
    raw = bytearray(pictures[kind])
    for at in data.draw(st.lists(st.integers(0, len(raw) - 1), max_size=8)):
        raw[at] = data.draw(st.integers(0, 255))
    content = bytes(raw[: data.draw(st.integers(0, len(raw)))])
    folder = tmp_path_factory.getbasetemp()
    (folder / "a.png").write_bytes(content)
    try:
        html = images.image_html(
            Image("a.png", "A", WHERE), ArticleFiles("a", folder, {"a.png": digest(content)})
        )
    except ExplainError as error:
        assert str(error).startswith(f"{WHERE}: 'a.png'")
    else:
        assert re.search(r'width="\d+" height="\d+"', html)


@given(
    soup(
        [
            "..",
            ".",
            "/",
            "a",
            "%00",
            "%2e",
            "%2f",
            "#",
            "?",
            ":",
            "javascript:",
            "https:",
            "//",
            "\\",
            "x" * 300,
            "é",
            "\x00",
            " ",
        ]
    )
)
def test_any_target_of_a_link_stays_on_the_site_or_is_refused(tmp_path_factory, target):
    folder = tmp_path_factory.getbasetemp() / "links"
    folder.mkdir(exist_ok=True)
    try:
        address = links.address(Link(target, WHERE), ArticleFiles("a", folder, {}), {"a"})
    except ExplainError as error:
        assert str(error).startswith(f"{WHERE}: ")
    else:
        assert not re.match(r"\s*(javascript|data|vbscript):", address, re.IGNORECASE)


def test_a_link_of_a_file_out_of_its_folder_or_in_a_circle_is_refused(tmp_path):
    folder = tmp_path / "a"
    folder.mkdir()
    (tmp_path / "secret.txt").write_text("s")
    (folder / "out.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "circle.txt").symlink_to("circle.txt")
    for name in ("../secret.txt", "out.txt", "circle.txt", "%2e%2e/secret.txt"):
        with pytest.raises(ExplainError, match="no file named"):
            ArticleFiles("a", folder, {}).file(name, WHERE)
