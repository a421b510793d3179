import re
from html import unescape
from pathlib import Path

import pytest

from aeexplain.errors import ExplainError
from aeexplain.site.content.articles import ArticleSource
from aeexplain.site.core.error_list import ErrorList
from aeexplain.site.markup import directives
from aeexplain.site.markup.extract import scan
from aeexplain.site.markup.markdown import convert, fill
from aeexplain.site.markup.nodes import Citation, CodeBlock, FigureRequest, Link


def scanned(text, first_line=1):
    errors = ErrorList()
    found = scan(text, "a.md", errors, first_line)
    errors.raise_if_any()
    return found


def shown(found):
    """The HTML of what was scanned; nodes are left out."""
    return fill(convert(found).html, lambda _: "")


def refusal(text):
    with pytest.raises(ExplainError) as raised:
        scanned(text)
    return str(raised.value)


def test_formulas_are_set_aside_with_their_places():
    found = scanned("An $x_i$ and\n$$\na < b\n$$\n", first_line=8)
    assert [(f.tex, f.display, f.where) for f in found.formulas] == [
        ("x_i", False, "a.md:8:5"),
        ("\na < b\n", True, "a.md:9:3"),
    ]
    assert "x_i" not in shown(found)


@pytest.mark.parametrize(
    "text",
    [
        "`$x$`",
        "``a ` $x$``",
        "```\n$x$\n```",
        "~~~python\n$x$ and $$\n~~~",
        "it costs \\$5 or \\$6",
        "<!-- $x -->",
    ],
)
def test_code_comments_and_escaped_dollars_hold_no_formula(text):
    assert scanned(text).formulas == ()


@pytest.mark.parametrize("text", [r"\{{ a }}", r"\@a", r"\[x\](a)", "`[^a]`"])
def test_what_is_escaped_or_code_is_no_mark(text):
    assert scanned(text).nodes == ()


TOKENS = "$x$ $5 $$ @a [@a, p. 3] @fig:a [^a] {{ b }} {{ [c](d) ![e](f.png) ::demo g"


@pytest.mark.parametrize(
    "text",
    [
        f"    {TOKENS}\n",
        f"words\n\n\t{TOKENS}\n\n\t::demo x\n\nwords",
        f"```\n{TOKENS}\n\n## no heading\n```",
        f"   ~~~~ text\n{TOKENS}\n~~~\n   ~~~~~",
        f"> ```\n> {TOKENS}\n>\n> {TOKENS}\n> ```",
        f"- item\n  ```\n  {TOKENS}\n  ```",
        f"1. item\n\n   ```\n   {TOKENS}\n\n   {TOKENS}\n   ```",
        f"- item\n\n      {TOKENS}\n",
        f"> -     {TOKENS}\n",
    ],
)
def test_in_blocks_of_code_nothing_is_a_token(text):
    (mark,) = scanned(text).nodes
    assert isinstance(mark, CodeBlock)
    assert TOKENS in mark.text


@pytest.mark.parametrize(
    "text",
    [
        f"`{TOKENS}`",
        f"``` a `` b {TOKENS}```",
        f"<!-- {TOKENS}\n\n    {TOKENS}\n -->",
        f'A <span title="{TOKENS}">word</span>.',
        f"A <span data-x='{TOKENS}' hidden>word</span>.",
        f"<pre>\n{TOKENS}\n\n{TOKENS}\n</pre>",
    ],
)
def test_code_spans_comments_tags_and_blocks_of_html_hold_no_token(text):
    assert scanned(text).nodes == ()


def test_an_address_in_angle_brackets_holds_no_token():
    (link,) = scanned("<https://a.org/$x$/[^a]>").nodes
    assert (link.target, link.where) == ("https://a.org/$x$/[^a]", "a.md:1:2")


@pytest.mark.parametrize("sign", "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
def test_a_backslash_takes_the_meaning_of_any_punctuation_and_is_not_shown(sign):
    (found,) = re.findall(r"<p>a(.*)b</p>", shown(scanned(f"a\\{sign}b")))
    assert unescape(found) == sign


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (r"\[no link](x)", "[no link](x)"),
        (r"[no link\](x)", "[no link](x)"),
        (r"\![no image](x.png", "![no image](x.png"),
        ("no link](x)", "no link](x)"),
        ("[no\n\nlink](x)", "link](x)"),
        (r"\[\@key]", "[@key]"),
        (r"\[^note]", "[^note]"),
        (r"\::demo x", "::demo x"),
        (r"\# no heading", "# no heading"),
        (r"\`no \$code`", "`no $code`"),
        (r"7\) no list", "7) no list"),
        (r"\~~~ no fence", "~~~ no fence"),
        (r"\<b> \&amp;", "<b> &amp;"),
    ],
)
def test_what_is_escaped_is_shown_as_it_is(text, said):
    found = scanned(text)
    assert found.nodes == ()
    assert said in unescape(re.sub("<[^>]*>", "", shown(found)))


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("[a](b_(c(d)))", "b_(c(d))"),
        (r"[a\]b](c)", "c"),
        (r"[a](b\)c)", "b)c"),
        ("[`]`](c)", "c"),
        ("[a [b] c](d)", "d"),
        (r"\\[a](b)", "b"),
        (r"\![a](b)", "b"),
    ],
)
def test_a_link_ends_where_commonmark_ends_it(text, target):
    assert [link.target for link in scanned(text).of(Link)] == [target]


