"""build.py for another house, in the environment of the tests: says that it is there, then runs the command line."""

import sys
from pathlib import Path

try:
    sys.stdout.write("here\n")
    sys.stdout.flush()
    from aeexplain import cli

    cli.ROOT = Path(sys.argv[1])
    sys.exit(cli.main(["build", *sys.argv[2:]]))
except KeyboardInterrupt:
    sys.stderr.write("stopped\n")
    sys.exit(130)
