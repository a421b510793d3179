"""All commands together, and what becomes of what they return and raise."""

from collections.abc import Sequence
from importlib.metadata import version

import click

from aeexplain.cli.bench import bench
from aeexplain.cli.build import build
from aeexplain.cli.check import check
from aeexplain.cli.command import SETTINGS, Commands
from aeexplain.cli.licenses import licenses, ready_made
from aeexplain.cli.models import models
from aeexplain.cli.new import new
from aeexplain.cli.picture import picture
from aeexplain.cli.play import play
from aeexplain.cli.serve import serve
from aeexplain.cli.terminal import error_console, print_error, spelt
from aeexplain.cli.tests import test
from aeexplain.cli.train import train
from aeexplain.errors import ExplainError

COMMANDS = (build, serve, play, new, check, models, train, bench, picture, licenses, test)
OF_ALL = ("-h", "--help", "--version")


@click.group(cls=Commands, context_settings=SETTINGS)
@click.version_option(version("aeexplain"), message="aeexplain %(version)s")
def command_line() -> None:
    """Build articles whose figures think. Without a command: build."""


for each in (*COMMANDS, ready_made):
    command_line.add_command(each)


def main(argv: Sequence[str]) -> int:
    """Run one command; return its exit code: 0 done, 1 something is wrong, 2 the command line is, 130 interrupted."""
    try:
        with command_line.make_context(spelt("build.py"), with_command(argv)) as context:
            return int(command_line.invoke(context))
    except click.exceptions.Exit as end:  # after --help and --version
        return end.exit_code
    except click.UsageError as wrong:
        if wrong.ctx:
            error_console.print(wrong.ctx.get_usage(), markup=False)
        print_error(wrong.format_message())
        return wrong.exit_code
    except ExplainError as error:
        for line in str(error).splitlines():
            print_error(line)
        return 1
    except OSError as error:  # a full disk, a folder that may not be written, wherever it is met
        place = f"{error.filename}: " if error.filename else ""
        print_error(f"{place}{error.strerror or error}")
        return 1
    except KeyboardInterrupt:
        error_console.print("stopped; nothing was lost")
        return 130


def command_of(argv: Sequence[str]) -> str:
    """Return the name of the command that the arguments begin with, or that is meant where none is named."""
    return with_command(argv)[0]


def with_command(argv: Sequence[str]) -> list[str]:
    """Return the arguments with the command that is meant where none is named: build."""
    if argv and (not argv[0].startswith("-") or argv[0] in OF_ALL):
        return list(argv)
    return ["build", *argv]
