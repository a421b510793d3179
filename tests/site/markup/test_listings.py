"""Code in an article's text: whole, coloured where its language is named, reached by keyboard where it may scroll."""

import re
from html import unescape

import pytest
from english import ENGLISH

from aeexplain.errors import ExplainError
from aeexplain.site.core.error_list import ErrorList
from aeexplain.site.markup.extract import scan
from aeexplain.site.markup.listings import NARROWEST, boxed, language_of, listing
from aeexplain.site.markup.markdown import convert, fill
from aeexplain.site.markup.nodes import CodeBlock
from aeexplain.site.pages.css_colours import variables

WIDE = "x = 1  # " + "so " * 20
SOURCES = {
    "python": 'def f(x):\n\n    """<b>"""\n    return x & 1\n',
    "js": "const a = `<${b}>`;\n",
    "html": '<p class="a">&amp; text</p>\n<!-- so -->\n',
    "console": "$ ls -l\ntotal 0\n",
    "diff": "--- a\n+++ b\n@@ -1 +1 @@\n-one\n+two\n",
    "json": '{"a": [1, null, "\\u00e9"]}\n',
    "text": "  plain <b> & \n\n",
    "c++": "#include <x>\nint main() { return 0; }\n",
    "": "nothing named <i>\n",
}


def to_html(text):
    body = scan(text, "a.md", ErrorList())
    nodes = [node for node in body.nodes if isinstance(node, CodeBlock)]
    return ENGLISH.fill(fill(convert(body).html, lambda index: listing(nodes[index])))


def text_of(html):
    code = re.search(r"<code[^>]*>(.*)</code>", html, re.DOTALL)[1]
    return unescape(re.sub(r"<[^>]*>", "", code))


@pytest.mark.parametrize("language", SOURCES)
def test_code_in_any_language_says_what_its_author_wrote_without_the_last_line_end(language):
    source = SOURCES[language]
    assert text_of(to_html(f"```{language}\n{source}```\n")) == source.removesuffix("\n")


@pytest.mark.parametrize("language", ["python", "js", "html", "diff", "json", "c++", "console"])
def test_code_whose_language_is_named_has_colours(language):
    assert re.search(
        r'<span class="(remark|keyword|value|defined)">', to_html(f"```{language}\n{SOURCES[language]}```")
    )


@pytest.mark.parametrize("fence", ["```", "```text", "~~~"])
def test_code_of_no_language_is_plain(fence):
    html = to_html(f"{fence}\ndef f(): return 1\n{fence[:3]}\n")
    assert "<span" not in html
    assert '<div class="listing"><pre><code' in html


@pytest.mark.parametrize(
    ("info", "language"),
    [
        ("python", "python"),
        ("  .python  ", "python"),
        (" c++", "c++"),
        (" {.js #here}", "js"),
        (" {#here .js .more}", "js"),
        (" {#here}", ""),
        ("{python}", "python"),
        ("{python #here}", "python"),
        ('python hl_lines="1"', "python"),
        ("", ""),
    ],
)
def test_a_fence_names_its_language_in_any_of_markdowns_ways(info, language):
    assert language_of(info) == language


@pytest.mark.parametrize(
    ("language", "hint"),
    [
        ("pyhton", "did you mean 'python'?"),
        ("Pythn", "did you mean 'python'?"),
        ("qqqqqq", "write text for code without"),
    ],
)
def test_a_language_that_is_not_known_is_told_with_its_place_and_the_nearest(language, hint):
    errors = ErrorList()
    scan(f"So:\n\n```{language}\nx\n```\n\n```python\nx\n```\n", "a.md", errors)
    assert [
        str(each).startswith(f"a.md:3:1: no language named {language!r}; {hint}") for each in errors.found
    ] == [True]


def test_code_with_long_lines_is_reached_by_keyboard_and_says_what_it_is():
    assert (
        '<pre tabindex="0" role="group" aria-label="Code, Python"><code class="language-python">'
        in to_html(f"```python\n{WIDE}\n```")
    )


@pytest.mark.parametrize(
    "text", [f"    {WIDE}", f"<pre>{WIDE}</pre>", f"<pre><code>{WIDE}</code></pre>", f"```\n{WIDE}\n```"]
)
def test_indented_code_and_code_as_html_scroll_too(text):
    assert '<div class="listing"><pre tabindex="0" role="group" aria-label="Code">' in to_html(text)


@pytest.mark.parametrize(
    ("line", "reached"), [("x" * NARROWEST, False), ("x" * (NARROWEST + 1), True), ("漢" * 13, True)]
)
def test_only_code_that_may_have_to_scroll_takes_the_focus(line, reached):
    assert ("tabindex" in to_html(f"```\nshort\n{line}\n```")) is reached


def test_a_box_that_an_author_made_reachable_stays_as_it_is():
    html = f'<pre tabindex="0" role="group" aria-label="Mine">{WIDE}</pre>'
    assert to_html(html) == html


def test_each_of_several_listings_has_a_box_of_its_own_and_text_between_stays():
    html = '<p>a</p><pre><code class="language-js">let a;</code></pre><p>b</p><pre><code>c</code></pre>'
    assert boxed(html) == (
        '<p>a</p><div class="listing"><pre><code class="language-js"><span class="keyword">let</span> a;</code></pre></div>'
        '<p>b</p><div class="listing"><pre><code>c</code></pre></div>'
    )


def luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("colours", [0, 1], ids=["light", "dark"])
def test_every_colour_of_code_has_the_contrast_of_text_on_its_ground(root, colours):
    css = (root / "templates" / "assets" / "site.css").read_text()
    pairs = dict(re.findall(r"(--[\w-]+): light-dark\(([^)]*)\)", css))
    luminances = {name: luminance(pair.split(", ")[colours]) for name, pair in pairs.items()}
    assert variables(css)["--muted"] == pairs["--muted"].split(", ")[0]
    used = set(re.findall(r"pre \.(?:remark|keyword|value) \{\s*color: var\((--[\w-]+)\)", css))
    assert used == {"--ink", "--muted"}
    for name in used:
        for ground in ("--bar", "--paper"):
            low, high = sorted((luminances[name], luminances[ground]))
            assert (high + 0.05) / (low + 0.05) >= 4.5, (name, ground)


def test_code_in_a_language_that_is_not_known_stops_a_build_that_tells_all_faults(house):
    from aeexplain.site.build.builder import build

    article = house / "content" / "first" / "article.md"
    article.write_text(article.read_text() + "\n```pyhton\nx\n```\n\n[no](#nothing)\n")
    with pytest.raises(ExplainError) as raised:
        build(house, house / "dist")
    assert len(str(raised.value).splitlines()) == 2