def test_a_formula_may_hold_what_looks_like_code():
    (formula,) = scanned("$$\na\n\n    b\n$$\n").formulas
    assert formula.tex == "\na\n\n    b\n"


def test_a_rule_may_stand_right_beneath_a_fence():
    assert "<hr>" in shown(scanned("```\nx\n```\n---\n"))


@pytest.mark.parametrize("text", ["- a\n  ```\n  b\n\nc", "> ~~~\n> b\n\nc", "~~~\n```\n"])
def test_a_fence_is_closed_where_it_was_opened(text):
    assert "a code fence is not closed" in refusal(text)


@pytest.mark.parametrize("character", ["\x02", "\x0c", "\x85", "\x9f", "\ufdd0", "\uffff", "\U0001fffe"])
def test_a_character_that_no_page_can_show_is_refused(character):
    assert refusal(f"a\nb{character}") == "a.md:2:2: a character that no page can show; remove it"


def test_marks_within_marks_are_found_with_their_places():
    found = scanned("Table: Of @ant\nand $x$. {#tab:a}\n| a |\n|---|\n\n[^n]: So\n[see @bee, eq. $y$].\n")
    assert [cited.where for each in found.of(Citation) for cited in each.cited] == ["a.md:1:11", "a.md:7:2"]
    assert [formula.where for formula in found.formulas] == ["a.md:2:6", "a.md:7:17"]


def test_a_links_target_is_set_aside_and_its_words_are_not():
    found = scanned('A [*b* $x$](../c/#d_e "T") and [f].\n\n[f]: g.csv\n')
    assert [(link.target, link.where) for link in found.of(Link)] == [
        ("../c/#d_e", "a.md:1:13"),
        ("g.csv", "a.md:3:6"),
    ]
    assert "<em>b</em> " in shown(found)


def test_an_escaped_dollar_becomes_a_dollar():
    assert shown(scanned(r"it costs \$5")) == "<p>it costs $5</p>"


@pytest.mark.parametrize("text", ["costs $x", "a $$x", "a $x\n\nb$", "$ x$", "$5x and", "- $a\n- b$"])
def test_a_formula_that_is_not_closed_is_refused_with_its_place(text):
    assert "a formula is not closed" in refusal(text)


def test_a_fence_that_is_not_closed_is_refused_with_its_place():
    assert refusal("text\n\n```python\ncode\n") == "a.md:3:1: a code fence is not closed; close it with ```"


def test_a_demo_takes_the_rest_of_its_paragraph_as_caption():
    found = scanned("Before.\n\n::demo bottleneck Slide $k$\nand look.\n\nAfter.")
    (figure,) = found.figures
    assert figure.name == "bottleneck"
    assert figure.where == "a.md:3:1"
    assert figure.caption.endswith("\nand look.")
    assert found.formulas[0].where == "a.md:3:26"
    assert "After." in shown(found)
    assert "bottleneck" not in shown(found)


def test_a_demo_without_a_caption_is_a_demo():
    assert scanned("::demo anatomy\n").figures[0].caption == ""


def test_a_demo_without_a_name_is_refused():
    assert "a demo without a name" in refusal("::demo\n\ntext")


def test_an_unknown_directive_names_its_neighbour():
    assert refusal("::dmeo x") == "a.md:1:1: no directive named 'dmeo'; did you mean 'demo'?"


def test_every_directive_has_a_file_of_its_name():
    files = {path.stem for path in Path(directives.__file__).parent.glob("*.py")} - {"__init__"}
    assert files == {*directives.DIRECTIVES, *directives.CONTAINERS}


def test_a_directive_inside_code_is_code():
    assert scanned("```\n::demo x\n```").figures == ()


def test_private_use_characters_are_refused():
    assert "private-use" in refusal("a \ue000 b")


