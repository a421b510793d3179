"""Python and the page have the same kinds of controls and views, and read the same texts as the same values.

The page's own modules are asked, under Node, all at once.
"""

import json
import random
import subprocess
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pytest

from aeexplain import bridge, demo
from aeexplain.demo import controls, views
from aeexplain.demo.controls.control import Slot
from aeexplain.demo.controls.handles import hint_html
from aeexplain.demo.form import Fold, Renderers, form_html
from aeexplain.draw import Pixels, Plane, drawing, ink, overlaid, reached
from aeexplain.setup.node import node_executable

BROWSER = Path(bridge.__file__).parent / "browser"
PLANE = Plane.over(40, 30, (0, 1), (0, 1))
CONTROLS = {
    "tens": demo.Slider("S", 0, 10, start=3),
    "tenths": demo.Slider("S", -0.3, 0.7, start=0.1, step=0.1),
    "thirds": demo.Slider("S", 0, 1, start=0.0, step=1 / 3),
    "uneven": demo.Slider("S", 0, 10, start=4, step=4),
    "tiny": demo.Slider("S", 1e-7, 1e-6, start=2e-7, step=1e-7),
    "large": demo.Slider("S", -1e15, 1e15, start=0.0, step=0.5),
    "rule": demo.Slider("S", -0.3, 0.7, start=0.1, step=0.1, on="map", offset=0.5),
    "rule across": demo.Slider("S", 0, 10, start=4, step=4, on="map", along="y"),
    "ring": demo.Slider("S", 0, 11, start=3, on=("map", "film"), grip="ring", offset=0.5),
    "lane": demo.Slider("S", 0, 11, start=3, on="map", grip="ring", lane=(1, 0)),
    "knob": demo.Slider("S", 0, 1, start=0.0, step=1 / 3, on="map", grip="knob"),
    "line": demo.Slider("S", 0, 180, start=20, step=0.5, on="map", grip="line"),
    "button": demo.Slider("S", 0, 8, start=2, on="map", grip="button", press="× C"),
    "choice": demo.Choice("C", ("up", "down", " up", "<b>", "1e3")),
    "sheet": demo.Choice("C", ("up", "down", " up", "<b>", "1e3"), on="map", columns=3),
    "sheets": demo.Choice("C", ("up", "down", " up"), on=("map", "film"), columns=3),
    "stops": demo.Choice("C", ("up", "down", " up"), on="map", grip="knob"),
    "list": demo.Choice("C", (*map(str, range(40)), "<b>")),
    "toggle": demo.Toggle("T"),
    "seed": demo.Seed("N", "New noise"),
    "seed on a view": demo.Seed("N", "New noise", start=7, on="map"),
    "point": demo.Point("P", "map", (-2, 2), (-1, 1), start=(0.5, 0.25)),
    "far point": demo.Point("P", "map", (-1e300, 1e300), (1e7, 1e9), start=(0, 1e8)),
    "range": demo.Range("R", 0, 10, start=(2, 8)),
    "range of tenths": demo.Range("R", -0.3, 0.7, start=(-0.3, 0.1), step=0.1),
    "rotation": demo.Rotation("R", "map", start=(30, 20)),
    "pad": demo.Pad("D"),
    "reticle": demo.Point("P", "map", (-2, 2), (-1, 1), start=(0.5, 0.25), reticle=True),
    "framed": demo.Point("P", "map", (-2, 2), (-1, 1), start=(0.5, 0.25), cell=0.5),
    "cells": demo.Cells("G", "map", 4, 3, start=(1, 5)),
    "rubbed": demo.Cells("G", "map", 4, 3, start=(1, 5), rubs=True),
}
VIEWS = {
    "drawing": drawing(40, 30, says="a plane", reach=PLANE.reach),
    "pixels": overlaid(reached(ink(np.zeros((2, 4)), "a grid"), x=(0, 4), y=(0, 2)), 4, 2),
    "table": demo.Table(("unit", "<b>"), (("one", demo.readout(0.5)), ("two", 3)), "Units & more"),
    "readout": demo.readout(0.5),
    "words": demo.Words("so <it> is"),
}
NUMBERS = [
    *(
        "0",
        "-0",
        "+0",
        "1",
        "3",
        "3.4",
        "2.5",
        "3.5",
        "-2.5",
        "0.05",
        "0.15",
        "0.25",
        ".5",
        "5.",
        "+7",
        "007",
        "9999.5",
    ),
    *(
        "0.0005",
        "0.0015",
        "-0.0005",
        "1.0005",
        "0.0625",
        "0.30000000000000004",
        "0.49999999999999994",
        "1e-7",
        "3.3e-7",
    ),
    *(
        "1e3",
        "1E+2",
        "1e-400",
        "1e400",
        "-1e400",
        "9" * 400,
        "-1e15",
        "123456789012.3",
        "1.7976931348623157e308",
    ),
    *(
        " 4 ",
        "\t4\n",
        "\u00a04",
        "4\u2003",
        "\ufeff4",
        "\x1c4",
        "\x854",
        "4\x00",
        "1_000",
        "1 000",
        "0x10",
        "0b1",
        "٣",
        "５",
        "½",
    ),
    *(
        "",
        " ",
        ".",
        "-",
        "e5",
        "1e",
        "--1",
        "1.2.3",
        "NaN",
        "nan",
        "inf",
        "Infinity",
        "-Infinity",
        "null",
        "true",
        "−1",
    ),
]
PAIRS = [
    *(
        "0,0",
        "0.5, 0.25",
        "1;2",
        "1 2",
        " 1 , 2 ",
        "1 ,2",
        "1\t2",
        "1  2",
        "9,-9",
        "-0, -0",
        "0.0005,0.0625",
        "1e300,1e300",
    ),
    *(
        "1",
        "1,",
        ",1",
        ",",
        ",,",
        "1,,2",
        "1, ,2",
        "1,2,3",
        "nan,0",
        "inf, 0",
        "٣,٣",
        "1_0,2",
        "1\u00a02",
        "1 2 ",
        "1e-5 1e-9",
    ),
    *(
        "180, 0",
        "-180, 0",
        "179.96, 0",
        "-180.04, 3.14159",
        "190, 100",
        "539.95, -90.05",
        "1e22, -1e22",
        "-1e-17, 90.04",
    ),
]
OTHERS = [
    *("on", "off", "On", "up", "down", " up", "<b>", "UP", "__proto__", "constructor", "toString"),
    *(
        "1 2 3",
        "7 3 3",
        "3,7;1",
        "11 12 13",
        " 5  5 ",
        "1.0",
        "-1",
        "1000000",
        "0000001",
        "٣ 1",
        "1\u00a02",
        ",;",
        "1,,2",
        "1e0",
    ),
    *(
        "1,1",
        "0,0 99,99;5,5",
        "100,0",
        "1,1 ",
        "1,1;",
        ";1,1",
        "1,1  2,2",
        "1,1\n",
        "１,１",
        "01,01",
        "-1,1",
        " ".join(["1,1"] * 600),
    ),
    *(" ".join(["1,1"] * 601), ";".join(["99,99"] * 600), "1,1;2,2 x"),
]


