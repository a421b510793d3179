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
from aeexplain.site.styles.colours import variables

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
        ("python{1}", "python"),
        ("js:line-numbers=5", "js"),
        ("rust,linenos", "rust"),
        ("{.numberLines .python}", "python"),
        ('title="a.py"', ""),
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


@pytest.mark.parametrize(
    "info",
    [
        'python title="a.py" linenums="9" hl_lines="1 3-4"',
        'python {title="a.py" linenums="9" hl_lines="1,3-4"}',
        '{.python title="a.py" .numberLines startFrom="9" hl_lines="1 3-4"}',
        'python {1,3-4} title="a.py" showLineNumbers=9',
        'python{1,3-4} showLineNumbers{9} title="a.py"',
        'python {linenos=table,hl_lines=[1,"3-4"],linenostart=9,title=a.py}',
        "python:line-numbers=9 {1, 3-4} title='a.py'",
        '{.python filename="a.py" .number-lines startFrom=9 hl_lines="1 3 4"}',
    ],
)
def test_title_numbers_and_marks_are_written_as_in_any_generator(info):
    html = to_html(f"```{info}\na = 1\nb = 2\n\nd = 4\n```")
    assert html.startswith('<figure class="listing"><figcaption>a.py</figcaption><pre')
    lines = re.findall(r'<(mark|span) class="line" data-line="([ \d]+)">', html)
    assert lines == [("mark", " 9"), ("span", "10"), ("mark", "11"), ("mark", "12")]
    assert text_of(html) == "a = 1\nb = 2\n\nd = 4", "the numbers are no text"


@pytest.mark.parametrize("language", SOURCES)
@pytest.mark.parametrize("text", ["", '"""\ntwo\n"""\n', "/* a\n b */\n\n"])
def test_code_with_numbers_says_what_its_author_wrote_in_any_language(language, text):
    source = SOURCES[language] + text
    html = to_html(f"```{{.{language or 'text'} .numberLines}}\n{source}```\n")
    assert text_of(html) == source.removesuffix("\n")
    assert html.count('class="line"') == len(source.removesuffix("\n").split("\n"))
    for line in re.findall(
        r'<span class="line" data-line="[ \d]+">(.*?\n?)</span>(?=<span class="line"|</code>)',
        html,
        re.DOTALL,
    ):
        assert line.count("<span") == line.count("</span>"), "no colour goes on over a line's end"


def test_a_fence_with_an_id_and_classes_has_them_on_its_box():
    assert to_html("```{.python #a .wide}\nx\n```").startswith('<div class="listing wide" id="a"><pre>')
    assert to_html('```{.python #a .wide title="<T>"}\nx\n```').startswith(
        '<figure class="listing wide" id="a"><figcaption>&lt;T&gt;</figcaption><pre>'
    )


@pytest.mark.parametrize(
    ("info", "column", "told"),
    [
        ('python titel="x"', 11, "a fence takes no 'titel'; did you mean 'title'?"),
        ("python ins={1}", 11, "'ins=' behind a fence's language; a fence takes title="),
        ("python example", 11, "'example' behind a fence's language; a fence takes title="),
        ("python /x/", 11, "'/x/' behind a fence's language; a fence takes title="),
        ("python {3}", 11, "line 3 is to be marked, of code with 2 lines; lines count from 1"),
        ('python hl_lines="2-1"', 11, "'2-1' names no lines; write such as hl_lines=\"2 4-5\""),
        ('python hl_lines=""', 11, "no lines to mark; write such as"),
        (f'python hl_lines="{"9" * 5000}"', 11, "'9999"),
        ('python linenums="a"', 11, "'a' is no number of a first line; write such as linenums="),
        ("python startFrom=3", 11, "the number of the first line, of lines that bear none; write linenums="),
        ('python title="a" title="b"', 21, "a second title; remove one"),
        ("{=html}", 5, "a raw block of Pandoc; write the HTML itself"),
        ("{r, echo=FALSE}", 8, "a fence takes no 'echo'; a fence takes"),
    ],
)
def test_what_a_fence_does_not_take_is_refused_with_its_place_and_a_remedy(info, column, told):
    errors = ErrorList()
    scan(f"So:\n\n```{info}\nx\ny\n```\n", "a.md", errors)
    assert [str(each).startswith(f"a.md:3:{column}: {told}") for each in errors.found] == [True], [
        str(each) for each in errors.found
    ]


def test_all_that_is_wrong_with_a_fence_is_told_and_its_column_is_right_in_a_list():
    errors = ErrorList()
    scan("- a\n\n  ```js {9} b\n  x\n  ```\n", "a.md", errors)
    assert [str(each).partition(": ")[0] for each in errors.found] == ["a.md:3:9", "a.md:3:13"]


def test_two_fences_with_one_id_are_refused():
    errors = ErrorList()
    scan("```{.js #a}\nx\n```\n\n```{.js #a}\nx\n```\n", "a.md", errors)
    assert [str(each) for each in errors.found] == [
        "a.md:5:1: the id 'a' is given twice, first at a.md:1:1; choose another"
    ]


@pytest.mark.parametrize("colours", [0, 1], ids=["light", "dark"])
def test_code_and_numbers_on_a_marked_line_have_the_contrast_of_text(root, colours):
    css = (root / "templates" / "assets" / "site.css").read_text()
    pairs = dict(re.findall(r"(--[\w-]+): light-dark\(([^)]*)\)", css))
    part = int(re.search(r"mark\.line \{[^}]*color-mix\(in srgb, var\(--ink\) (\d+)%", css)[1]) / 100
    colour = {name: pair.split(", ")[colours] for name, pair in pairs.items()}
    mixed = [
        round(
            part * int(colour["--ink"][at : at + 2], 16) + (1 - part) * int(colour["--bar"][at : at + 2], 16)
        )
        for at in (1, 3, 5)
    ]
    ground = luminance("#" + "".join(f"{each:02x}" for each in mixed))
    for name in ("--ink", "--muted"):
        low, high = sorted((luminance(colour[name]), ground))
        assert (high + 0.05) / (low + 0.05) >= 4.5, name
