"""Runs inside Pyodide before the snapshot is taken: import what MEMBERS, JSON, lists, and leave no rubbish in memory."""


def image() -> None:
    """Import every member, then let go of what only importing wanted."""
    import gc
    import importlib
    import io
    import json
    import linecache
    import sys

    for member in json.loads(globals().pop("MEMBERS")):
        importlib.import_module(member.removesuffix("/__init__").replace("/", "."))
    for name in ("stdin", "__stdin__"):  # its buffer holds what its memory held before: a piece of an archive
        setattr(sys, name, io.TextIOWrapper(io.BufferedReader(io.FileIO(0, closefd=False), 16)))
    sys.path[:] = [path for path in sys.path if not path.endswith(".zip")]  # there will be none
    sys.path_importer_cache.clear()
    linecache.clearcache()
    importlib.import_module("zipimport")._zip_directory_cache.clear()
    for _ in range(3):
        gc.collect()


image()
del image
