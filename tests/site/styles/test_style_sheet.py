"""Mistakes in what is not an article's: the style sheet and the templates. Each is one line with file and line."""

import pytest

from aeexplain.errors import ExplainError
from aeexplain.site.build.builder import build
from aeexplain.site.styles.sheet import check_style

ROOT = ":root { --paper: light-dark(#fff, #000); --ink: light-dark(#000, #fff); --raised: light-dark(#eee, #111); }\n"


def refusal(folder, css):
    with pytest.raises(ExplainError) as raised:
        check_style(ROOT + css, "site.css", folder)
    return str(raised.value)


@pytest.mark.parametrize(
    ("css", "message"),
    [
        (".a {\n  color: red;\n\n.b { color: blue; }\n", "site.css:2: '{' is not closed; close it"),
        (".a { color: red; }\n}\n.b { color: blue; }\n", "site.css:3: '}' closes nothing"),
        (".a {\n  color: red\n  margin: 0;\n}\n", "site.css:3: a semicolon is missing before 'margin'"),
        (".a {\n  color red;\n}\n", "site.css:3: is no declaration; write PROPERTY: VALUE;"),
        (".a {\n  color: ;\n}\n", "site.css:3: is no declaration"),
        (".a {\n  margin: calc(1px;\n}\n", "site.css:3: '(' is not closed"),
        (".a {\n  margin: 1px);\n}\n", "site.css:3: ')' closes nothing"),
        (".a {\n  color: red\n  &:hover { color: blue; }\n}\n", "site.css:3: a declaration without an end"),
        ("{ color: red; }\n", "site.css:2: a block without a selector"),
        ("color: red;\n", "site.css:2: is no declaration"),
        (".a { }\nwords\n", "site.css:3: is no rule"),
        (".a { }\n/* words\n", "site.css:3: a comment is not closed"),
        ('.a::after {\n  content: "x;\n}\n', "site.css:3: a quotation mark is not closed"),
        (
            ".a {\n  background: url(no.png);\n}\n",
            "site.css:3: there is no file 'no.png'; put it there",
        ),
        (".a {\n  background: url('no.png');\n}\n", "site.css:3: there is no file 'no.png'"),
        ('.a {\n  background: url( "no.png" );\n}\n', "site.css:3: there is no file 'no.png'"),
        (
            ".a { background: url(hero.png); }\n",
            "site.css:2: there is no file 'hero.png'; did you mean 'here.png'?",
        ),
        (
            ".a { background: url(../static/here.png); }\n",
            "site.css:2: '../static/here.png' is outside of the style sheet's folder; put the file beside",
        ),
        (
            ".a { background: url(/here.png); }\n",
            "site.css:2: '/here.png' is outside of the style sheet's folder",
        ),
        (
            "@font-face {\n  font-family: A;\n  src: url('data:font/woff2;base64,d09GMg==');\n}\n",
            "site.css:4: a font stands in the style sheet itself, where the site's policy lets no page load it; put the file",
        ),
        (
            ".a { background: url(https://a.org/b.png); }\n",
            "site.css:2: 'https://a.org/b.png' is on another host",
        ),
        ('@import "other.css";\n', "site.css:2: @import fetches what is not published"),
    ],
)
def test_a_mistake_in_the_style_sheet_is_told_once_and_with_its_line(tmp_path, css, message):
    (tmp_path / "here.png").touch()
    (line,) = refusal(tmp_path, css).splitlines()
    assert line.startswith(message)


def test_all_mistakes_are_told_together(tmp_path):
    lines = refusal(tmp_path, ".a { color red; }\n.b { background: url(no.png); }\n").splitlines()
    assert sorted(line.split(": ")[0] for line in lines) == ["site.css:2", "site.css:3"]


@pytest.mark.parametrize(
    "css",
    [
        ".a { color: red }\n",
        ".a:hover, .b > c::before { content: '}'; }\n/* { */\n",
        ".a { &:hover { color: red; } .b & { margin: 0 } color: blue; }\n",
        "@media (min-width: 40em) { .a { --x: { }; margin: calc(1px * (2 + 3)) } }\n@charset 'utf-8';\n",
        ".a { background: url(data:image/png;base64,iVBORw0KGgo=) url(#b); }\n",
        ".a { background: url(here.png), url('here.png?x#y'); }\n",
        ".a {\n  grid-template:\n    'a b'\n    'c d';\n  transition:\n    color 1s,\n    margin 2s;\n}\n",
        "@layer a, b;\n.a[data-x='{'] { color: light-dark(red, blue); }\n",
        "",
    ],
)
def test_what_is_right_passes(tmp_path, css):
    (tmp_path / "here.png").touch()
    check_style(ROOT + css, "site.css", tmp_path)


def test_the_colours_of_previews_are_wanted(tmp_path):
    with pytest.raises(
        ExplainError, match=r"^site\.css: the colour --paper is missing; write --paper: light-dark"
    ):
        check_style(":root { --ink: #000; }", "site.css", tmp_path)


def test_the_projects_own_passes(root):
    folder = root / "templates" / "assets"
    check_style((folder / "site.css").read_text("utf-8"), "site.css", folder)


def spoilt(house, name, old, new):
    path = house / "templates" / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_bytes(text.replace(old, new, 1).encode("utf-8", "surrogateescape"))
    with pytest.raises(ExplainError) as raised:
        build(house, house / "dist")
    return str(raised.value)


FRONT = '+++\ntitle = "T"\nsummary = "S"\nauthors = ["A"]\ndate = 2026-01-31\n+++\n\n'


@pytest.mark.parametrize(
    ("name", "old", "new", "message"),
    [
        ("assets/site.css", ":root {", "body { color: red;\n\n:root {", "assets/site.css:"),
        ("article.html", "{{ body }}", "{{ body }", "article.html:"),
        ("article.html", "{{ body }}", "{{ bodi }}", "article.html:"),
        ("article.html", "{{ body }}", "{{ body | nofilter }}", "article.html:"),
        ("article.html", "{{ body }}", '{% include "missing.html" %}', "article.html:"),
        ("article.html", 'include "metadata.html"', 'include "metadatas.html"', "article.html:"),
        ("article.html", "{% endmacro %}", "", "article.html:"),
        ("article.html", "{{ body }}", "{{ body.nothing.more }}", "article.html:"),
        ("article.html", "{{ body }}", "\udcff", "article.html:"),
        ("metadata.html", "{{ article.title }}", "{{ article.titel }}", "metadata.html:2: "),
        ("base.html", "</head>", "{% endblock %}", "base.html:"),
        ("archive.html", "{% endfor %}", "", "archive.html:"),
        ("feed.xml", "{{ config.summary }}", "{{ config.sumary }}", "feed.xml:4: "),
        ("404.html", "{% for article in articles %}", "{% for article in %}", "404.html:"),
        ("references.html", "{{ each.year }}", "{{ each.yaer }}", "references.html:"),
        ("figure.html", "{{ form }}", "{{ form", "figure.html:"),
        ("figure.html", "{{ form }}", "{{ forms }}", "figure.html:"),
    ],
)
def test_a_mistake_in_a_template_is_one_line_with_file_and_line(house, name, old, new, message):
    folder = house / "content" / "first"
    figure = "::demo bottleneck Slide.\n" if name == "figure.html" else ""
    (folder / "article.md").write_text(f"{FRONT}So [@k].\n\n{figure}")
    (folder / "references.bib").write_text("@misc{k, author = {A}, title = {T}, year = 2001}")
    (line,) = spoilt(house, name, old, new).splitlines()
    assert line.startswith(f"templates/{message}")
    assert line.split(":")[1].strip().isdigit()
