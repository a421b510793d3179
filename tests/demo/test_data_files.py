"""Data that lie beside a demo, as `compute` gets them."""

import io

import numpy as np
import pytest

from aeexplain.demo.data_files import read_data
from aeexplain.errors import ExplainError


def npy(array, **options):
    out = io.BytesIO()
    np.save(out, array, **options)
    return out.getvalue()


def test_a_table_with_names_is_columns_of_numbers_and_of_texts():
    table = read_data("a.csv", '\ufeffx, name\r\n1,"a, b"\r\n-2.5e3,ö\r\n\r\n'.encode(), "d.py")
    assert [*table] == ["x", "name"]
    np.testing.assert_array_equal(table["x"], [1, -2500])
    assert table["name"].tolist() == ["a, b", "ö"]


def test_a_table_without_names_is_an_array():
    np.testing.assert_array_equal(read_data("a.csv", b"1,2\n3,4\n", "d.py"), [[1, 2], [3, 4]])


def test_json_text_and_numpys_own_come_as_they_are():
    assert read_data("a.json", b'{"a": [1, null]}', "d.py") == {"a": [1, None]}
    assert read_data("a.txt", b"a\r\nb", "d.py") == "a\nb"
    array = read_data("a.npy", npy(np.arange(6, dtype=np.int16).reshape(2, 3)), "d.py")
    assert (array.shape, array.dtype) == ((2, 3), np.int16)


@pytest.mark.parametrize(("name", "content"), [("a.csv", b"1,2\n"), ("a.npy", npy(np.zeros(3)))])
def test_what_one_state_wrote_cannot_reach_another(name, content):
    with pytest.raises(ValueError, match="read-only"):
        read_data(name, content, "d.py")[...] = 1


@pytest.mark.parametrize(
    ("name", "content", "what"),
    [
        ("a.csv", b"", "it is empty"),
        ("a.csv", b"x,y\n1\n", "row 2 has 1 cells, the first has 2"),
        ("a.csv", b"x,x\n1,2\n", "two columns have one name"),
        ("a.csv", b'x\n"a\n', "unexpected end of data"),
        ("a.csv", b"x\n\xff\n", "can't decode byte 0xff"),
        ("a.json", b"{", "Expecting property name"),
        ("a.json", b"[" * 100_000, "recursion"),
        ("a.npy", b"x", "cannot"),
        ("a.npy", npy(np.array([{}]), allow_pickle=True), "Object arrays cannot be loaded"),
    ],
)
def test_what_cannot_be_read_is_one_line(name, content, what):
    with pytest.raises(ExplainError) as raised:
        read_data(name, content, "demos/d.py")
    assert str(raised.value).startswith(f"demos/d.py: the data {name!r} cannot be read: ")
    assert what.lower() in str(raised.value).lower()