def soup(count):
    """Texts out of what numbers are written with, always the same."""
    chance = random.Random(0)
    pieces = [*"0123456789+-.,; e", "1e3", "0.5", "on", "\t", "\u00a0"]
    return ["".join(chance.choices(pieces, k=chance.randint(1, 7))) for _ in range(count)]


TEXTS = [*NUMBERS, *PAIRS, *OTHERS, *soup(400)]
NO_PLACE = {"far point", "seed on a view", "line", "button"}
HANDLED = [name for name, control in CONTROLS.items() if control.ground and name not in NO_PLACE]
PLACES = [[across / 20, down / 8] for across in range(21) for down in range(9)]
CASES = [(name, text) for name in CONTROLS for text in TEXTS]


def frame_of(shown):
    return bridge.pack(demo.Frame({"v": shown}, "so."))


def header_of(shown):
    return json.loads(frame_of(shown)[0])["views"]["v"]


@pytest.fixture(scope="module")
def page():
    """What the page's modules know and read."""
    cases = [
        {"kind": CONTROLS[name].kind, "data": CONTROLS[name].data(), "text": text} for name, text in CASES
    ]
    expected = {"image": {"width": 4, "height": 2}, "offset": 0}
    headers = [[header_of(shown), expected] for shown in VIEWS.values()]
    spoilt = [[{"kind": header["kind"]}, expected] for header, _ in headers]
    handles = [
        {
            "kind": CONTROLS[name].kind,
            "grip": told_of(name).get("data-grip"),
            "data": data_of(name),
            "places": PLACES,
        }
        for name in HANDLED
    ]
    asked = json.dumps(
        {"cases": cases, "handles": handles, "unknown": ["dial", "", "toString"], "headers": headers + spoilt}
    )
    words = [node_executable(), Path(__file__).with_name("read_texts.mjs"), BROWSER.as_uri()]
    done = subprocess.run(words, input=asked, capture_output=True, encoding="utf-8", timeout=60)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def told_of(name):
    """The data attributes of a control in its form, by their names there."""
    drawn = Elements(CONTROLS[name].form_html(Slot("c", "demo-c", lambda text: text)))
    return drawn.found[0][1]