def test_all_faults_are_told_together_in_the_order_of_their_places():
    told = refusal("$a\n\n::dmeo\n\n```\n").splitlines()
    assert [line.split(": ")[0] for line in told] == ["a.md:1:1", "a.md:3:1", "a.md:5:1"]


def call(text):
    (figure,) = scanned(text).figures
    return figure


def test_a_figure_has_its_demos_name_for_id_and_no_options_unless_it_says_so():
    figure = call("::demo bottleneck Slide.")
    assert (figure.id, figure.options) == ("bottleneck", {})
    assert figure.request == FigureRequest.plain("bottleneck")


def test_a_figures_braces_give_it_an_id_and_options_each_with_its_place():
    figure = call(
        '::demo bottleneck {#door stage="input\n  output" k=12\nline="From {k}: \\"{mse}\\"."} Slide $k$.'
    )
    assert (figure.name, figure.id, figure.id_where) == ("bottleneck", "door", "a.md:1:20")
    assert figure.options == {"stage": "input output", "k": "12", "line": 'From {k}: "{mse}".'}
    assert [figure.places[each] for each in ("stage", "k", "line")] == ["a.md:1:26", "a.md:2:11", "a.md:3:1"]
    assert figure.caption.startswith("Slide ")
    assert "{" not in figure.caption


@pytest.mark.parametrize(
    "text", ["::demo vae{#z}Caption", "::demo vae {  #z  }  Caption", "::demo vae\n{#z}\nCaption"]
)
def test_blanks_around_a_figures_braces_count_for_nothing(text):
    figure = call(text)
    assert (figure.name, figure.id, figure.caption) == ("vae", "z", "Caption")


@pytest.mark.parametrize("caption", ['{{ metric("vae", "a", ".3f") }} of it.', r"\{#no} id."])
def test_a_caption_may_begin_with_a_number_or_with_a_brace(caption):
    figure = call(f"::demo vae {caption}")
    assert (figure.id, figure.options) == ("vae", {})
    assert figure.caption


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("::demo vae {#z k=1 Caption", "a.md:1:12: the braces of a figure are not closed; write {#ID"),
        ('::demo vae {line="{k}} Caption', "a.md:1:13: "),
        ("::demo vae {#z k} Caption", "a.md:1:16: 'k' is no option of a figure; write {#ID"),
        ("::demo vae {k= 1}", "a.md:1:13: 'k=' is no option"),
        ("::demo vae {k = 1}", "a.md:1:13: 'k' is no option"),
        ('::demo vae {stage="a"b}', "a.md:1:13: 'stage=\"a\"b' is no option"),
        ("::demo vae {.wide}", "a.md:1:13: '.wide' is no option"),
        ("::demo vae {\n k=1 k=2}", "a.md:2:6: the option 'k' is given twice; remove one"),
        ("::demo vae {#a #b}", "a.md:1:16: a second id; remove one"),
        ("::demo vae {#The Door}", "a.md:1:13: 'The' is no id of a figure; write {#the}"),
        ("::demo vae {#}", "a.md:1:13: '' is no id of a figure; use lower-case letters, digits and hyphens"),
        ("::demo vae {#a:b}", "a.md:1:13: 'a:b' is no id of a figure; write {#ab}"),
        ("::demo {#door} Caption", "a.md:1:1: a demo without a name"),
        (
            "::demo vae Caption. {#door}",
            "a.md:1:21: a figure's id behind its caption; write it behind the name: ::demo vae {#door}",
        ),
    ],
)
def test_braces_of_a_figure_that_cannot_be_read_are_refused_with_their_place(text, told):
    assert refusal(text).startswith(told)


@pytest.mark.parametrize(
    "text", ["::demo vae {} A.", "::demo vae {#größe-2} A.", '::demo vae {marked=""} A.']
)
def test_empty_braces_ids_in_any_script_and_empty_values_can_be_read(text):
    assert call(text).caption == "A."


@pytest.mark.parametrize(
    "text",
    [
        '::demo vae {#a k="1 2"} A.\n\n::demo vae\n{#b}\n\n::demo vae',
        "::demo vae {#a}\n```\ncode\n```\n::demo vae {#b\nk=1} B\r\n\r\n::demo map\tC",
    ],
)
def test_what_an_article_may_call_holds_every_figure_that_it_calls(text):
    source = ArticleSource(Path("a"), "a.md", text.encode(), None, {})
    called = {figure.request for figure in scanned(text.replace("\r\n", "\n")).figures}
    assert len(called) == 3
    assert called == source.may_call


def test_braces_that_cannot_be_read_call_nothing():
    assert ArticleSource(Path("a"), "a.md", b"::demo vae {#a", None, {}).may_call == set()
