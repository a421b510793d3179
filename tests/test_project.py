"""A site's folder: its own things before those that ship, and one answer to where demos are."""

import sys
from pathlib import Path

import pytest

from aeexplain import bridge, demos
from aeexplain.errors import ExplainError
from aeexplain.project import Project
from aeexplain.runtime import shipped_sources
from aeexplain.site.core.code_digests import Sources
from aeexplain.starters import new_demo

ALONE = "x = 1\n"


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A site without anything; what Python finds of its demos, it finds no more afterwards."""
    monkeypatch.setattr(demos, "__path__", demos.__path__)
    return Project(tmp_path)


def write(path, text=ALONE):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def test_the_bridge_the_digests_and_the_engine_know_the_same_demos(project):
    new_demo(project, "two-waves")
    project.activate()
    shipped = Path(demos.__file__).parent
    names = sorted(path.stem.replace("_", "-") for path in shipped.glob("[a-z]*.py"))
    assert bridge.names() == sorted([*names, "two-waves"])
    assert [*Sources(project).demos] == bridge.names()
    packed = shipped_sources.sources(project)
    helpers = [path.name for path in shipped.glob("_*.py")]  # __init__.py among them
    own = [f"{name.replace('-', '_')}.py" for name in bridge.names()]
    assert sorted(path for path in packed if path.startswith("aeexplain/demos/")) == sorted(
        f"aeexplain/demos/{name}" for name in ("articles/__init__.py", *helpers, *own)
    )
    assert bridge.find("two-waves").controls.keys() == {"shift"}


def test_the_checkouts_own_demos_are_those_that_ship(root):
    project = Project(root)
    assert project.is_checkout
    assert project.own_demo_names() == [*project.demo_files()]
    assert project.demo_folders == [root / "src" / "aeexplain" / "demos"]
    assert len(project.template_folders) == 1


def test_two_sites_in_one_process_keep_their_demos_apart(project, tmp_path):
    one, other = Project(tmp_path / "one"), Project(tmp_path / "other")
    for site, title in ((one, "One"), (other, "Other")):
        path = new_demo(site, "two-waves")
        path.write_text(path.read_text().replace("Two waves", title))
    for site, title in ((one, "One"), (other, "Other"), (one, "One")):
        site.activate()
        assert bridge.find("two-waves").views["waves"].title == title
    Project(tmp_path / "none").activate()
    assert "two-waves" not in bridge.names()
    assert "aeexplain.demos.two_waves" not in sys.modules
    with pytest.raises(ExplainError, match="no demo named 'two-waves'"):
        bridge.find("two-waves")


def test_a_helper_of_demos_ships_and_is_no_demo(project):
    write(project.demos / "_waves.py", "LENGTH = 3\n")
    write(project.demos / "__init__.py", "raise SystemExit\n")
    project.activate()
    assert not project.own_demo_names()
    assert "-waves" not in bridge.names()
    packed = shipped_sources.sources(project)
    assert packed["aeexplain/demos/_waves.py"] == b"LENGTH = 3\n"
    assert packed["aeexplain/demos/__init__.py"] != b"raise SystemExit\n"
    project.check_names()


def test_a_changed_demo_or_helper_of_a_site_changes_its_digests(project):
    write(project.demos / "waves.py", "from aeexplain.demos._length import LENGTH\n")
    helper = write(project.demos / "_length.py", "LENGTH = 3\n")
    before = Sources(project)
    digests = before.demo("waves"), before.demo("vae"), before.everything
    helper.write_text("LENGTH = 4\n")
    after = Sources(project)
    assert after.demo("waves") != digests[0]
    assert after.demo("vae") == digests[1]
    assert after.everything != digests[2]


@pytest.mark.parametrize(
    ("file", "what"),
    [
        ("demos/vae.py", "has the name of a demo that ships; choose another name"),
        ("demos/two-waves.py", "its name is none for a demo; use lower-case letters, digits and underscores"),
        ("demos/2d.py", "its name is none for a demo"),
        ("recipes/bottleneck.py", "has the name of a recipe that ships; choose another name"),
        ("recipes/Waves.py", "its name is none for a recipe"),
    ],
)
def test_a_demo_or_recipe_under_a_name_that_cannot_be_its_own_is_an_error(project, file, what):
    write(project.root / file)
    with pytest.raises(ExplainError) as raised:
        project.check_names()
    assert str(raised.value).startswith(f"{file}: {what}")


def test_all_wrong_names_are_told_together(project):
    write(project.demos / "vae.py")
    write(project.demos / "a-b.py")
    write(project.recipes / "bottleneck.py")
    with pytest.raises(ExplainError) as raised:
        project.check_names()
    assert [line.partition(":")[0] for line in str(raised.value).splitlines()] == [
        "demos/a-b.py",
        "demos/vae.py",
        "recipes/bottleneck.py",
    ]


def test_a_template_or_a_weight_file_is_the_sites_own_or_else_the_one_that_ships(project, root):
    assert project.template("base.html") == root / "templates" / "base.html"
    assert project.weight_file("bottleneck") == root / "weights" / "bottleneck.json"
    own = write(project.root / "templates" / "base.html"), write(project.weights / "bottleneck.json")
    assert (project.template("base.html"), project.weight_file("bottleneck")) == own
    assert project.template("assets/site.css") == root / "templates" / "assets" / "site.css"
    assert project.weight_file("nowhere") == project.weights / "nowhere.json"


def test_a_new_demo_takes_no_name_that_ships(project):
    with pytest.raises(ExplainError, match="is the name of a demo that ships"):
        new_demo(project, "vae")
    assert not project.demos.exists()
