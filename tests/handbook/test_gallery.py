"""The handbook's figures: one for everything that draws and everything that moves, with the lines that make it."""

import re

from aeexplain import bridge, demo, draw
from aeexplain.demo import Control
from aeexplain.site.figures.contract import check_figure

FENCE = re.compile(r"```python\n((?:(?!```).)*)```\n\n::demo ([\w-]+)", re.DOTALL)
# What others of the list are made of, or what is no picture of its own.
PARTS = {"Drawing", "Linear", "Pixels", "Plane", "axes", "drawing", "inks", "reached"}


def calls(name, source):
    return re.search(rf"\b{name}\(", source)


def test_everything_that_draws_has_a_figure_of_that_name(handbook, shown):
    sources = {name: handbook.demo_files()[name].read_text("utf-8") for name in shown}
    drawn = {name for name in draw.__all__ if any(calls(name, source) for source in sources.values())}
    assert set(draw.__all__) - drawn <= PARTS
    for name in drawn - PARTS - {"sheets", "band"}:
        [own] = [each for each in shown if each.partition("-")[2] == name.replace("_", "-").lower()]
        assert calls(name, sources[own])


def test_every_control_has_a_figure(shown):
    used = {type(control) for name in shown for control in bridge.find(name).controls.values()}
    kinds = {getattr(demo, name) for name in demo.__all__}
    wanted = {kind for kind in kinds if isinstance(kind, type) and issubclass(kind, Control)} - {Control}
    assert used == wanted


def test_beside_each_figure_stand_the_lines_of_its_compute(handbook, listed, shown):
    found = FENCE.findall(listed("drawing"))
    assert len(found) > 20
    for lines, name in found:
        source = handbook.demo_files()[name].read_text("utf-8")
        indented = "".join(f"    {line}".rstrip() + "\n" for line in lines.splitlines())
        assert source.count(f'"""Draw it."""\n{indented}') == 1
        assert "return {" in lines


def test_beside_each_control_stands_the_line_that_declares_it(handbook, listed, shown):
    found = FENCE.findall(listed("controls"))
    assert len(found) == len([name for name in shown if name.startswith("control-")])
    for line, name in found:
        control = re.fullmatch(r'"(\w+)": (.*)\n', line)
        names = {"__name__": name} | {each: getattr(demo, each) for each in demo.__all__}
        assert eval(control[2], names) == bridge.find(name).controls[control[1]]


def test_every_figure_is_called_on_a_page_and_keeps_to_the_contract(handbook, listed, page, shown):
    texts = [
        *map(page, (path.stem for path in handbook.pages.glob("*.md"))),
        *map(listed, ("drawing", "controls")),
    ]
    called = {name for text in texts for name in re.findall(r"^::demo ([\w-]+)", text, re.MULTILINE)}
    assert set(shown) <= called
    for name in shown:
        stage = bridge.Stage()
        check_figure(name, bridge.find(name), stage, stage.draw(name, {}))
