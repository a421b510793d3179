"""build.py for another house, in the environment of the tests: says that it is there, then runs the command line."""

import sys


def main() -> int:
    """Run it."""
    try:
        sys.stdout.write("here\n")
        sys.stdout.flush()
        from aeexplain import cli

        return cli.main(["build", "--root", *sys.argv[1:]])
    except KeyboardInterrupt:
        sys.stderr.write("stopped\n")
        return 130


if __name__ == "__main__":  # which it is not in the processes that a build starts
    sys.exit(main())
