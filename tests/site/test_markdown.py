from aeexplain.site.faults import Faults
from aeexplain.site.markdown import convert, fill, inline_html, to_html
from aeexplain.site.marks import Formula, Link
from aeexplain.site.scan import scan


def html(text):
    faults = Faults()
    found = scan(text, "a.md", faults)
    faults.settle()

    def filling(index):
        match found.marks[index]:
            case Formula(tex):
                return f"[{tex.strip()}]"
            case Link(target):
                return target
            case mark:
                return f"<figure>{mark.name}</figure>"

    return fill(convert(found, "a.md").html, filling)


def test_markdown_does_not_touch_what_stands_in_a_formula():
    assert html("An *em* $a_1 < b_2 * c_3$ *em*.") == "<p>An <em>em</em> [a_1 < b_2 * c_3] <em>em</em>.</p>"


def test_formulas_survive_in_lists_tables_quotes_and_headings():
    text = "# A $x$\n\n- one $y$\n\n> said $z$\n\n| a | b |\n|---|---|\n| $p$ | $q$ |\n"
    for tex in "xyzpq":
        assert f"[{tex}]" in html(text)


def test_a_display_that_does_not_stand_alone_is_kept():
    assert "[x]" in html("so\n$$x$$\nand")


def test_a_formula_leaves_no_trace_in_a_heading_id():
    assert '<h2 id="about">' in html("## About $x$")


def test_a_demo_becomes_its_figure_outside_of_any_paragraph():
    assert html("Before.\n\n::demo bottleneck Try $k$.\n\nAfter.") == (
        '<div class="prose">\n<p>Before.</p>\n</div>\n<figure>bottleneck</figure>\n'
        '<div class="prose">\n<p>After.</p>\n</div>'
    )


def test_a_demo_needs_no_blank_lines_around_it():
    assert html("Before.\n::demo one\n") == (
        '<div class="prose">\n<p>Before.</p>\n</div>\n<figure>one</figure>'
    )


def test_a_caption_is_one_paragraph_without_its_tag():
    assert inline_html("Try *this*.") == "Try <em>this</em>."


def test_quotes_and_dashes_are_typeset():
    assert to_html("It's -- so") == "<p>It&rsquo;s &ndash; so</p>"
