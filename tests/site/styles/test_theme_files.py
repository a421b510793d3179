"""Files that a theme's style sheets name: published under their digest, and asked for early where pages begin with them."""

import re

import pytest

from aeexplain.site.styles.theme_files import first_faces, with_files


@pytest.fixture
def theme(tmp_path):
    (tmp_path / "fonts").mkdir()
    for name in ("a.woff2", "b.woff2", "c.woff2", "an old one.ttf"):
        (tmp_path / "fonts" / name).write_bytes(name.encode())
    (tmp_path / "paper.svg").write_text("<svg/>")
    return tmp_path


@pytest.mark.parametrize(
    ("written", "place"),
    [
        ('url("fonts/a.woff2")', "fonts/a.DIGEST.woff2"),
        ("url(fonts/a.woff2)", "fonts/a.DIGEST.woff2"),
        ("url( './fonts/../fonts/a.woff2' )", "fonts/a.DIGEST.woff2"),
        ('url("fonts/an old one.ttf")', "fonts/an%20old%20one.DIGEST.ttf"),
        ('url("fonts/an%20old%20one.ttf")', "fonts/an%20old%20one.DIGEST.ttf"),
        ("URL(paper.svg#part)", "paper.DIGEST.svg#part"),
    ],
)
def test_a_file_is_published_under_its_digest_and_called_so(theme, written, place):
    css, files = with_files(f".a {{ background: {written}; }}", theme)
    assert re.sub(r"\b[0-9a-f]{12}\b", "DIGEST", css) == f'.a {{ background: url("{place}"); }}'
    assert len(files) == 1


@pytest.mark.parametrize("css", ["/* url(paper.svg) */", ".a { content: 'url(paper.svg)'; fill: url(#a); }"])
def test_what_names_no_file_stays(theme, css):
    assert with_files(css, theme) == (css, {})


FACE = '@font-face {{ font-family: "{0}"; src: url("fonts/{1}.woff2") format("woff2"); {2} }}\n'


@pytest.mark.parametrize(
    ("tokens", "faces", "first"),
    [
        ('--serif: "Own", serif;', [("Own", "a", "")], "a"),
        ("--serif: Own, serif;", [("Own", "a", "font-weight: 700"), ("Own", "b", "font-style: normal")], "b"),
        ('--titles: "Own";', [("Own", "a", "font-weight: 400"), ("Own", "b", "font-weight: bold")], "b"),
        ('--titles: "Own"; --serif: "Own";', [("Own", "a", "font-weight: 200 900")], "a"),
        ('--serif: "Own";', [("Own", "a", "font-style: italic"), ("Own", "b", "")], "b"),
        (
            '--serif: "Own";',
            [("Own", "a", "unicode-range: U+370-3FF"), ("Own", "b", "unicode-range: U+0-FF")],
            "b",
        ),
        ('--serif: "Other", "Own";', [("Own", "a", "")], ""),
        ('--serif: "Own"; } :root { --serif: "Other";', [("Own", "a", "")], ""),
    ],
)
def test_of_each_family_that_a_token_names_first_one_font_is_asked_for_early(theme, tokens, faces, first):
    css, files = with_files("".join(FACE.format(*each) for each in faces) + f":root {{ {tokens} }}", theme)
    assert "".join(place.split("/")[2][0] for place in first_faces(css, files)) == first