def data_of(name):
    """The same as the page has them: `dataset`."""
    return {key.removeprefix("data-"): value for key, value in told_of(name).items()}


def python_reads(control, text):
    try:
        return control.read_value(text)
    except ValueError:
        return None


def same(one, other):
    return (
        np.array_equal(one, other)
        if isinstance(one, np.ndarray)
        else one == other and type(one) is type(other)
    )


@pytest.mark.parametrize("name", CONTROLS)
def test_python_and_the_page_read_every_text_alike(page, name):
    control = CONTROLS[name]
    known = (text for text in TEXTS)
    found = [answer for (case, _), answer in zip(CASES, page["read"], strict=True) if case == name]
    different = []
    for text, answer in zip(known, found, strict=True):
        try:
            value = control.read_value(text)
        except ValueError:
            if answer is not None:
                different.append((text, "refused", answer))
            continue
        if answer is None or not same(control.read_value(answer["text"]), value):
            different.append((text, value, answer))
        elif control.kind != "pad" and control.show_value(value) != answer["text"]:
            different.append((text, control.show_value(value), answer["text"]))
        elif control.kind != "pad" and json.dumps(control.form_value(value)) != json.dumps(answer["value"]):
            different.append((text, control.form_value(value), answer["value"]))
    assert different == []


@pytest.mark.parametrize("name", CONTROLS)
def test_what_a_control_shows_it_reads_as_the_same_value_and_shows_again(name):
    control = CONTROLS[name]
    read = [value for value in (python_reads(control, text) for text in TEXTS) if value is not None]
    assert read or control.kind == "choice"
    if control.kind != "pad":
        assert all(same(control.read_value(control.show_value(value)), value) for value in read)


@pytest.mark.parametrize("name", HANDLED)
def test_what_a_handle_enters_python_takes_unchanged_and_the_handle_stands_there(page, name):
    control, answers = CONTROLS[name], page["handled"][HANDLED.index(name)]
    assert len({answer["text"] for answer in answers}) > 2
    for answer in answers:
        value = control.read_value(answer["value"])
        assert control.show_value(value) == answer["text"]
        assert answer["again"] == answer["text"], "the value's own place is the value's again"


@pytest.mark.parametrize("name", HANDLED)
def test_a_control_with_a_handle_names_its_views_and_says_what_a_hand_does(name):
    told = told_of(name)
    assert told["data-on"].split() == list(CONTROLS[name].grounds)
    assert told["data-hint"] == hint_html(CONTROLS[name].hint)


def test_every_kind_of_control_is_known_to_the_page_and_tried_here(page):
    kinds = {getattr(controls, name).kind for name in controls.__all__ if name != "Control"}
    assert kinds == set(page["controls"]) == {control.kind for control in CONTROLS.values()}


def test_every_kind_of_view_is_known_to_the_page_and_tried_here(page):
    assert [kind.name for kind in views.KINDS] == list(VIEWS)
    assert {kind.name for kind in views.KINDS} == set(page["painters"])
    assert {kind.shows for kind in views.KINDS} == set(views.Shown.__args__)


def test_the_page_takes_each_header_that_python_packs_and_none_that_lacks_its_parts(page):
    assert page["sound"] == [True] * len(VIEWS) + [False] * len(VIEWS)


def test_the_page_refuses_kinds_that_it_does_not_know_and_names_those_it_does(page):
    assert len(page["refused"]) == 6
    for at, message in enumerate(page["refused"]):
        known = page["painters" if at % 2 else "controls"]
        assert message.endswith(f"there are {', '.join(known)}")


