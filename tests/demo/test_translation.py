"""A demo in another language: its labels, its frames' texts, and what its values say."""

import json

import numpy as np
import pytest

from aeexplain import bridge, demos
from aeexplain.demo import Choice, Demo, Point, Seed, Table, View, Words
from aeexplain.demo.translation import Translator, translated, unused
from aeexplain.draw import Drawing, drawing, ink, label


def compute(kind, at, seed):
    return {
        "said": Words("found" if seed else "2 away"),
        "drawn": drawing(
            40,
            40,
            label("a < b", 1, 1),
            label("3.5", 2, 2),
            says=f"{('round', 'long')[kind]} & {seed} points",
        ),
        "image": ink(np.zeros((2, 2)), "an image"),
        "table": Table(["name", "count"], [["one", 1], [Words("found"), 2]], "numbers"),
    }


def describe(kind, seed, said):
    return f"Of {seed} points: {said}, {kind}."


DEMO = Demo(
    compute,
    describe,
    controls={
        "kind": Choice("Kind", ("round", "long")),
        "at": Point("Place", "drawn", (0, 1), (0, 1), start=(0.0, 0.0), places=(("corner", (1.0, 1.0)),)),
        "seed": Seed("Points", "Other points", start=1),
    },
    views={
        "said": View("What is said"),
        "drawn": View("What is drawn"),
        "image": View("What is seen"),
        "table": View("What is listed"),
    },
    stage=("drawn",),
    bar=("kind",),
    line="It says {said}.",
)
TABLE = {
    "Kind": "Art",
    "round": "rund",
    "corner": "Ecke",
    "Other points": "Andere Punkte",
    "What is said": "Was gesagt wird",
    "It says {said}.": "Es sagt: {said}.",
    "found": "gefunden",
    "{n} away": "{n} entfernt",
    "a < b": "a > b",
    "{kind} & {n} points": "{n} Punkte & {kind}",
    "an image": "ein Bild",
    "name": "Name",
    "one": "eins",
    "numbers": "Zahlen",
    "Of {n} points: {said}, {kind}.": "Von {n} Punkten: {kind}, {said}.",
}


@pytest.fixture
def say():
    return Translator(TABLE)


def test_a_demo_says_in_another_language_what_it_declares(say):
    german = translated(DEMO, say)
    assert german.controls["kind"].label == "Art"
    assert german.controls["kind"].options == ("rund", "long")
    assert german.controls["at"].places == (("Ecke", (1.0, 1.0)),)
    assert german.controls["seed"].press == "Andere Punkte"
    assert german.views["said"].title == "Was gesagt wird"
    assert german.line == "Es sagt: {said}."
    assert DEMO.controls["kind"].label == "Kind"


def test_its_frames_say_it_in_another_language_too_and_show_the_same(say):
    german = translated(DEMO, say)
    frame = german.frame(german.read({"kind": "rund"}), {})
    assert frame.says == "Von 1 Punkten: rund, gefunden."
    assert frame.views["said"] == Words("gefunden")
    drawn = frame.views["drawn"]
    assert isinstance(drawn, Drawing)
    assert drawn.says == "1 Punkte & rund"
    assert 'aria-label="1 Punkte &amp; rund"' in drawn.svg
    assert ">a &gt; b</text>" in drawn.svg
    assert ">3.5</text>" in drawn.svg
    assert frame.views["image"].says == "ein Bild"
    table = frame.views["table"]
    assert (table.heads, table.caption) == (["Name", "count"], "Zahlen")
    assert table.rows == [["eins", 1], [Words("gefunden"), 2]]
    away = german.frame(german.read({"seed": 0}), {})
    assert away.views["said"] == Words("2 entfernt")


def test_what_nothing_has_wanted_is_known(say):
    german = translated(DEMO, say)
    german.frame(german.read({}), {})
    assert unused(say) == ["{n} away"]


def test_a_page_brings_the_words_of_its_figures_beside_their_demos(tmp_path, monkeypatch):
    monkeypatch.setattr(demos, "__file__", str(tmp_path / "__init__.py"))
    bridge._figure_words.cache_clear()
    table = {"projection": {"Angle": "Winkel"}}
    (tmp_path / bridge.FIGURE_WORDS).write_text(json.dumps(table), "utf-8")
    try:
        there = bridge.in_language_of_page("projection", bridge.find("projection"))
        assert there.controls["angle"].label == "Winkel"
        assert bridge.in_language_of_page("other", DEMO) is DEMO
    finally:
        bridge._figure_words.cache_clear()
