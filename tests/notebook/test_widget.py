"""The widget: what it sends to the page, and what it answers."""

import pytest

from aeexplain import bridge
from aeexplain.errors import ExplainError
from aeexplain.notebook import show


@pytest.fixture
def widget():
    return show(bridge.find("projection"), caption="Turn it.")


def test_it_holds_the_figure_its_script_and_its_style(widget):
    assert "Turn it." in widget.html
    assert "attachShadow" in widget._esm
    assert ":host" in widget.style_sheet


def test_it_sends_frames_with_their_pixels(widget, monkeypatch):
    sent = []
    monkeypatch.setattr(type(widget), "send", lambda self, content, buffers: sent.append((content, buffers)))
    widget._handle_custom_msg({"kind": "frame", "id": 3, "values": {"angle": 40}, "views": ""}, [])
    ((content, buffers),) = sent
    assert (content["kind"], content["id"], len(buffers)) == ("frame", 3, 1)
    assert '"describe"' in content["header"]


def test_what_is_no_demo_is_refused():
    with pytest.raises(ExplainError, match="was given a str, not a Demo"):
        show("projection")
