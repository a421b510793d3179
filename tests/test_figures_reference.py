"""docs/figures.md names everything that figures are made of, with its arguments, and nothing else; its example runs."""

import ast
import inspect
import re
from dataclasses import fields
from textwrap import dedent

import pytest

from aeexplain import demo, draw
from aeexplain.demo.views.view import SIZES

ROOMS = {"aeexplain.draw": draw, "aeexplain.demo": demo}
ROW = re.compile(r"^\| `(\w+)(\([^`]*\))?` \|", re.MULTILINE)


@pytest.fixture(scope="module")
def text(root):
    return (root / "docs" / "figures.md").read_text(encoding="utf-8")


def section(text, title):
    return re.search(rf"^## {re.escape(title)}\n(.*?)(?=^## |\Z)", text, re.DOTALL | re.MULTILINE)[1]


def signatures(text, room):
    """Return the names that a room's tables have in their first column, with their arguments."""
    return dict(ROW.findall(section(text, room).partition("`Demo` takes:")[0]))


@pytest.mark.parametrize("room", ROOMS)
def test_every_public_name_stands_in_the_reference_and_no_other(text, room):
    rows = ROW.findall(section(text, room).partition("`Demo` takes:")[0])
    assert sorted(name for name, _ in rows) == sorted(ROOMS[room].__all__)


@pytest.mark.parametrize(
    ("room", "name"), [(room, name) for room, known in ROOMS.items() for name in known.__all__]
)
def test_the_arguments_of_each_are_its_own(text, room, name):
    thing, arguments = getattr(ROOMS[room], name), signatures(text, room)[name]
    if not callable(thing):
        assert arguments == ""
        return
    wanted = ast.parse(f"def f{arguments}: ...").body[0].args
    defaults = [ast.literal_eval(each) for each in wanted.defaults]
    shown = [each.arg for each in (*wanted.posonlyargs, *wanted.args)]
    values = dict(zip(shown[len(shown) - len(defaults) :], defaults, strict=True))
    values |= {
        each.arg: ast.literal_eval(value)
        for each, value in zip(wanted.kwonlyargs, wanted.kw_defaults, strict=True)
        if value is not None
    }
    shown += [each.arg for each in (wanted.vararg, *wanted.kwonlyargs, wanted.kwarg) if each]
    parameters = inspect.signature(thing).parameters
    own = {
        key: each.default for key, each in parameters.items() if each.default is not inspect.Parameter.empty
    }
    assert sorted(shown) == sorted(parameters)
    assert values == {key: {} if "factory" in repr(value) else value for key, value in own.items()}


def test_every_argument_of_demo_is_told_in_its_order(text):
    rows = re.findall(r"^\| `(\w+)` \|", text.partition("`Demo` takes:")[2], re.MULTILINE)
    assert rows == [each.name for each in fields(demo.Demo)]


def test_every_size_of_views_is_told(text):
    assert re.findall(r'^\| `"(\w+)"` \|', section(text, "Units"), re.MULTILINE) == list(SIZES)


def test_the_colours_are_those_of_the_style_sheet(text, root):
    css = (root / "templates" / "assets" / "site.css").read_text()
    known = set(re.findall(r"^\.series-([\w-]+) \{", css, re.MULTILINE))
    rows = [row.split("|")[1] for row in section(text, "Colours").splitlines() if row.startswith('| `"')]
    assert set(re.findall(r'"(\w+)"', "".join(rows))) == known
    assert set(re.findall(r"^\.fill-([\w-]+)[ ,]", css, re.MULTILINE)) == known - {"dimmed", "add", "take"}
    assert set(re.findall(r"svg \.text-([\w-]+) \{", css)) | {"0"} >= known - {"dimmed", "ink", "add", "take"}


def test_the_example_draws_walks_and_says_where_it_is(text):
    code = re.search(r'^ {4}""".*?(?=^\S|\Z)', section(text, "An example"), re.DOTALL | re.MULTILINE)[0]
    names = {"__name__": "walker"}
    exec(compile(dedent(code), "figures.md", "exec"), names)
    figure = names["DEMO"]
    values = figure.read({"goal": "1, 1", "pull": 0.2})
    first, *_, last = [figure.frame(values, {}), *figure.frames(values, {})]
    assert first.views["left"].value == pytest.approx(2**0.5)
    assert last.views["left"].value < 0.5
    assert last.says.startswith("The goal stands at 1, 1; the walker is 0.")
    assert figure.ahead() == ("pull", [0.0, 0.1, 0.25, 0.5])
    assert figure.starts == "Walk"
    assert "data-x=" in first.views["walk"].svg


@pytest.mark.parametrize("page", ["README.md", "docs/authoring.md"])
def test_the_reference_is_linked(root, page):
    assert "figures.md)" in (root / page).read_text(encoding="utf-8")
