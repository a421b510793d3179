"""Figures as single Python files: what a file must hold, and the small site that comes of it."""

import base64
import gzip

import pytest

from aeexplain import bridge
from aeexplain.errors import ExplainError
from aeexplain.played import read_figure, write_site
from aeexplain.project import Project


def lines_of(content: bytes) -> list[str]:
    packed = base64.b64encode(gzip.compress(content, mtime=0)).decode()
    return [f"# {packed[at : at + 100]}" for at in range(0, len(packed), 100)]


def downloaded(source: str, weights: dict[str, bytes]) -> str:
    head = ["# To see it: python build.py play THIS_FILE", "# aeexplain figure: two-waves"]
    parts = [
        line
        for name, content in weights.items()
        for line in (f"# aeexplain weights: {name}", *lines_of(content))
    ]
    return "\n".join([source.rstrip(), *head, *parts, ""])


def test_a_figure_comes_back_with_its_weights(tmp_path):
    path = tmp_path / "two_waves.py"
    path.write_text(downloaded("x = 1\n", {"one": b"{}" * 500, "other": b"[1]"}), "utf-8")
    figure = read_figure(path)
    assert (figure.name, figure.source) == ("two-waves", "x = 1\n")
    assert figure.weights == {"one": b"{}" * 500, "other": b"[1]"}


def test_a_demo_as_it_is_written_is_a_figure_without_weights(tmp_path):
    path = tmp_path / "my_waves.py"
    path.write_text("x = 1\n", "utf-8")
    figure = read_figure(path)
    assert (figure.name, figure.source, figure.weights) == ("my-waves", "x = 1\n", {})


@pytest.mark.parametrize(
    ("name", "text", "what"),
    [
        ("None.py", "x = 1", "'None' is no name of a figure"),
        ("a.py", "x\n# aeexplain figure: ../up", "a.py:2: '../up' is no name of a figure"),
        ("a.py", "x\n# aeexplain figure: a\n# aeexplain weights: ../b\n", "a.py:3: '../b' is no name"),
        ("a.py", "# aeexplain figure: a\n# aeexplain weights: b\n# %%%", "a.py:2: its weights are damaged"),
        ("a.py", "# aeexplain figure: a\n# aeexplain weights: b\n# AAAA", "a.py:2: its weights are damaged"),
        (
            "a.py",
            "\n".join(["# aeexplain figure: a", "# aeexplain weights: b", lines_of(b"x" * 90)[0][:30]]),
            "a.py:2: its weights are",
        ),
    ],
)
def test_a_file_that_is_none_is_told_with_its_place(tmp_path, name, text, what):
    path = tmp_path / name
    path.write_text(text, "utf-8")
    with pytest.raises(ExplainError) as raised:
        read_figure(path)
    assert what in str(raised.value)


def test_a_file_that_is_not_there_is_told(tmp_path):
    with pytest.raises(ExplainError, match=r"gone\.py: No such file"):
        read_figure(tmp_path / "gone.py")


def test_the_small_site_has_one_demo_of_a_name_that_none_has_that_ships(tmp_path):
    path = tmp_path / "projection.py"
    path.write_text(bridge.source("projection"), "utf-8")
    write_site(read_figure(path), tmp_path / "site")
    project = Project(tmp_path / "site")
    project.check_names()
    assert project.own_demo_names() == ["played-projection"]
    article = (project.content / "figure" / "article.md").read_text("utf-8")
    assert "::demo played-projection " in article
