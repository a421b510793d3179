import re

import pytest
from english import ENGLISH

from aeexplain.errors import ExplainError
from aeexplain.site.content import cross_references
from aeexplain.site.content.citations import citation_html
from aeexplain.site.content.headings import check_levels
from aeexplain.site.core.error_list import ErrorList
from aeexplain.site.markup.extract import scan
from aeexplain.site.markup.markdown import convert
from aeexplain.site.markup.nodes import Citation, Formula

TEXT = """## First *part*

$$a$$ $$b$$ {#eq:b}

::demo anatomy See @eq:b.

::demo masked Other.

Table: Words. {#tab:words}

| a |
|---|
| @fig:masked |

### Within {#sec:inner}

$$c$$ {#eq:c}
"""


def targets(text):
    errors = ErrorList()
    body = scan(text, "a.md", errors)
    found = cross_references.targets(body, convert(body), errors)
    check_levels(body.headings, errors)
    errors.raise_if_any()
    return body, found


def linked(text):
    body, found = targets(text)
    return [
        ENGLISH.fill(cross_references.reference_html(reference, found))
        for reference in body.of(cross_references.Reference)
    ]


def refusal(text):
    with pytest.raises(ExplainError) as raised:
        linked(text)
    return str(raised.value)


def test_everything_that_can_be_referred_to_has_a_label():
    _, found = targets(TEXT)
    assert {label: (target.id, ENGLISH.fill(target.text)) for label, target in found.items()} == {
        "fig:anatomy": ("anatomy", "Figure&nbsp;1"),
        "fig:masked": ("masked", "Figure&nbsp;2"),
        "tab:words": ("tab:words", "Table&nbsp;1"),
        "eq:b": ("eq:b", "Equation&nbsp;1"),
        "eq:c": ("eq:c", "Equation&nbsp;2"),
        "sec:first-part": ("first-part", "First <em>part</em>"),
        "sec:inner": ("sec:inner", "Within"),
    }


def test_references_are_found_in_captions_and_cells():
    assert linked(TEXT) == [
        '<a class="reference" href="#eq:b">Equation&nbsp;1</a>',
        '<a class="reference" href="#masked">Figure&nbsp;2</a>',
    ]


