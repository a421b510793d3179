"""The page about figures: its two examples are figures of the handbook, and its table has all arguments of Demo."""

import re
from dataclasses import fields

import pytest

from aeexplain import bridge, demo, starters
from aeexplain.demo.views.view import SIZES


def test_the_first_figure_is_what_new_writes(handbook, code_of):
    assert code_of("figure", '"""The sum of two waves') == starters.DEMO
    assert (handbook.demos / "two_waves.py").read_text("utf-8") == starters.DEMO


def test_the_second_is_the_one_that_the_page_shows(handbook, code_of):
    assert code_of("figure", '"""A walker') == (handbook.demos / "walker.py").read_text("utf-8")


def test_every_argument_of_demo_is_told_in_its_order(page):
    table = page("figure").partition("## Demo\n")[2]
    assert re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE) == [each.name for each in fields(demo.Demo)]


def test_every_size_of_views_is_told(page):
    assert re.findall(r'^\| `"(\w+)"` \|', page("views"), re.MULTILINE) == list(SIZES)


def test_the_names_of_colours_are_those_of_the_style_sheet(page, root):
    css = (root / "templates" / "assets" / "site.css").read_text()
    known = set(re.findall(r"^\.series-([\w-]+) \{", css, re.MULTILINE))
    rows = [row.split("|")[1] for row in page("drawing").splitlines() if row.startswith('| `"')]
    assert set(re.findall(r'"(\w+)"', "".join(rows))) == known
    assert set(re.findall(r"^\.fill-([\w-]+)[ ,]", css, re.MULTILINE)) == known - {"dimmed", "add", "take"}
    assert set(re.findall(r"svg \.text-([\w-]+) \{", css)) | {"0"} >= known - {"dimmed", "ink", "add", "take"}


def test_the_walker_walks_and_says_where_it_is(shown):
    figure = bridge.find("walker")
    values = figure.read({"goal": "1, 1", "pull": 0.2})
    first, *_, last = [figure.frame(values, {}), *figure.frames(values, {})]
    assert first.views["left"].value == pytest.approx(2**0.5)
    assert last.views["left"].value < 0.5
    assert last.says.startswith("The goal stands at 1, 1; the walker is 0.")
    assert figure.ahead() == ("pull", [0.0, 0.1, 0.25, 0.5])
    assert figure.starts == "Walk"
    assert "data-x=" in first.views["walk"].svg
