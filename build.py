#!/usr/bin/env python3
"""The one command: `python build.py --help` tells the rest. Only the standard library, until its environment is there."""

import os
import sys


def main() -> "int | str":
    if sys.version_info < (3, 9):  # noqa: UP036 (whoever has an older one is told so, not shown a traceback)
        return "build.py: wants Python 3.9 or newer to start with (and 3.12 or newer, which it looks for itself, to run)"
    here = os.path.dirname(os.path.realpath(__file__))
    sys.path.insert(0, os.path.join(here, "src"))
    from aeexplain.setup import surroundings

    if surroundings.misleads_python(dict(os.environ)):  # before anything is imported from where it leads
        again = [os.path.join(here, "build.py"), *sys.argv[1:]]
        return surroundings.start(sys.executable, again, surroundings.clean(dict(os.environ)))
    from aeexplain.setup.environment import enter

    return enter(sys.argv[1:], run_command_line)


def run_command_line(argv: "list[str]") -> int:
    from aeexplain.cli import main  # needs the environment

    return main(argv)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:  # before there was anything to stop
        sys.stderr.write("stopped\n")
        sys.exit(130)
