"""The scholarly apparatus, through whole builds."""

import pytest
from PIL import Image

from aeexplain.errors import ExplainError
from aeexplain.site.build.builder import build

FRONT = '+++\ntitle = "T"\nsummary = "Sum."\nauthors = ["A"]\ndate = 2026-01-31\n+++\n\n'
BIB = "@article{ant, author = {Ann Ant}, title = {On Ants}, journal = {J}, year = 2001, doi = {10.1/a}}\n"


def write(house, body, bib=""):
    folder = house / "content" / "first"
    (folder / "article.md").write_text(FRONT + body)
    (folder / "references.bib").write_text(bib)
    Image.new("RGB", (30, 20)).save(folder / "photo.png")


def page(house, body, bib=""):
    write(house, body, bib)
    build(house, house / "dist")
    return (house / "dist" / "first" / "index.html").read_text()


def refusal(house, body, bib=""):
    write(house, body, bib)
    with pytest.raises(ExplainError) as raised:
        build(house, house / "dist")
    return str(raised.value)


def test_a_citation_and_its_reference_lead_to_each_other(house):
    html = page(house, "So [@ant].\n", BIB)
    assert '<a href="#ref-ant" id="cite-ant-1" role="doc-biblioref"' in html
    assert '<li id="ref-ant">Ant, A. (2001). On Ants. <i>J</i>.' in html
    assert '<a rel="noopener external" href="https://doi.org/10.1/a">doi:10.1/a</a>' in html
    assert '<a href="#cite-ant-1" aria-label="Back to citation 1 of Ant 2001">' in html


def test_an_article_that_cites_nothing_has_no_references(house):
    assert "doc-bibliography" not in page(house, "So.\n")


def test_a_metric_is_read_from_a_weight_file_that_no_figure_uses(house):
    html = page(house, 'The error is {{ metric("bottleneck", "mse.net.8", ".4f") }}.\n')
    assert '<data value="0.0234347">0.0234</data>' in html


def test_a_metric_in_code_stays_as_it_is_written(house):
    assert '<code>{{ metric("a", "b") }}</code>' in page(house, '`{{ metric("a", "b") }}`\n')


def test_a_labelled_display_has_a_number_and_others_have_none(house):
    html = page(house, "$$a$$ {#eq:a}\n\n$$b$$\n\nBy @eq:a.\n")
    assert html.count('class="equation"') == 1
    assert '<a class="equation-number" href="#eq:a" aria-label="Equation 1">(1)</a>' in html
    assert 'By <a class="reference" href="#eq:a">Equation&nbsp;1</a>.' in html


def test_a_table_has_its_caption_and_scrolls_in_a_box_of_its_own(house):
    html = page(house, "Table: Of *ants*. {#tab:ants}\n\n| a |\n|---|\n| $x$ |\n")
    assert '<figure class="table" id="tab:ants"><figcaption id="tab:ants-caption"><strong>' in html
    assert (
        'Table&nbsp;1.</a></strong> Of <em>ants</em>.</figcaption><div aria-labelledby="tab:ants-cap' in html
    )
    assert 'class="scroll" role="group" tabindex="0"' in html


def test_a_table_without_caption_scrolls_too(house):
    assert '<div aria-label="Table" class="scroll" role="group" tabindex="0">' in page(
        house, "| a |\n|---|\n| b |\n"
    )


def test_headings_make_the_contents_and_have_anchors_of_the_same_name(house):
    html = page(house, "## The $x$ {#sec:x}\n\n### Within\n\n#### Deeper\n\n## Last\n")
    assert '<li><a href="#sec:x">The <span class="katex">' in html
    assert '<li><a href="#within">Within</a></li>' in html
    assert '<a href="#deeper">' not in html
    assert '<a aria-labelledby="within" class="anchor" href="#within">#</a>' in html


def test_the_page_says_how_long_it_takes_to_read(house):
    assert "· 2 minutes<" in page(house, "word " * 300)
    assert "· 3 minutes<" in page(house, "word " * 301)
    assert "· 1 minute<" in page(house, "word")


def test_the_reading_time_is_that_of_the_main_path_and_tells_that_of_its_figures(house):
    text = "word " * 300 + "\n\n::: deeper The proof\n\n" + "word " * 900 + "\n\n:::\n\n"
    assert "· 2 minutes<" in page(house, text)
    assert "· 2 minutes; 3 with the figures<" in page(house, text + "::demo projection Look.\n")


def test_the_words_of_an_article_are_counted_by_where_they_stand(house):
    body = "One two.[^n]\n\n[^n]: Three four five.\n\nTable: Six. {#tab:a}\n\n| a |\n|---|\n| b |\n\n"
    html = page(house, f"{body}::: deeper Why $x$\n\nSeven *eight*\n\n:::\n")
    assert '<article data-words="main 4, folds 4, captions 1, notes 3">' in html


def test_the_front_matter_may_limit_the_words_of_the_main_path(house):
    text = FRONT.replace("date =", "most_words = {}\ndate =")
    (house / "content" / "first" / "article.md").write_text(text.format(40) + "So.")
    build(house, house / "dist")
    assert ' data-most-words="40">' in (house / "dist" / "first" / "index.html").read_text()
    (house / "content" / "first" / "article.md").write_text(text.format(-1) + "So.")
    with pytest.raises(ExplainError, match="'most_words' is less than 0"):
        build(house, house / "dist")


