"""Figures as single Python files: what a file must hold, and the small site that comes of it."""

import base64
import gzip

import pytest

from aeexplain import bridge
from aeexplain.errors import ExplainError
from aeexplain.played import PlayedFigure, read_figure, write_site
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


@pytest.mark.parametrize("name", ["fit", "outliers.fit", "2-waves.fit"])
@pytest.mark.parametrize("ending", ["", "\n", "\n\n"])
def test_a_figure_without_weights_is_called_without_its_article(tmp_path, name, ending):
    path = tmp_path / "downloaded (1).py"
    path.write_text(f"x = 1\n\n# To see it: so\n# aeexplain figure: {name}{ending}", "utf-8")
    assert read_figure(path) == PlayedFigure("fit", "x = 1\n")


def test_a_file_that_is_called_as_its_article_too_is_a_figure(tmp_path):
    path = tmp_path / "outliers.my_fit.py"
    path.write_text("x = 1\n", "utf-8")
    assert read_figure(path).name == "my-fit"


def test_a_figure_comes_back_with_its_data_beside_its_demo(tmp_path):
    path = tmp_path / "fit.py"
    points = "x,y\n0,1\n\u00e4,2\n".encode()
    ending = ["# aeexplain figure: outliers.fit", "# aeexplain weights: one", *lines_of(b"{}")]
    ending += [
        "# aeexplain data: my points.csv",
        *lines_of(points),
        "# aeexplain data: b.npy",
        *lines_of(b""),
    ]
    path.write_bytes("\r\n".join(["x = 1", "", *ending, ""]).encode("utf-8-sig"))
    figure = read_figure(path)
    assert figure == PlayedFigure("fit", "x = 1\n", {"one": b"{}"}, {"my points.csv": points, "b.npy": b""})
    write_site(figure, tmp_path / "site")
    assert (tmp_path / "site" / "demos" / "my points.csv").read_bytes() == points


def test_a_figure_that_was_downloaded_twice_has_the_last_ending(tmp_path):
    path = tmp_path / "two_waves.py"
    path.write_text(downloaded(downloaded("x = 1\n", {"one": b"[1]"}), {"one": b"[2]"}), "utf-8")
    assert read_figure(path).weights == {"one": b"[2]"}


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
        ("a.py", "x\n# aeexplain figure: a\n# aeexplain data: ../b.csv\n", "a.py:3: '../b.csv' is no name"),
        ("a.py", "x\n# aeexplain figure: a\n# aeexplain data: ..csv\n", "a.py:3: '..csv' is no name"),
        ("a.py", "x\n# aeexplain figure: a\n# aeexplain data: b.py\n", "a.py:3: 'b.py' is no name"),
        ("a.py", "# aeexplain figure: a\n# aeexplain data: b.csv\n", "a.py:2: its data are cut off"),
        ("a.py", "# aeexplain figure: a\n# aeexplain data: b.csv\nx = 1\n", "a.py:2: its data are damaged"),
        ("a.py", "# aeexplain figure: a\n# aeexplain data: b.csv\n# \xe4", "a.py:2: its data are damaged"),
        ("a.py", "# aeexplain figure: a\n\nx = 1\n", "a.py:3: 'x = 1' stands behind the figure's end"),
        ("a.py", "# aeexplain figure: a.b.c", "a.py:1: 'a.b.c' is no name of a figure"),
        ("a.py", "# aeexplain figure: ", "a.py:1: '' is no name of a figure"),
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
