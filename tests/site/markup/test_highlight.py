"""Source code on a page: nothing lost, nothing let through, and no more elements than colours need."""

import re
from html import unescape

import pytest

from aeexplain import bridge
from aeexplain.site.markup.highlight import highlighted


def test_what_has_a_colour_stands_in_an_element_and_nothing_else_does():
    assert highlighted('def f(x):\n    """Twice."""\n    return 2 * x  # so\n') == (
        '<span class="keyword">def</span> <span class="defined">f</span>(x):\n    '
        '<span class="remark">"""Twice."""</span>\n    <span class="keyword">return</span> '
        '<span class="value">2</span> * x  <span class="remark"># so</span>'
    )


def test_neighbours_of_one_colour_share_an_element():
    assert highlighted("f'a'\n") == "<span class=\"value\">f'a'</span>"


@pytest.mark.parametrize("name", bridge.names())
def test_every_source_is_whole(name):
    source = bridge.source(name)
    assert unescape(re.sub(r"<[^>]*>", "", highlighted(source))) == source.rstrip("\n")


def test_markup_in_a_source_is_text():
    assert highlighted("x = '</code><script>'") == (
        "x = <span class=\"value\">'&lt;/code&gt;&lt;script&gt;'</span>"
    )
