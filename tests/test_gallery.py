"""The handbook's gallery: a figure for everything that draws and everything that moves, and the lines that make each."""

import re

import pytest

from aeexplain import bridge, demo, demos, draw
from aeexplain.demo import Control
from aeexplain.project import Project
from aeexplain.site.figures.contract import check_figure

FENCE = re.compile(r"```python\n(.*?)```\n\n::demo ([\w-]+)", re.DOTALL)
# What others of the list are made of, or what is no picture of its own.
PARTS = {"Drawing", "Linear", "Pixels", "Plane", "axes", "drawing", "inks", "reached"}


@pytest.fixture(scope="module")
def gallery(root):
    return Project(root / "docs")


@pytest.fixture
def shown(gallery, monkeypatch):
    """The names of the gallery's demos, which Python finds while a test runs."""
    monkeypatch.setattr(demos, "__path__", demos.__path__)
    gallery.activate()
    return gallery.own_demo_names()


def texts(gallery):
    return {path.parent.name: path.read_text("utf-8") for path in gallery.root.glob("content/*/article.md")}


def test_everything_that_draws_has_a_figure(gallery, shown):
    sources = [(gallery.root / "demos" / f"{name.replace('-', '_')}.py").read_text("utf-8") for name in shown]
    missing = {name for name in draw.__all__ if not any(f"{name}(" in source for source in sources)}
    assert missing <= PARTS


def test_every_control_has_a_figure(shown):
    used = {type(control) for name in shown for control in bridge.find(name).controls.values()}
    kinds = {getattr(demo, name) for name in demo.__all__}
    wanted = {kind for kind in kinds if isinstance(kind, type) and issubclass(kind, Control)} - {Control}
    assert used == wanted


def without_spaces(code):
    return "".join(code.split()).replace(",)", ")")


def test_the_lines_that_are_shown_are_those_of_the_figure(gallery):
    found = [match for text in texts(gallery).values() for match in FENCE.findall(text)]
    assert len(found) > 30
    for lines, name in found:
        source = (gallery.root / "demos" / f"{name.replace('-', '_')}.py").read_text("utf-8")
        assert without_spaces(lines) in without_spaces(source)


def test_every_figure_stands_in_the_gallery_and_keeps_to_the_contract(gallery, shown):
    called = {
        name
        for text in texts(gallery).values()
        for name in re.findall(r"^::demo ([\w-]+)", text, re.MULTILINE)
    }
    assert called == set(shown)
    for name in shown:
        stage = bridge.Stage()
        check_figure(name, bridge.find(name), stage, stage.draw(name, {}))
