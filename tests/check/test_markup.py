"""What the validator says of what the tool itself writes: nothing."""

import pytest

from aeexplain.check.markup import invalid_markup
from aeexplain.demo import Cells, Choice, Pad, Point, Range, Rotation, Seed, Slider, Toggle
from aeexplain.demo.controls.control import Slot
from aeexplain.site.core.error_list import ErrorList
from aeexplain.site.markup.extract import scan
from aeexplain.site.markup.markdown import convert

PAGE = '<!doctype html>\n<html lang="en">\n<head><title>A page</title></head>\n<body><main>\n{}\n</main></body>\n</html>\n'
CONTROLS = {
    "cells": Cells("Cells", "v", 2, 2),
    "choice": Choice("Choice", ("one", "two", "three")),
    "pad": Pad("Pad"),
    "point": Point("Point", "v", (0, 1), (0, 1), (0, 0)),
    "range": Range("Range", 0, 9, (2, 3)),
    "rotation": Rotation("Rotation", "v", (0, 0)),
    "seed": Seed("Seed", "Other"),
    "slider": Slider("Slider", 0, 9, 2, plays=True),
    "toggle": Toggle("Toggle"),
}


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """The findings of two pages by their names: one with two tables that have no caption, one with all controls."""
    folder = tmp_path_factory.mktemp("pages")
    tables = convert(
        scan("| a | b |\n|---|---|\n| c | d |\n\nMore:\n\n| a |\n|---|\n| c |\n", "a.md", ErrorList())
    )
    forms = (
        control.form_html(Slot(name, f"the-{name}", lambda text: text)) for name, control in CONTROLS.items()
    )
    (folder / "tables.html").write_text(PAGE.format(tables.html), encoding="utf-8")
    (folder / "controls.html").write_text(PAGE.format(f"<form>{''.join(forms)}</form>"), encoding="utf-8")
    return [f"{each.where} {each.what}" for each in invalid_markup(folder)]


@pytest.mark.parametrize("page", ["tables", "controls"])
def test_nothing_is_said_of_a_page(page, told):
    assert [each for each in told if each.startswith(page)] == []
