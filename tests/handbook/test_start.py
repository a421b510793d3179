"""The first page of the handbook, walked: each of its steps does what it says, from nothing to a built figure."""

import re
from textwrap import indent

import pytest

from aeexplain import bridge, demos
from aeexplain.cli import main
from aeexplain.project import Project
from aeexplain.site.build.builder import build
from aeexplain.site.figures.contract import check_figure


@pytest.fixture(scope="module")
def steps(root):
    """The code of the page, in its order: (language, text)."""
    text = (root / "docs" / "pages" / "start.md").read_text("utf-8")
    return re.findall(r"^```(\w+)\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)


@pytest.fixture(scope="module")
def walked(steps, tmp_path_factory):
    """The site that comes of the page: begun by its command, changed as it says."""
    folder = tmp_path_factory.mktemp("walk")
    begin = steps[0][1].splitlines()[0].removeprefix("python build.py ").replace("../", f"{folder}/").split()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(demos, "__path__", demos.__path__)
        assert main(begin) == 0
        site = folder / "my-site"
        demo = site / "articles" / "first-steps" / "demos" / "two_waves.py"
        head, waves, control = [text for language, text in steps if language == "python"]
        changed = demo.read_text("utf-8")
        for old, new in (
            ("def compute(shift):\n", head),
            ("    one, other = np.sin(t), np.sin(t + shift)\n", indent(waves.strip("\n"), "") + "\n"),
        ):
            assert changed.count(old) == 1
            changed = changed.replace(old, new)
        [line] = [each for each in changed.splitlines() if "Slider(" in each and "shift" in each]
        own = re.search(r'"shift": Slider\(.*?\)', line)[0]
        demo.write_text(changed.replace(own, f"{own}, {control.strip().rstrip(',')}"), encoding="utf-8")
        article = site / "articles" / "first-steps" / "article.md"
        [section] = [text for language, text in steps if language == "markdown"]
        article.write_text(f"{article.read_text('utf-8')}\n{section}", encoding="utf-8")
        Project(site).activate()
        yield site
    Project(Project.package.parents[1]).activate()


def test_the_changed_figure_keeps_to_the_contract_and_has_the_pitch(walked):
    figure = bridge.find("first-steps.two-waves")
    assert list(figure.controls) == ["shift", "pitch"]
    stage = bridge.Stage()
    check_figure("first-steps.two-waves", figure, stage, stage.draw("first-steps.two-waves", {}))
    one, other = (figure.frame(figure.read({"pitch": pitch}), {}).views["waves"].svg for pitch in (1, 2))
    assert one != other


def test_the_site_is_built_with_figure_section_equation_and_references(walked, tmp_path):
    build(walked, tmp_path / "dist")
    page = (tmp_path / "dist" / "first-steps" / "index.html").read_text("utf-8")
    assert 'name="pitch"' in page
    assert '<h2 id="where-they-cancel">' in page
    assert 'id="eq:sum"' in page
    assert page.count('class="reference"') == 2


def test_every_command_of_the_page_is_one(steps, capsys):
    lines = [line for language, text in steps if language == "console" for line in text.splitlines()]
    commands = [
        line.removeprefix("python build.py ") for line in lines if line.startswith("python build.py ")
    ]
    assert len(commands) == 5
    for command in commands:
        assert main([command.split()[0], "--help"]) == 0
        shown = capsys.readouterr().out
        assert all(word in shown for word in re.findall(r"--\w+", command))
