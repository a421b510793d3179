"""`test`: the project's own tests, and those of another site."""

import os
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

import click

from aeexplain.cli.command import CHECKOUT, Command, site_option
from aeexplain.cli.terminal import INSTALLED
from aeexplain.errors import ExplainError
from aeexplain.project import Project

SITE_VARIABLE = "AEEXPLAIN_SITE"  # tells tests/, in whatever process pytest runs them, which site they are of
CONTRACT = "tests/test_every_demo.py" if INSTALLED else "tests/demos/test_every_demo.py"


class PytestCommand(Command):
    """A command that hands on to pytest whatever is no option of its own."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Part the words before click reads them, which would find options in pytest's own, such as `-khealth`."""
        ours, theirs = parted(args)
        return super().parse_args(ctx, [*ours, "--", *theirs])

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Return what follows the command's name in its usage."""
        return ["[OPTION ...] [PYTEST ...]"]


def parted(words: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return the words that are options of ours, and those that are for pytest: all others, and all after `--`."""
    ours, theirs = list[str](), list[str]()
    rest = iter(words)
    for word in rest:
        if word == "--":
            theirs += rest
        elif word in ("-h", "--help") or word.startswith("--root="):
            ours.append(word)
        elif word == "--root":
            ours += [word, *islice(rest, 1)]
        else:
            theirs.append(word)
    return ours, theirs


@click.command(
    cls=PytestCommand,
    short_help="run the tests, all of them or some",
    examples=(
        "python build.py test",
        "python build.py test tests/site/test_hosting.py -x",
        "python build.py test -k atlas --lf",
        "python build.py test --root ../my-site",
        "python build.py test -- --help",
    ),
)
@site_option
@click.argument("words", nargs=-1, type=click.UNPROCESSED)
def test(project: Project, words: tuple[str, ...]) -> int:
    """Run the tests: all of them on all cores, or those that are named, one after another.

    Of another site (--root) they are what every figure must keep to, for its own demos, and those in its tests/.

    Everything that is no option of ours goes to pytest: files, -x (stop at the first failure), -k WORDS (tests whose
    names have them), --lf (what failed last), --pdb (a debugger).

    \b
    pytest's own help: build.py test -- --help
    """
    if INSTALLED or not project.is_checkout:
        return _test_site(project, words)
    import pytest

    # All of them, on all cores. Who names some wants their output as it comes, and a debugger.
    every = not [word for word in words if word != "--thorough"]
    # The files keep the order of tests/conftest.py: what takes long begins first, so that none is left for last.
    spread = ["--numprocesses", "auto", "--dist", "loadfile", "--no-loadscope-reorder"] if every else []
    return int(pytest.main(["--rootdir", str(CHECKOUT.root), *spread, *words]))


def _test_site(project: Project, words: Sequence[str]) -> int:
    try:
        import pytest
    except ImportError:
        raise ExplainError("test", "pytest is not installed", "run: pip install pytest") from None
    project.check_names()
    files = [str(path) for path in (project.root / "tests",) if path.is_dir()]
    if project.own_demo_names():
        files.append(str(CHECKOUT.shipped / CONTRACT))
    if any(Path(word.partition("::")[0]).exists() for word in words if not word.startswith("-")):
        files = []
    elif not files:
        raise ExplainError(
            str(project.root), "has neither demos/ nor tests/ to test", "run: build.py new demo NAME"
        )
    os.environ[SITE_VARIABLE] = str(project.root.resolve())
    try:
        tree = CHECKOUT.shipped
        settings = ["--rootdir", str(tree), "-c", str(tree / "pyproject.toml")]
        if INSTALLED:  # without the tree that pytest's settings stand in
            settings = ["--rootdir", str(project.root), "-p", "no:cacheprovider", "--import-mode=importlib"]
        return int(pytest.main([*settings, *words, *files]))
    finally:
        del os.environ[SITE_VARIABLE]
