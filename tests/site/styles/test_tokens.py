"""Mistakes in a theme's tokens and rules that browsers pass over are told with their lines and hints; what is right passes."""

import pytest

from aeexplain.site.styles.colours import variables
from aeexplain.site.styles.tokens import token_errors


@pytest.fixture(scope="module")
def shipped(root):
    return (root / "templates" / "assets" / "site.css").read_text("utf-8")


def told(shipped, css, elsewhere=()):
    errors = token_errors([(shipped, "site.css"), (css, "theme/tokens.css")], 1, elsewhere)
    return [str(error) for error in errors]


@pytest.mark.parametrize(
    ("css", "message"),
    [
        (
            ":root {\n  --papper: #fff;\n}",
            "2: '--papper' is no token of the look that ships, and no rule uses it; did you mean '--paper'?",
        ),
        (
            ":root { --zebra: 1px; }",
            "1: '--zebra' is no token of the look that ships, and no rule uses it; write var(--zebra) into",
        ),
        (
            ":root {\n --ink: #000;\n --link: var(--modle);\n}",
            "3: there is no token '--modle'; did you mean '--model'?",
        ),
        ("h2 { color: var(--modle); }", "1: there is no token '--modle'"),
        (
            ":root { --measure: wide; }",
            "1: --measure: 'wide' is no length; write one such as 38rem",
        ),
        (":root { --measure: 44; }", "1: --measure: '44' is no length"),
        (":root { --text: 20 px; }", "1: --text: '20 px' is no length"),
        (
            ":root { --resting: half; }",
            "1: --resting: 'half' is no number; write one such as 0.5",
        ),
        (
            "h2 { colour: red; }",
            "1: 'colour' is no property that browsers know; did you mean 'color'?",
        ),
        ("h2 { &:hover { foo: 1px } }", "1: 'foo' is no property that browsers know"),
        (
            "@media print {\n h2 { widht: 1px }\n}",
            "2: 'widht' is no property that browsers know; did you mean 'width'?",
        ),
        (
            ":root { --paper: light-dark(#f6f8f, #10160f); }",
            "1: '#f6f8f' is no colour: it has 3, 4, 6 or 8",
        ),
        (":root { --paper: light-dark(#f6f8f3, #10160); }", "1: '#10160' is no colour"),
        ("h2 { border: 1px solid #12345z; }", "1: '#12345z' is no colour"),
        (":root { --ink: blakc; }", "1: --ink: 'blakc' is no colour"),
        (
            ":root { --ink: oklch(0.5, 0.1, 20); }",
            "1: --ink: 'oklch(0.5, 0.1, 20)' is no colour",
        ),
        ("h2 { color: blakc; }", "1: 'blakc' is no colour; did you mean 'black'?"),
        (".dark { --ink: 3px; }", "1: --ink: '3px' is no colour"),
    ],
)
def test_a_mistake_is_told_with_its_line_and_a_hint(shipped, css, message):
    (line,) = told(shipped, css)
    assert line.startswith(f"theme/tokens.css:{message}")


@pytest.mark.parametrize(
    "css",
    [
        ":root { --brand: oklch(0.5 0.1 20); --paper: color-mix(in oklab, var(--brand) 10%, white); }",
        ":root { --measure: calc(30rem + 1vw); --resting: 40%; --text: 1em; --ink: inherit; --gap: 0; }",
        "h2 { color: var(--none, red); -webkit-hyphens: auto; fill: none; background: #fff8; }",
        "@font-face { font-family: A; size-adjust: 90%; } @page { size: a4; } @property --x { syntax: '*'; inherits: false; }",
        "@supports (new-one: 1px) { h2 { new-one: 1px } }",
        "a:has(> b):hover { color: CanvasText; --own: 3; width: calc(1px * var(--own)); }",
        "#abcdefg { color: REBECCAPURPLE !important; }",
        ":root { --theirs: 1px; }",
    ],
)
def test_what_is_right_passes(shipped, css):
    assert told(shipped, css, [b"var(--theirs)"]) == []


@pytest.mark.parametrize(
    ("rule", "paper"),
    [
        (":root { --paper: light-dark(#abc, #000); }", "#aabbcc"),
        (":root{--paper:light-dark(#abc,#000)}", "#aabbcc"),
        ("  html {\n  --paper: white;\n}", "#ffffff"),
        (":root { --mine: hsl(0 100% 50%); --paper: light-dark(var(--mine), black); }", "#ff0000"),
        (":root { --paper: rgb(0 0 0 / 50%); }", "#808080"),
        ("/* :root { --paper: red; } */", "#fdfcf9"),
        ("@media print { :root { --paper: red; } }", "#fdfcf9"),
        (".dark { --paper: red; }", "#fdfcf9"),
    ],
)
def test_pictures_have_the_paper_that_pages_have(shipped, rule, paper):
    assert variables(f"{shipped}\n{rule}\n")["--paper"] == paper


def test_the_looks_that_ship_and_the_handbooks_pass(root, shipped):
    for path in [*(root / "templates" / "themes").rglob("*.css"), root / "docs" / "theme" / "site.css"]:
        assert told(shipped, path.read_text("utf-8")) == []
    assert told(shipped, shipped) == []
