"""What all commands have: a usage line, examples and exit codes at the end of their help, options that several share."""

import textwrap
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click

from aeexplain.cli.parameters import FOLDER, SITE
from aeexplain.cli.terminal import INSTALLED, spelt
from aeexplain.errors import ExplainError
from aeexplain.project import PACKAGE, Project, find_root
from aeexplain.tracebacks import relative_to

CHECKOUT = Project(PACKAGE.parents[1])
SETTINGS = {"help_option_names": ["-h", "--help"]}
WIDTH = 100
EXIT_CODES = (
    "Exit code: 0 all is well; 1 something is wrong, and told on the standard error; 2 the command line is wrong; "
    "130 interrupted."
)


class WithUsage(click.Command):
    """Begins its help with "usage:", and ends it with the exit codes."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the line that says how the command is used."""
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix="usage: ")

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what exit codes mean."""
        formatter.write(f"\n{textwrap.fill(EXIT_CODES, WIDTH)}\n")


class Commands(WithUsage, click.Group):
    """The commands, in the order in which they were added."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands."""
        return list(self.commands)


class Command(WithUsage):
    """A command whose help ends with examples, command lines that run as they stand."""

    def __init__(self, *args: Any, examples: Sequence[str], **more: Any) -> None:
        super().__init__(*args, **{"context_settings": SETTINGS, **more})
        self.examples = examples

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; places of errors are told from the folder of the site that it works on."""
        try:
            return super().invoke(ctx)
        except ExplainError as error:
            project = ctx.params.get("project")
            raise (relative_to(project.root, error) if isinstance(project, Project) else error) from None

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the examples and what exit codes mean."""
        formatter.write("\nexamples:\n" + "".join(f"  {spelt(example)}\n" for example in self.examples))
        super().format_epilog(ctx, formatter)


def site_here() -> Project:
    """Return the site that the working folder is in, else that of the checkout.

    Where there is neither, since the generator is installed: ExplainError.
    """
    root = find_root(Path.cwd())
    if root and (INSTALLED or not (root / "src" / "aeexplain").is_dir()):  # which would be another checkout
        return Project(root)
    if INSTALLED:
        what = "neither here nor in any folder above is a site (a folder with site.toml)"
        raise ExplainError(
            str(Path.cwd()), what, "go to one, give --root DIR, or run: aeexplain new site NAME"
        )
    return CHECKOUT


def site_option[F: Callable[..., Any]](command: F) -> F:
    """Give a command the option --root, which becomes its parameter `project`."""
    return click.option(
        "--root",
        "project",
        type=SITE,
        default=site_here,
        metavar="DIR",
        help="the folder of the site (default: the nearest with a site.toml, from here upwards"
        + ("" if INSTALLED else "; else this repository's own")
        + ")",
    )(command)


def out_option[F: Callable[..., Any]](help: str) -> Callable[[F], F]:
    """Return what gives a command the option --out."""
    return click.option("--out", type=FOLDER, metavar="DIR", help=help)


json_option = click.option("--json", "as_json", is_flag=True, help="print JSON")