def test_a_fold_holds_what_an_article_may_hold(house):
    inside = (
        "A $x$ [@ant].[^n]\n\n[^n]: A note.\n\n$$y$$ {#eq:y}\n\nTable: Of it. {#tab:t}\n\n| a |\n|---|\n| b |\n\n"
        "- one\n- two\n\n```python\n::: deeper no fold\n:::\n```\n\n::demo projection Look.\n"
    )
    html = page(
        house,
        f"See @eq:y, @tab:t, @fig:projection and [it](#why).\n\n::: deeper Why {{#why}}\n{inside}:::\nAfter.\n",
        BIB,
    )
    fold = html.partition('<details class="deeper" id="why">')[2].partition("After.")[0]
    for held in (
        'id="cite-ant-1"',
        'id="note-n"',
        'id="eq:y"',
        'id="tab:t"',
        "<li>two</li>",
        'id="projection"',
        "deeper no fold",
    ):
        assert held in fold, held
    assert "</details>" in fold.rpartition("</figure>")[2]


def test_a_fold_cannot_begin_in_html(house):
    said = refusal(house, "<div>\n\n::: deeper Why\n\nSo.\n\n:::\n\n</div>\n")
    assert "a fold's mark in an element of HTML; move it out of there" in said


def test_an_image_is_published_with_the_page(house):
    html = page(house, "![A black box](photo.png)\n")
    address = html.partition('<img src="../')[2].partition('"')[0]
    assert (house / "dist" / address).read_bytes() == (house / "content/first/photo.png").read_bytes()


def test_citations_references_and_numbers_work_in_captions_cells_and_notes(house):
    number = '{{ metric("bottleneck", "mse.net.8") }}'
    body = (
        f"Table: By @ant {number}, see @eq:a. {{#tab:a}}\n\n| a |\n|---|\n| [@ant] {number} @eq:a |\n\n"
        f"So.[^n]\n\n[^n]: By @ant {number}, see @eq:a.\n\n$$a$$ {{#eq:a}}\n"
    )
    html = page(house, body, BIB)
    assert html.count('href="#ref-ant"') == html.count("<data ") == html.count('class="reference"') == 3


def test_links_between_articles_are_followed_to_the_id(house):
    second = house / "content" / "second"
    second.mkdir()
    (second / "article.md").write_text(FRONT + "## There\n")
    page(house, "[there](../second/#there)\n")
    assert "nothing in second has the id 'their'; did you mean 'there'?" in refusal(
        house, "[there](../second/#their)\n"
    )


def test_a_page_gives_no_id_twice(house):
    body = "## A\n\n## A\n\nOne [@ant] and two [@ant].[^n] $$x$$ {#eq:x}\n\n[^n]: By @ant.\n"
    html = page(house, body, BIB)
    ids = [part.partition('"')[0] for part in html.split(' id="')[1:]]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (
            '{{ metric("bottlenek", "a") }}',
            "8:1: no weight file named 'bottlenek'; did you mean 'bottleneck'?",
        ),
        (
            '{{ metric("bottleneck", "mse.nte.8") }}',
            "8:1: metric 'mse.nte.8' of 'bottleneck' is not measured: nothing at 'nte'; did you mean 'net'?",
        ),
        (
            '{{ metric("bottleneck", "mse.net.99") }}',
            "8:1: metric 'mse.net.99' of 'bottleneck' is not measured",
        ),
        ("{{ open", "8:1: a number is not closed; close it with }}, or write \\{{ for two braces"),
        ("so @fig:none", "8:4: no label named 'fig:none'"),
        ("so [@ant]", "8:5: no reference named 'ant'; write references.bib beside the article"),
        ("Table: A. {#tab:a}\n\nNo table.", "8:1: a caption without a table"),
        ("[a](#nowhere)", "8:5: nothing on the page has the id 'nowhere'"),
        ("![](photo.png)", "8:1: the image 'photo.png' has no text alternative"),
        (
            f"So.\n\n::demo bottleneck {'word ' * 46}\n::more {'word ' * 60}",
            "10:1: the caption of 'bottleneck' has 46 words, at most 45; put what can wait on lines that begin with ::more",
        ),
        ("## A\n\n#### B", "10:1: a heading jumps from level 2 to level 4; write ###"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(house, body, message):
    assert f"content/first/article.md:{message}" in refusal(house, body)


def test_a_reference_that_nobody_cites_is_left_out_of_the_list(house):
    other = "@misc{bee, author = {Bee, B.}, title = {Unseen}, year = 2002}"
    html = page(house, "So [@ant].", f"{BIB}\n{other}")
    assert "Unseen" not in html
    assert 'id="ref-ant"' in html


def test_faults_of_every_kind_are_told_together(house):
    body = "## A\n\n#### B\n\n@an [b](#c) {{ metric() }} @fig:d [^e] ![](f.png)\n\n$g\n\n::demo bottlenek\n"
    lines = refusal(house, body, BIB).splitlines()
    kinds = ("jumps from", "reference named", "has the id", "metric wants", "label named", "note named")
    kinds += ("text alternative", "not closed", "demo named")
    for kind in kinds:
        assert sum(kind in line for line in lines) == 1, kind


def test_a_bad_weight_file_is_told_once_however_many_ask_for_it(house):
    (house / "weights" / "bottleneck.json").write_text("{")
    call = '{{ metric("bottleneck", "a") }} '
    assert len(refusal(house, call * 3).splitlines()) == 1
