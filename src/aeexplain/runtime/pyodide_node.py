"""Python files that run inside Pyodide under Node, with folders of this machine mounted."""

import json
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from aeexplain.errors import ExplainError
from aeexplain.setup.node import run_node

RUNNER = Path(__file__).with_name("pyodide_node.mjs")
SCRIPTS = Path(__file__).with_name("in_pyodide")
SECONDS = 900
REMEDY = "run build.py again; if it stays, delete node_modules and .venv and run it once more"


@dataclass(frozen=True)
class NodePyodide:
    """A Pyodide to run files in: its folder, an archive in the place of its library, packages, the text of its lock file."""

    folder: Path
    library: Path | None = None
    packages: Sequence[Path] = ()
    lock: str = ""

    def to_json(self) -> dict[str, object]:
        """Return what start.mjs begins with."""
        packages = [str(package) for package in self.packages]
        library = str(self.library) if self.library else None
        return {"folder": f"{self.folder}/", "library": library, "packages": packages, "lock": self.lock}

    def run(self, script: Path, mounts: Mapping[str, Path]) -> str:
        """Run a Python file with folders mounted (place in Pyodide → folder); return its last expression's text.

        ExplainError with what it said where it fails.
        """
        places = {place: str(folder) for place, folder in mounts.items()}
        try:
            return run_node_json(RUNNER, self.to_json() | {"mounts": places, "script": str(script)})
        except ExplainError as error:
            raise ExplainError(f"the live engine ({script.name})", error.what, REMEDY) from error


def run_node_json(script: Path, request: object) -> str:
    """Run a Node script that reads its request from a file of JSON; return its standard output."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "request.json")
        path.write_text(json.dumps(request), encoding="utf-8")
        return run_node(script, "", str(path), seconds=SECONDS)
