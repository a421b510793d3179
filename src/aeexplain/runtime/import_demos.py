"""Runs as a process of its own, with the folders of our sources and demos: import each demo, tell as JSON what goes wrong."""

import io
import json
import sys
import warnings
from contextlib import redirect_stderr, redirect_stdout
from functools import partial
from importlib import import_module


def main(folder: str, *demo_folders: str) -> None:
    """Write [[where, what, hint], ...] as the last line of standard output."""
    sys.path[0] = folder
    import_module("aeexplain.demos").__path__ = list(demo_folders)
    bridge, tracebacks, errors = (
        import_module(f"aeexplain.{name}") for name in ("bridge", "tracebacks", "errors")
    )
    found = []
    with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
        warnings.simplefilter("ignore")
        for name in bridge.names():
            try:
                tracebacks.run_author_code(
                    bridge.file(name), partial(import_module, f"aeexplain.demos.{name.replace('-', '_')}")
                )
            except errors.ExplainError as error:
                found.append((error.where, error.what, error.hint))
    sys.stdout.write("\n" + json.dumps(found))


if __name__ == "__main__":
    main(*sys.argv[1:])