@pytest.mark.parametrize(
    ("heading", "label"),
    [
        ("नमस्ते", "नमस्ते"),
        ("ไทย ภาษา", "ไทย-ภาษา"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("E\u0301te\u0301", "e\u0301te\u0301"),
        ("வணக்கம்", "வணக்கம்"),
        ("𑄌𑄋𑄴𑄟𑄳𑄦", "𑄌𑄋𑄴𑄟𑄳𑄦"),
        ("A b", "a-b"),
    ],
)
def test_a_label_of_any_script_is_read_to_its_end(heading, label):
    (link,) = linked(f"## {heading}\n\nSee @sec:{label}.")
    assert link.endswith(f">{heading}</a>")


def test_a_label_ends_where_its_words_do():
    for behind in (".", "...", ", so", "-", "—so", "。", "”", ")", ": x"):
        assert len(linked(f"## A b\n\nSee @sec:a-b{behind}")) == 1


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "@fig:anatom\n\n::demo anatomy",
            "a.md:1:1: no label named 'fig:anatom'; did you mean 'fig:anatomy'?",
        ),
        ("@tab:x", "a.md:1:1: no label named 'tab:x'; there are none"),
        ("@sec:abuot\n\n## About", "a.md:1:1: no label named 'sec:abuot'; did you mean 'sec:about'?"),
        (
            "$$a$$ {#eq:a}\n\n$$b$$ {#eq:a}",
            "a.md:3:3: the label 'eq:a' is given twice, first at a.md:1:3; choose another",
        ),
        ("## A {#sec:a}\n\n## B {#sec:a}", "a.md:3:1: the name 'sec:a' is taken by a.md:1:1"),
        ("## A\n\n## B {#sec:a}", "a.md:3:1: the name 'sec:a' is taken by a.md:1:1"),
        ("::demo masked\n\n## Masked", "a.md:3:1: the name 'masked' is taken by a.md:1:1"),
        ("## Contents", "a.md:1:1: the name 'contents' is taken by the page itself"),
        ("$$a$$ {#elbo}", "a.md:1:1: 'elbo' is no label of an equation; write {#eq:NAME}"),
        ("Table: So.\n\n|a|\n|-|\n", "a.md:1:1: a table's caption without a label; end it with {#tab:NAME}"),
        ("## A\n\n#### B", "a.md:3:1: a heading jumps from level 2 to level 4; write ###"),
        ("# A\n\n### B", "a.md:3:1: a heading jumps from level 1 to level 3; write ##"),
        ("A\n===\n\n### B", "a.md:4:1: a heading jumps from level 1 to level 3; write ##"),
        ("$$a \\label{b} \\label{c}$$", "a.md:1:12: a second label in one display, 'b'; keep one"),
        ("$$a \\label{b c}$$", "a.md:1:12: 'b c' is no label of an equation; write \\label{eq:NAME}"),
        ("## A [@b]", "a.md:1:6: '[@b]' cannot stand in a heading; move it into the text"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(text, message):
    assert refusal(text).startswith(message)


def test_two_headings_of_the_same_words_get_ids_of_their_own():
    _, found = targets("## More\n\n## More")
    assert [target.id for target in found.values()] == ["more", "more-1"]


def test_a_figure_with_an_id_is_referred_to_by_it():
    assert linked("::demo vae {#door} A.\n\n::demo vae B, after @fig:door.\n\nSee @fig:vae.") == [
        '<a class="reference" href="#door">Figure&nbsp;1</a>',
        '<a class="reference" href="#vae">Figure&nbsp;2</a>',
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "::demo vae A.\n\n::demo vae B.",
            "a.md:3:1: the demo 'vae' stands twice in this article, first at a.md:1:1; "
            "give one an id: ::demo vae {#other}",
        ),
        (
            "::demo vae {#door} A.\n\n::demo vq {#door} B.",
            "a.md:3:12: the id 'door' is given twice, first at a.md:1:13; choose another",
        ),
        (
            "::demo vae A.\n\n::demo vq {#vae} B.",
            "a.md:3:12: the id 'vae' is given twice, first at a.md:1:1; choose another",
        ),
        (
            "::demo vae {#door} A.\n\n## Door",
            "a.md:3:1: the name 'door' is taken by a.md:1:13; give this heading",
        ),
        ("::demo vae {#references} A.", "a.md:1:13: the name 'references' is the page's own; choose another"),
    ],
)
def test_an_id_that_two_things_have_is_refused_with_both_places(text, told):
    assert refusal(text).startswith(told)


def test_a_demos_name_leads_to_its_first_figure_where_nothing_else_has_it():
    def former(text, taken=()):
        return cross_references.former_ids(targets(text)[0], taken)

    assert former("::demo vae {#a} A.\n\n::demo vae {#b} B.\n\n::demo vq {#c} C.") == {"a": "vae", "c": "vq"}
    assert former("::demo vae {#a} A.\n\n::demo vae B.") == {}
    assert former("::demo vae {#a} A.", ("vae",)) == {}


TAGGED = r"""$$a \tag{1'}$$ {#eq:a}

$$b \tag*{$\star$} \label{eq:b}$$

$$c$$ {#eq:c}

@eq:a \eqref{eq:a} \ref{eq:a} \eqref{eq:c} \eqref{eq:b}
"""


def test_a_tagged_display_is_called_by_its_tag_and_the_others_are_counted_without_it():
    assert [re.sub(r"<[^>]*>", "", each) for each in linked(TAGGED)[:4]] == [
        "Equation&nbsp;1’",
        "(1’)",
        "1’",
        "(1)",
    ]


