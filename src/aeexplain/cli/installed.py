"""The command `aeexplain` of an installed generator: what it lacks comes when first needed."""

import os
import sys

from aeexplain.cli.command_line import command_of
from aeexplain.cli.command_line import main as run
from aeexplain.cli.terminal import INSTALLED, error_console, print_error
from aeexplain.errors import ExplainError
from aeexplain.setup import surroundings

TESTING = {"bench", "check"}
HELP = {"-h", "--help"}


def main() -> int:
    """Run one command; return its exit code, as `build.py` does."""
    argv = sys.argv[1:]
    try:
        prepare(argv)
    except ExplainError as error:
        print_error(str(error))
        return 1
    except KeyboardInterrupt:
        error_console.print("stopped")
        return 130
    return run(argv)


def prepare(argv: list[str]) -> None:
    """Put in place what a command needs to look at pages: npm's packages and a browser; ExplainError where that cannot be."""
    from aeexplain.setup.environment import put_in_place

    for name in set(os.environ) - set(surroundings.clean(dict(os.environ))):
        if name != "VIRTUAL_ENV":
            del os.environ[name]
    if command_of(argv) in TESTING and INSTALLED and not HELP & {*argv}:
        put_in_place("test")