def test_python_refuses_a_view_of_no_kind_and_names_those_there_are():
    with pytest.raises(TypeError, match=r"^is a list, not one of Drawing, Pixels, Table, Readout, "):
        views.kind_of([1])


class Elements(HTMLParser):
    """The elements of a text with their attributes, and whether each was closed."""

    def __init__(self, text):
        super().__init__()
        self.found, self.open = [], []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attributes):
        self.found.append((tag, dict(attributes)))
        if tag not in ("input", "img"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


@pytest.mark.parametrize("name", CONTROLS)
def test_a_control_draws_itself_with_its_name_its_kind_and_what_the_page_reads_by(name):
    control = CONTROLS[name]
    drawn = Elements(control.form_html(Slot("c", "demo-c", lambda text: f"<b>{text}</b>")))
    assert drawn.open == []
    attributes = drawn.found[0][1]
    assert (attributes["data-control"], attributes["data-kind"]) == ("c", control.kind)
    assert {key: attributes[f"data-{key}"] for key in control.data()} == control.data()
    assert control.show_value(control.read_value(attributes["data-start"])) == control.show_value(
        control.start
    )
    inputs = [attributes for tag, attributes in drawn.found if tag in ("input", "select")]
    assert [attributes for attributes in inputs if attributes["name"] == "c"]


def test_what_cannot_all_be_seen_at_once_is_a_list_that_opens():
    drawn = Elements(CONTROLS["list"].form_html(Slot("c", "demo-c", str)))
    options = [attributes for tag, attributes in drawn.found if tag == "option"]
    assert (len(options), "selected" in options[0], "selected" in options[1]) == (41, True, False)
    assert not [tag for tag, _ in drawn.found if tag == "input"]


@pytest.mark.parametrize("name", VIEWS)
def test_a_view_draws_itself_with_its_name_and_its_kind(name):
    kind = views.kind_of(VIEWS[name])
    drawn = Elements(kind.html("v", VIEWS[name], lambda image: "image.png"))
    assert drawn.open == []
    assert (drawn.found[0][1]["data-view"], drawn.found[0][1]["data-kind"]) == ("v", kind.name)


def test_the_pictures_of_options_are_one_strip_where_the_page_has_files():
    colours = [np.full((2, 2, 4), shade, np.uint8) for shade in (0, 100, 200)]
    images = [Pixels(rgba, "says", "ink") for rgba in colours]
    figure = demo.Demo(
        lambda c: {"w": demo.Words("w")},
        lambda: "so.",
        {"c": demo.Choice("C", ("a", "b", "c"))},
        {"w": demo.View("W")},
        thumbnails={"c": lambda: images},
    )
    frame, asked = figure.frame({"c": 0}, {}), []

    def address(image):
        asked.append(image.rgba)
        return f"image-{len(asked)}"

    for strips, sources, places in (
        (True, ["image-1"] * 3, ["0", "50", "100"]),
        (False, ["image-1", "image-2", "image-3"], None),
    ):
        asked.clear()
        by = Renderers(str, address, strips)
        drawn = Elements(form_html("f", figure, frame, Fold("", ""), by, {"c": images}))
        found = [attributes for tag, attributes in drawn.found if tag == "img"]
        assert [each["src"] for each in found] == sources
        styles = [each.get("style") for each in found]
        assert styles == ([f"object-position:{place}%" for place in places] if places else [None] * 3)
        if strips:
            assert np.array_equal(asked[0], np.concatenate(colours, axis=1))


def test_what_authors_write_is_escaped_in_the_form():
    hostile = '"><script>&'
    figure = demo.Demo(
        lambda c: {"w": demo.Words(hostile)},
        lambda: "so.",
        {"c": demo.Choice(hostile, (hostile, "b"))},
        {"w": demo.View(hostile)},
    )
    frame = figure.frame({"c": 0}, {})
    by = Renderers(lambda text: "label", lambda image: "")
    assert "<script>" not in figure.controls["c"].form_html(Slot("c", "id", by.label))
    assert "<script>" not in views.kind_of(frame.views["w"]).html("w", frame.views["w"], by.image)
    stage = (
        form_html("f", figure, frame, Fold("", ""), by, {})
        .split("data-stage")[1]
        .split('class="demo-bar"')[0]
    )
    assert "data-view" not in stage, "words stand in the line"
