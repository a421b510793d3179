"""No word that an author writes is lost: it is on the page, or there is an error, whatever stands in whatever."""

import re
from html import unescape
from itertools import count

from fuzz.soup import MARKDOWN
from hypothesis import given
from hypothesis import strategies as st

from aeexplain.site.content.sidenotes import check_notes
from aeexplain.site.core.error_list import ErrorList
from aeexplain.site.markup import listings, markdown
from aeexplain.site.markup.extract import scan
from aeexplain.site.markup.nodes import (
    Citation,
    CodeBlock,
    FigureCall,
    Formula,
    Image,
    Link,
    NoteText,
    TableCaption,
)

INLINES = [
    *(
        "W",
        "*W*",
        "**W** W",
        "`W`",
        "`` W ` W ``",
        "$W$",
        "[W](#W)",
        "[W *W*](#W 'W')",
        "![W](W.png)",
        "\\[W](W)",
    ),
    *(
        "W\\\nW",
        "W  \nW",
        "<b title='W > W'>W</b>",
        "<!-- W -->",
        "&W;",
        "[^a]",
        "[@W, W]",
        "@W",
        "[W][W]",
        "[W]",
        "{W}",
    ),
    *(
        "\\*W\\*",
        "W_W_W",
        "~~W~~",
        "\\(W_W\\)",
        "$`W`$",
        "\\[W=W\\]",
        "![W](W.png 'W'){{width=3}}",
        "<a id='W'>W</a>",
        "W | W",
        "https://W.org",
        "<https://W.org>",
        "<W@W.org>",
        "[W [W] W](#W)",
        "\\`W`",
    ),
]
BLOCKS = [
    *(
        "{}",
        "## {}",
        "- {}\n- {}",
        "7) {}\n8) {}",
        "1. {}\n\n    {}",
        "- {}\n    - {}\n        - {}",
        "> {}\n> {}",
        "> - {}\n> > {}",
    ),
    *(
        "    {}\n\n    {}",
        "```W\n{}\n\n{}\n```",
        "- {}\n\n  ```\n  {}\n  ```",
        "> ~~~\n> {}\n> ~~~",
        "$$\n{}\n$$",
        "::demo W {}",
    ),
    *(
        "| {} | W |\n|---|---|\n| W | {} |",
        "| W |\n|---|\n| {} | {} |",
        "Table: {} {{#tab:a}}\n\n| W |\n|---|\n| {} |",
    ),
    *(
        "[^a]: {}",
        "[^a]: {}\n{}",
        "<div>\n{}\n</div>",
        "<div>\n\n{}\n\n</div>",
        "<details><summary>W</summary>\n\n{}\n</details>",
    ),
    *(
        "[W]: #W '{}'",
        "{}\n---",
        "> [!NOTE]\n> {}",
        "::: note W\n{}\n:::",
        "```{{tip}} W\n{}\n```",
        '!!! note "W"\n    {}',
        "- [x] {}\n- [ ] {}",
        "W\n: {}\n\n    {}",
        "W[^a] W[^a]\n\n[^a]: {}\n\n    {}",
        "\\begin{{align}}\n{}\n\\end{{align}}",
        "{}\n{{#W .W}}",
        "<div>\n\n{}[^a]\n\n</div>\n\n[^a]: W",
        "* * *\n{}",
        "{}\n: {}",
        "W[^a]\n\n[^a]: {}",
        "- {}\n```\n{}\n```\n{}",
        "-     {}",
        "<W>\n{}\n</W>",
    ),
]
GAPS = ["\n", "\n\n", "\n\n\n", "\n  \n", "\n    ", "\n> "]
# A link's address and its name stand elsewhere than in the text; what has a name that nothing uses is no text.
NOT_TEXT = re.compile(
    r"""<!--.*?-->|^[ >]*\[[^\]\n]+\]:[ \t]*\S+(?:\s+(?:'[^']*'|"[^"]*"|\([^)]*\)))?[^\n]*$|\][ \n]?\[[^\[\]]*\]""",
    re.MULTILINE,
)


def shown(text, errors):
    """The HTML of an article's text, all marks filled in with what they say."""
    body = scan(text, "a.md", errors)
    check_notes(body, errors)

    def filling(index):
        match body.nodes[index]:
            case CodeBlock() as code:
                return listings.listing(code) + code.info
            case Formula(tex):
                return tex
            case Link(target):
                return target
            case Image() as image:
                return f"{image.source} {image.alt} {image.attributes} {markdown.fill(image.caption or '', filling)}"
            case FigureCall(name, caption) | TableCaption(name, caption) | NoteText(name, caption):
                return f"{name} {markdown.fill(caption, filling)}"
            case Citation(cited):
                return " ".join(
                    f"{markdown.fill(part, filling)} {each.key}"
                    for each in cited
                    for part in (each.before, each.after)
                )
            case mark:
                return repr(mark)

    with errors.collecting():
        return markdown.fill(markdown.convert(body).html, filling)
    return ""


def check(text):
    numbers = count()
    text = re.sub("W", lambda _: f"word{next(numbers)}x", text)
    errors = ErrorList()
    html = shown(text, errors)
    if not len(errors):
        there = html + unescape(html)
        for word in re.findall(r"word\d+x", NOT_TEXT.sub("", text)):
            assert word in there, (word, text, html)


def written(block, inline):
    """A block that holds an inline, braces that are doubled in both as they are meant."""
    return block.replace("{}", inline).replace("{{", "{").replace("}}", "}")


def test_each_inline_in_each_block_is_shown_or_refused():
    for block in BLOCKS:
        for inline in INLINES:
            check(written(block, inline))


@given(
    st.lists(st.tuples(st.sampled_from(BLOCKS), st.sampled_from(INLINES), st.sampled_from(GAPS)), max_size=5)
)
def test_blocks_one_after_another_are_shown_or_refused(parts):
    check("".join(written(block, inline) + gap for block, inline, gap in parts))


@given(st.lists(st.sampled_from([*MARKDOWN, "W ", "W\n", " W"]), max_size=12).map("".join))
def test_words_amid_anything_are_shown_or_refused(text):
    check(text)
