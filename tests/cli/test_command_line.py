import pytest

from aeexplain import cli
from aeexplain.cli.command_line import command_line
from aeexplain.cli.parameters import HOST_NAME
from aeexplain.errors import ExplainError, ExplainErrors


@pytest.fixture
def fails(monkeypatch):
    """Make the next build fail with a given exception."""

    def arrange(error):
        def build(*_):
            raise error

        monkeypatch.setattr("aeexplain.site.build.builder.build", build)

    return arrange


def test_an_error_is_one_line_and_exit_code_1(fails, capsys):
    fails(ExplainError("content/a.md:3:1", "no demo named 'x'", "did you mean 'y'?"))
    assert cli.main(["build"]) == 1
    output = capsys.readouterr()
    assert output.err == "error: content/a.md:3:1: no demo named 'x'; did you mean 'y'?\n"
    assert output.out == ""


def test_a_place_is_told_in_its_own_characters(fails, capsys):
    fails(ExplainError("publishing/index.html:100:6", "a :bomb: of a line"))
    assert cli.main(["build"]) == 1
    assert capsys.readouterr().err == "error: publishing/index.html:100:6: a :bomb: of a line\n"


def test_several_errors_are_told_one_a_line(fails, capsys):
    fails(ExplainErrors([ExplainError("a", "one"), ExplainError("b", "[red]two[/red]")]))
    assert cli.main([]) == 1
    assert capsys.readouterr().err == "error: a: one\nerror: b: [red]two[/red]\n"


def test_an_interruption_is_exit_code_130_without_a_traceback(fails, capsys):
    fails(KeyboardInterrupt())
    assert cli.main(["build"]) == 130
    assert "Traceback" not in capsys.readouterr().err


@pytest.mark.parametrize(
    "argv",
    [
        ["buld"],
        ["build", "--nothing"],
        ["train"],
        ["train", "bottleneck", "--all"],
        ["serve", "--port", "x"],
        ["new", "poem", "x"],
    ],
)
def test_a_wrong_command_line_is_exit_code_2_with_its_usage(argv, capsys):
    assert cli.main(argv) == 2
    usage, *_, last = capsys.readouterr().err.splitlines()
    assert usage.startswith("usage: build.py")
    assert last.startswith("error: ")


def test_options_without_a_command_are_those_of_build(fails, capsys, tmp_path):
    fails(ExplainError("here", "reached"))
    assert cli.main(["--out", str(tmp_path)]) == 1


def test_an_unknown_recipe_is_told(capsys):
    assert cli.main(["train", "bottlenek"]) == 1
    assert "did you mean 'bottleneck'?" in capsys.readouterr().err


def test_a_folder_that_is_no_site_is_not_served_either(tmp_path, capsys):
    (tmp_path / "thesis.html").write_text("years of work")
    assert cli.main(["serve", "--out", str(tmp_path), "--port", "0"]) == 1
    output = capsys.readouterr()
    assert "is not a site that this builder wrote" in output.err
    assert output.out == ""


@pytest.mark.parametrize(
    "argv",
    [["--host", "a b"], ["--host", "http://a"], ["--host", ""], ["--bind", "studio.local"], ["--bind", ""]],
)
def test_what_serve_cannot_listen_or_answer_for_is_a_wrong_command_line(argv, capsys):
    assert cli.main(["serve", *argv]) == 2
    assert "usage: build.py serve" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("given", "meant"),
    [("Studio.Local", "studio.local"), ("a:8000", "a"), ("::1", "::1"), ("[::1]:8000", "::1")],
)
def test_a_hosts_name_is_taken_as_a_browser_tells_it(given, meant):
    context = command_line.make_context("build.py", ["serve", "--host", "one"])
    assert HOST_NAME.convert(given, None, context) == meant


@pytest.mark.parametrize(
    ("argv", "meant"),
    [(["buld"], "build"), (["build", "--bas-url", "x"], "--base-url"), (["serve", "--prot", "1"], "--port")],
)
def test_a_misspelt_command_or_option_names_its_neighbour(argv, meant, capsys):
    assert cli.main(argv) == 2
    said = capsys.readouterr().err
    assert "Did you mean" in said
    assert meant in said


def test_a_folder_that_is_no_site_names_its_neighbour(tmp_path, capsys):
    (tmp_path / "my-site").mkdir()
    assert cli.main(["build", "--root", str(tmp_path / "my-sit")]) == 1
    assert "there is no such folder; did you mean 'my-site'?" in capsys.readouterr().err


def test_the_version_is_told(capsys):
    assert cli.main(["--version"]) == 0
    assert capsys.readouterr().out.startswith("aeexplain ")
