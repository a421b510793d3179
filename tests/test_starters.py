import datetime

import pytest

from aeexplain import cli, starters
from aeexplain.errors import ExplainError
from aeexplain.project import Project
from aeexplain.site.content.articles import read_article, read_article_sources
from aeexplain.site.core.error_list import ErrorList

DAY = datetime.date(2026, 1, 31)


def test_a_new_article_reads_without_a_fault(tmp_path):
    starters.new_article(Project(tmp_path), "two-waves", DAY)
    errors = ErrorList()
    (manuscript,) = read_article_sources(tmp_path, errors)
    article = read_article(manuscript, errors)
    assert (len(errors), article.title, article.date) == (0, "Two waves", DAY)


def test_a_new_demo_draws_and_moves(tmp_path):
    names = {"__name__": "two_waves"}
    exec(compile(starters.new_demo(Project(tmp_path), "two-waves").read_text(), "two_waves", "exec"), names)
    demo = names["DEMO"]
    first, moved = (demo.frame(demo.read({"shift": shift}), {}) for shift in (0, 3))
    assert first.views["height"].value > moved.views["height"].value + 1
    assert first.says != moved.says


@pytest.mark.parametrize("slug", ["Two", "two_waves", "../x", "", "2d", "a--b", "a b"])
def test_a_name_that_is_none_is_refused_and_nothing_written(tmp_path, slug):
    for make in (
        lambda: starters.new_article(Project(tmp_path), slug, DAY),
        lambda: starters.new_demo(Project(tmp_path), slug),
    ):
        with pytest.raises(ExplainError, match="is no name"):
            make()
    assert not list(tmp_path.iterdir())


def test_the_command_line_writes_both(tmp_path, capsys):
    assert [
        cli.main(["new", kind, "two-waves", "--root", str(tmp_path)]) for kind in ("article", "demo", "demo")
    ] == [0, 0, 1]
    assert "is there already" in capsys.readouterr().err


def test_what_is_there_already_stays(tmp_path):
    starters.new_demo(Project(tmp_path), "two-waves").write_text("mine")
    with pytest.raises(ExplainError, match="is there already"):
        starters.new_demo(Project(tmp_path), "two-waves")
    assert (tmp_path / "demos/two_waves.py").read_text() == "mine"
