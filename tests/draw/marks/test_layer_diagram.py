import re
from xml.etree import ElementTree

import pytest

from aeexplain.draw import Stack, band, sheets

WIDE, NARROW = Stack(50, 80, 88, 3), Stack(180, 80, 11, 4)


def parse(svg):
    return ElementTree.fromstring(f"<g>{svg}</g>")


def test_a_stack_has_a_sheet_for_each_channel_with_the_first_in_front():
    rects = parse(sheets(NARROW, "a")).findall("rect")
    assert len(rects) == 4
    xs = [float(rect.get("x")) for rect in rects]
    assert xs == sorted(xs, reverse=True), "the last sheet is drawn first, so that it lies behind"
    assert {float(rect.get("width")) for rect in rects} == {11}
    assert xs[-1] == pytest.approx(NARROW.corner[0], abs=0.06)


@pytest.mark.parametrize("stack", [WIDE, NARROW])
def test_all_sheets_together_stand_in_the_middle(stack):
    rects = parse(sheets(stack, "a")).findall("rect")
    lefts, tops = ([float(rect.get(key)) for rect in rects] for key in ("x", "y"))
    assert (min(lefts) + max(lefts) + stack.side) / 2 == pytest.approx(stack.x, abs=0.1)
    assert (min(tops) + max(tops) + stack.side) / 2 == pytest.approx(stack.y, abs=0.1)


def test_sheets_stand_as_far_apart_as_their_stack_says():
    rects = parse(sheets(Stack(50, 80, 20, 3, apart=4), "a")).findall("rect")
    assert [float(rect.get("x")) for rect in rects] == [44, 40, 36]


def test_a_band_has_the_colour_of_its_series_and_so_has_its_name():
    drawn = parse(band(WIDE, NARROW, "encoder", series="a"))
    assert drawn.find("path").get("class") == "area fill-a"
    assert drawn.find("text").get("class") == "label text-a"


def test_a_band_leads_from_edge_to_edge():
    path = parse(band(WIDE, NARROW, "encoder")).find("path").get("d")
    x, top, x2, top2, bottom2, *_ = map(float, re.findall(r"[\d.]+", path))
    assert (x, x2) == pytest.approx((WIDE.x + WIDE.half, NARROW.x - NARROW.half), abs=0.06)
    assert top < top2 < bottom2


def test_a_name_stands_in_a_long_band_and_above_a_short_one():
    inside = parse(band(WIDE, NARROW, "encoder")).find("text")
    above = parse(band(WIDE, Stack(150, 80, 88, 3), "encoder")).find("text")
    assert abs(float(inside.get("y")) - WIDE.y) < 8
    assert float(above.get("y")) < WIDE.y - WIDE.half


def test_steps_are_as_many_arrowheads_between_the_stacks():
    heads = parse(band(NARROW, Stack(300, 80, 11, 4), "denoiser", steps=5)).findall("path")[1].get("d")
    tips = [float(x) for x in re.findall(r"M([\d.]+)", heads)]
    assert len(tips) == 5
    assert NARROW.x + NARROW.half < min(tips) < max(tips) < 300
