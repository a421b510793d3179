"""What the shipped rooms take from the library."""

import pytest

from aeexplain import bridge
from aeexplain.project import Project
from aeexplain.runtime import shipped_sources
from aeexplain.runtime.shipped_sources import demo_code, names_taken, numbered, rooms


def taken(text):
    return names_taken({"a.py": text.encode()})


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("import numpy as np\nnp.linalg.svd(1)", ["numpy", "numpy.linalg", "numpy.linalg.svd"]),
        ("from math import pi as circle\ncircle.real", ["math.pi", "math.pi.real"]),
        ("def f():\n    import json", ["json"]),
        ("from aeexplain.nn import Dense\nDense.x\nother.y", []),
        ("half of a (", []),
    ],
)
def test_the_names_of_the_library_that_a_source_uses_are_found(text, names):
    assert taken(text) == names


def test_other_code_with_the_same_names_takes_the_same():
    assert taken("import numpy as np\na = np.sum(1) + 1") == taken("import numpy as np\nb = -np.sum(2)")


@pytest.fixture
def site(tmp_path):
    """A function that writes a site's demos, and returns what the page of an article with the demo `own` brings of them."""

    def code(**demos):
        (tmp_path / "demos").mkdir(exist_ok=True)
        for name, text in demos.items():
            (tmp_path / "demos" / f"{name}.py").write_text(text)
        found = demo_code(Project(tmp_path), ["own"])
        return sorted(path.removeprefix("aeexplain/demos/") for path in found)

    return code


@pytest.mark.parametrize(
    "line",
    [
        "from aeexplain.demos import _near",
        "from aeexplain.demos._near import x",
        "import aeexplain.demos._near as near",
        "def f():\n    from aeexplain.demos import _near",
    ],
)
def test_a_page_brings_its_demos_and_what_they_import_of_the_others_and_no_more(site, line):
    near = "from aeexplain.demos._far import y\nx = y"
    assert site(own=line, _near=near, _far="y = 1", other="") == ["_far.py", "_near.py", "own.py"]


@pytest.mark.parametrize("line", ["import_module(name)", "__import__(name)", "from . import _near"])
def test_where_it_cannot_be_told_what_a_demo_takes_from_others_the_page_brings_all(site, line):
    found = site(own=line, _near="", other="", __init__="raise SystemExit")
    assert {"_near.py", "other.py", "own.py"} <= set(found)
    assert "__init__.py" not in found


def test_the_engine_holds_every_room_and_of_the_demos_only_their_package(root):
    names = rooms(Project(root).package)
    assert {"aeexplain/bridge.py", "aeexplain/fetched.py", "aeexplain/nn/layers/dense.py"} <= names.keys()
    packages = ["aeexplain/demos/__init__.py", "aeexplain/demos/articles/__init__.py"]
    assert [name for name in names if name.startswith("aeexplain/demos/")] == packages


def test_characters_of_any_plane_are_written_by_number_and_unknown_names_stay():
    source = b'"\\N{SNOWMAN} \\N{grinning face} \\N{NO SUCH} \xff"'
    assert numbered(source) == b'"\\u2603 \\U0001f600 \\N{NO SUCH} \xff"'


@pytest.mark.parametrize("name", ["bottleneck", "two-waves", "my-article.two-waves"])
def test_a_demo_is_the_module_that_the_bridge_takes_it_for(name):
    assert shipped_sources.module_of(name) == bridge.module_of(name)


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ('Demo(run, data={"a": "a.csv"})', ("a.csv",)),
        ('Demo(run, data \\\n = {"a": "a.csv"})', ("a.csv",)),
        ('Demo(run, data  # the points\n = {"a": "a.csv"})', ("a.csv",)),
        ('Demo(run, 𝐝𝐚𝐭𝐚={"a": "ä.csv"})', ("ä.csv",)),
        ('Demo(run, ｄata={"a": "a.csv"})', ("a.csv",)),
        ('"""Ä, data and more."""\nDemo(run, metadata={"a": "a.csv"})', ()),
    ],
)
def test_data_is_found_however_its_word_is_written(source, names):
    assert shipped_sources.data_names(source.encode()) == names
