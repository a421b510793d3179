"""Runs as a process of its own, with the folders of our sources and of a site: import each demo, tell as JSON what is wrong."""

import io
import json
import sys
import warnings
from contextlib import redirect_stderr, redirect_stdout
from functools import partial
from importlib import import_module
from pathlib import Path


def main(folder: str, root: str) -> None:
    """Write [[where, what, hint], ...] as the last line of standard output."""
    sys.path[0] = folder
    import_module("aeexplain.project").Project(Path(root)).activate()
    bridge, tracebacks, errors = (
        import_module(f"aeexplain.{name}") for name in ("bridge", "tracebacks", "errors")
    )
    found = []
    with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
        warnings.simplefilter("ignore")
        for name in bridge.names():
            try:
                tracebacks.run_author_code(bridge.file(name), partial(import_module, bridge.module_of(name)))
            except errors.ExplainError as error:
                found.append((error.where, error.what, error.hint))
    sys.stdout.write("\n" + json.dumps(found))


if __name__ == "__main__":
    main(*sys.argv[1:])
