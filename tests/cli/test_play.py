"""`play` serves a downloaded figure alone."""

import base64
import gzip
from pathlib import Path

import pytest

from aeexplain import bridge, demos
from aeexplain.cache import Cache
from aeexplain.cli import main
from aeexplain.project import Project
from aeexplain.site.build_context import BuildContext
from aeexplain.site.figures.figure import Figure, read_figure_parts
from aeexplain.site.figures.render import draw
from aeexplain.site.markup.nodes import FigureRequest


@pytest.fixture
def downloaded(root, tmp_path):
    """A reader's edit of a figure, which draws with a weight file of a name that the checkout has not."""
    content = (root / "weights" / "swiss-roll.json").read_bytes()
    packed = base64.b64encode(gzip.compress(content)).decode()
    source = bridge.source("swiss-roll").replace('"swiss-roll', '"mine').replace('View("', 'View("My ', 1)
    path = tmp_path / "swiss_roll.py"
    path.write_text(
        f"{source}\n# aeexplain figure: swiss-roll\n# aeexplain weights: mine\n# {packed}\n", "utf-8"
    )
    return path


def test_a_downloaded_figure_is_drawn_alone_with_its_own_weights(downloaded, tmp_path, monkeypatch):
    drawn = []

    def serve_site(project: Project, out: Path, port: int) -> int:
        assert out.is_relative_to(project.root)
        with BuildContext(project.root, Cache(tmp_path / "cache")) as context:
            figure = draw(FigureRequest.plain("played-swiss-roll"), context, draft=True)
            assert isinstance(figure, Figure), figure
            drawn.append((figure.weights, read_figure_parts(figure, context.cache).page, port))
        return 0

    monkeypatch.setattr(demos, "__path__", demos.__path__)
    monkeypatch.setattr("aeexplain.cli.play.serve_site", serve_site)
    assert main(["play", str(downloaded), "--port", "0"]) == 0
    ((weights, page, port),) = drawn
    assert weights == ("mine",)
    assert ">My " in page
    assert port == 0


def test_a_file_that_is_no_figure_is_told_in_one_line(tmp_path, capsys):
    path = tmp_path / "a.py"
    path.write_text("# aeexplain figure: a\n# aeexplain weights: b\n# %%%", "utf-8")
    assert main(["play", str(path)]) == 1
    said = " ".join(capsys.readouterr().err.split())
    assert "a.py:2: its weights are damaged" in said
    assert "Traceback" not in said
