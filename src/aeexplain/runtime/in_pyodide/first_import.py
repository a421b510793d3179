"""Runs inside Pyodide: import NumPy and what ships, as every figure does first."""

import importlib

importlib.import_module("numpy.random")
importlib.import_module("aeexplain.edits.stage")
importlib.import_module("aeexplain.bridge").names()
"started"
