"""A table's cells, and what none may hold."""

import numpy as np
import pytest

from aeexplain.demo import Demo, Slider, Table, View, Words, readout
from aeexplain.demo.views import kind_of
from aeexplain.errors import ExplainError

HEADS = ("unit", "size")


def framed(table):
    demo = Demo(lambda s: {"t": table(s)}, lambda t: f"{t}.", {"s": Slider("S", 0, 1, 0)}, {"t": View("T")})
    return demo.frame({"s": 0}, {})


def test_a_cell_is_a_text_a_whole_number_words_or_a_readout():
    table = Table(HEADS, (("one", 3), ("two", np.int64(4)), (Words("three"), readout(0.5, ".1f"))), "Units")
    frame = framed(lambda s: table)
    assert frame.says == "Units."
    header = kind_of(table).header(frame.views["t"])
    assert header["rows"] == [["one", "3"], ["two", "4"], ["three", "0.5"]]


def test_it_is_a_real_table_with_a_caption_and_heads_of_columns_and_rows():
    html = kind_of(table := Table(HEADS, (("<one>", 3),), "A & b")).html("t", table, lambda image: "")
    assert html == (
        '<div data-view="t" data-kind="table" class="scroll" role="group" tabindex="0" aria-label="A &amp; b">'
        '<table><caption>A &amp; b</caption><thead><tr><th scope="col">unit</th><th scope="col">size</th></tr></thead>'
        '<tbody><tr><th scope="row">&lt;one&gt;</th><td>3</td></tr></tbody></table></div>'
    )


@pytest.mark.parametrize(
    ("table", "message"),
    [
        (Table((), (), "c"), "is a table without heads"),
        (Table(HEADS, (("one",),), "c"), "has 1 cells in row 0, and 2 heads"),
        (Table(HEADS, ("ab",), "c"), "has a str in the place of row 0; each row is a tuple or a list"),
        (Table(HEADS, (("one", 0.5),), "c"), "has a float in a cell; give it a text, a whole number or what"),
        (Table(HEADS, (("one", True),), "c"), "has a bool in a cell"),
        (Table(HEADS, (("one", None),), "c"), "has None in a cell"),
        (Table(HEADS, (("one", "nan"),), "c"), "says 'nan', which is no finite number"),
        (Table(HEADS, (("one", Words("inf")),), "c"), "says 'inf', which is no finite number"),
        (Table(HEADS, (), "nan of all"), "says 'nan', which is no finite number"),
        (Table((1, "size"), (), "c"), "has an int for a head or the caption, which are texts"),
        (Table(HEADS, None, "c"), "has rows that are None, not rows of cells"),
        (Table(HEADS, (3,), "c"), "has an int in the place of row 0"),
    ],
)
def test_what_is_no_table_is_told_with_the_view(table, message):
    with pytest.raises(ExplainError) as raised:
        framed(lambda s: table)
    assert f"view 't' {message}" in str(raised.value)


def test_a_number_that_is_not_finite_is_told_with_the_readout_that_states_it():
    with pytest.raises(ExplainError, match=r"view 't': readout: wants one finite number or None, got nan"):
        framed(lambda s: Table(HEADS, (("one", readout(float("nan"))),), "c"))


@pytest.mark.parametrize("table", [Table(HEADS, (), " "), Table(("unit", ""), (), "c")])
def test_a_table_without_words_for_those_who_cannot_see_it_is_refused_at_build(table):
    assert kind_of(table).lack(table)
