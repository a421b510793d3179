"""A notebook's kernel answers what a figure's page asks, as the worker does elsewhere."""

import json

import numpy as np
import pytest

from aeexplain import bridge
from aeexplain.demo import Demo, Slider, View, readout
from aeexplain.draw import ink
from aeexplain.errors import ExplainError
from aeexplain.notebook.figure_html import figure_html, style
from aeexplain.notebook.kernel import NAME, Kernel


def compute(n):
    if n == 3:
        raise ValueError("three is too many")
    return {"spot": ink(np.full((4, 4), n / 10), f"a spot of {n}"), "size": readout(n)}


def run(n):
    for each in range(n):
        yield {"spot": ink(np.zeros((4, 4)), "nothing"), "size": readout(each)}


def describe(n):
    return f"{n} it is."


DEMO = Demo(
    compute,
    describe,
    controls={"n": Slider("Number, $n$", 0, 5, start=1)},
    views={"spot": View("Spot", "half"), "size": View("Size")},
    run=run,
)


@pytest.fixture
def kernel():
    return Kernel(DEMO)


def test_it_is_ready_when_the_page_starts(kernel):
    assert kernel.answer({"kind": "start"}) == ({"kind": "ready", "from": "library"}, [])


def test_a_frame_is_what_numpy_says(kernel):
    reply, (pixels,) = kernel.answer(
        {"kind": "frame", "id": 7, "demo": NAME, "values": {"n": "2"}, "views": ""}
    )
    header = json.loads(reply["header"])
    assert (reply["kind"], reply["id"]) == ("frame", 7)
    assert header["views"]["size"]["value"] == 2
    assert header["describe"] == "2 it is."
    assert pixels == DEMO.frame(DEMO.read({"n": "2"}), {}).views["spot"].rgba.tobytes()


def test_a_run_goes_on_until_it_is_over(kernel):
    begin = {"kind": "begin", "id": 1, "values": {"n": 2}, "views": "", "figure": "f"}
    kinds = [kernel.answer(begin)[0]["kind"]]
    kinds += [
        kernel.answer({"kind": "advance", "id": 2, "views": "", "figure": "f"})[0]["kind"] for _ in range(2)
    ]
    assert kinds == ["frame", "frame", "over"]
    kernel.answer(begin)
    assert kernel.answer({"kind": "end", "id": 3, "figure": "f"})[0] == {"kind": "over", "id": 3}


def test_what_python_raises_is_told_in_a_sentence_with_its_traceback(kernel):
    reply, buffers = kernel.answer({"kind": "frame", "id": 1, "values": {"n": 3}, "views": ""})
    assert (reply["kind"], reply["message"], buffers) == ("raised", "ValueError: three is too many", [])
    assert "three is too many" in reply["detail"]
    reply, _ = kernel.answer({"kind": "nonsense", "id": 2})
    assert "no kind that is known: 'nonsense'" in reply["message"]


def test_weights_come_from_the_notebooks_folder_or_one_above_else_from_what_ships(tmp_path, root):
    demo = bridge.find("bottleneck")
    assert (
        Kernel(demo, folder=tmp_path).answer({"kind": "frame", "id": 1, "values": {}, "views": ""})[0]["kind"]
        == "frame"
    )
    (tmp_path / "weights").mkdir()
    (tmp_path / "weights" / "bottleneck.json").write_text("{")
    (tmp_path / "notebooks").mkdir()
    with pytest.raises(ExplainError, match="bottleneck"):
        Kernel(demo, folder=tmp_path / "notebooks")
    named = {"bottleneck": root / "weights" / "bottleneck.json"}
    Kernel(demo, named, folder=tmp_path / "notebooks")


def test_the_figure_has_its_form_and_its_labels_as_plain_text(kernel):
    html = figure_html(kernel, "f1", "Move it.")
    assert 'id="f1"' in html
    assert "Number, n" in html
    assert "data:image/png;base64," in html
    assert "Move it." in html
    assert ":root" not in style()