def test_a_tag_is_set_like_any_formula():
    body, found = targets(TAGGED)
    assert [each.tex for each in body.of(Formula) if not each.display] == [r"\star"]
    assert linked(TAGGED)[4] == f'<a class="reference" href="#eq:b">({found["eq:b"].tag})</a>'


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (r"$$a \tag{1} \tag{2}$$", "a.md:1:13: a second tag in one display; keep one, or part the display"),
        (r"$$a \tag{ }$$", "a.md:1:10: a tag that says nothing; fill it in"),
        (r"$$a \tag{[b](c)}$$", "a.md:1:10: '[b](c)' cannot stand in a tag"),
    ],
)
def test_a_tag_that_cannot_be_is_told_with_its_place(text, message):
    assert refusal(text).startswith(message)


QUARTO = """## The model {#sec-model}

## Other {#sec:other}

![a](b.png "c"){#fig-track}

::demo anatomy {#fig-own} Words.

::demo masked {#plain} Words.

Table: Words. {#tbl-words}

| a |
|---|
| b |

$$b$$ {#eq-b}

"""


def referred(text):
    body, found = targets(text)
    errors = ErrorList()

    def refer(reference):
        return cross_references.reference_html(reference, found)

    html = [citation_html(each, {}, errors, (), refer) for each in body.of(Citation)]
    return [
        re.sub(r'<a class="reference" href="#([^"]*)">|</a>', r"\1|", ENGLISH.fill(each)) for each in html
    ]


def test_labels_of_quarto_lead_where_ours_do():
    text = "@fig-track @fig-own @fig-plain @tbl-words @eq-b @sec-model @sec-other [@fig-track; see @eq-b] @eq-b [x]"
    assert referred(QUARTO + text) == [
        "fig:fig-track|Figure&nbsp;1|",
        "fig-own|Figure&nbsp;2|",
        "plain|Figure&nbsp;3|",
        "tab:words|Table&nbsp;1|",
        "eq:b|Equation&nbsp;1|",
        "sec-model|The model|",
        "sec:other|Other|",
        "fig:fig-track|Figure&nbsp;1|; see eq:b|Equation&nbsp;1|",
        "eq:b|Equation&nbsp;1| [x]",
    ]
    assert len(linked(QUARTO + "@fig:track @tab:words @eq:b @sec:model")) == 4


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("@fig-trak", "no label named 'fig-trak'; did you mean 'fig:fig-track'?"),
        ("@eq-zzzz", "no label named 'eq-zzzz'; there are: eq:b"),
    ],
)
def test_a_label_of_quarto_that_is_none_names_ours(text, message):
    with pytest.raises(ExplainError, match=re.escape(message)):
        referred(QUARTO + text)


def test_where_nothing_has_such_a_label_both_forms_are_named():
    with pytest.raises(ExplainError) as raised:
        referred("See @tbl-x.")
    message = (
        "no label named 'tbl-x'; write @tab:x, and {#tab:x} behind what it names, or \\@tbl-x for an at sign"
    )
    assert str(raised.value) == f"a.md:1:5: {message}"


THEOREMS = """::: theorem {#thm:a}
a
:::

::: {.theorem}
b
:::

::: {#lem-b}
## Some $x$

c
:::

::: {#thm-c}
d
:::

::: proof
e
:::

"""


def test_theorems_are_counted_by_their_kind_and_called_as_we_or_quarto_write_them():
    assert referred(THEOREMS + "@thm-a @thm-c @lem-b") == [
        "thm:a|Theorem&nbsp;1|",
        "thm-c|Theorem&nbsp;3|",
        "lem-b|Lemma&nbsp;1|",
    ]
    assert len(linked(THEOREMS + "@thm:a @thm:c @lem:b")) == 3
    with pytest.raises(ExplainError, match="no label named 'thm:d'; did you mean 'thm:"):
        linked(THEOREMS + "@thm:d")
