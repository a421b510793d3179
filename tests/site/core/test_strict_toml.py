import datetime

import pytest

from aeexplain.errors import ExplainError
from aeexplain.site.core.error_list import ErrorList
from aeexplain.site.core.strict_toml import Field, read_toml

FIELDS = {
    "title": Field(str),
    "date": Field(datetime.date),
    "authors": Field(list),
    "draft": Field(int, False, 0),
}
GOOD = 'title = "T"\ndate = 2026-01-31\nauthors = ["A"]\n'


def values(text):
    errors = ErrorList()
    found = read_toml(text, "a.md", FIELDS, errors, first_line=2)
    errors.raise_if_any()
    return found


def test_good_values_come_back_with_defaults():
    assert values(GOOD) == {"title": "T", "date": datetime.date(2026, 1, 31), "authors": ["A"], "draft": 0}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (GOOD + 'titel = "x"', "a.md:5: unknown key 'titel'; did you mean 'title'?"),
        (GOOD.replace('title = "T"\n', ""), "a.md:2: the key 'title' is missing; add title = \"...\""),
        (GOOD.replace('"T"', "3"), "a.md:2: 'title' wants a string, got 3"),
        (GOOD.replace('"T"', '""'), "a.md:2: 'title' wants a string, got ''"),
        (GOOD.replace("2026-01-31", '"31/1/26"'), "a.md:3: 'date' wants a date, got '31/1/26'"),
        (GOOD.replace('"T"', '"  "'), "a.md:2: 'title' wants a string, got '  '"),
        (GOOD.replace('"T"', '"\u200b"'), "a.md:2: 'title' wants a string, got '\\u200b'"),
        (GOOD.replace('"T"', '"a\ufdd0"'), "a.md:2: 'title' holds a character that no page can show"),
        (GOOD.replace('"T"', '"a\U0001ffff"'), "a.md:2: 'title' holds a character that no page can show"),
        (GOOD.replace('["A"]', "[]"), "a.md:4: 'authors' wants a list of strings, got []"),
        (GOOD.replace('["A"]', '["A", " "]'), "a.md:4: 'authors' wants a list of strings, got ['A', ' ']"),
        (GOOD.replace('["A"]', '"A"'), "a.md:4: 'authors' wants a list of strings, got 'A'"),
        ("title = ", "a.md:2:9: not valid TOML: Invalid value"),
    ],
)
def test_each_fault_names_its_line_and_remedy(text, message):
    with pytest.raises(ExplainError) as raised:
        values(text)
    assert str(raised.value).startswith(message)
