"""The kernel's side of a figure in a notebook: it answers what the page asks of the worker that runs Python elsewhere."""

import json
import traceback
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from aeexplain import bridge
from aeexplain.demo import Demo
from aeexplain.draw.finite import place_of_function
from aeexplain.errors import ExplainError
from aeexplain.project import PACKAGE, Project

NAME = "figure"
# Of a checkout the whole tree, of an installed wheel what it carries; the package itself is no site.
SHIPPED = Project(PACKAGE).shipped
Reply = tuple[dict[str, Any], list[bytes]]
"""A message to the page, and the buffers that go with it."""


class Kernel(bridge.Stage):
    """Draws one demo, declared anywhere; its weights are files of the folder, of those above it, or shipped ones.

    Its data are files beside its own file, or of the folder, which is the notebook's.
    """

    def __init__(
        self, demo: Demo, weights: Mapping[str, Path | str] | None = None, folder: Path | None = None
    ) -> None:
        super().__init__()
        self._drawn = demo
        for name in dict.fromkeys(demo.weights.values()):
            path = (
                Path((weights or {})[name])
                if name in (weights or {})
                else _weight_file(name, folder or Path.cwd())
            )
            self.load(name, _text(path, name))
        self._data = _read_data(demo, folder or Path.cwd())

    def data_of(self, name: str) -> dict[str, Any]:
        """Return the demo's data, whatever it is called."""
        return self._data

    def demo(self, name: str) -> Demo:
        """Return the demo, whatever it is called."""
        return self._drawn

    def answer(self, message: Mapping[str, Any]) -> Reply:
        """Return the reply to a message of the page (see browser/worker/worker.js); what Python raises is a reply, too."""
        if message["kind"] == "start":
            return {"kind": "ready", "from": "library"}, []
        id = message["id"]
        try:
            drawn = self._draw(message)
        except Exception as error:
            told = str(error) if isinstance(error, ExplainError) else f"{type(error).__name__}: {error}"
            return {"kind": "raised", "id": id, "message": told, "detail": traceback.format_exc()}, []
        if drawn is None:
            return {"kind": "over", "id": id}, []
        return {"kind": "frame", "id": id, "header": drawn[0]}, [drawn[1]]

    def _draw(self, message: Mapping[str, Any]) -> tuple[str, bytes] | None:
        match message:
            case {"kind": "frame", "values": values, "views": views}:
                return self.frame(NAME, json.dumps(values), views)
            case {"kind": "begin", "values": values, "views": views, "figure": figure}:
                return self.begin(NAME, json.dumps(values), views, figure)
            case {"kind": "advance", "figure": figure, "views": views}:
                return self.advance(figure, views)
            case {"kind": "end", "figure": figure}:
                self.end(figure)
                return None
        raise ExplainError("the figure's message", f"is of no kind that is known: {message['kind']!r:.80}")


def _read_data(demo: Demo, folder: Path) -> dict[str, Any]:
    """Return a demo's data by the file's name; what is wrong with them: ExplainError."""
    if not demo.data:
        return {}
    code = getattr(demo.compute, "__code__", None)
    # Of a cell it is a place that is none, or one of IPython's.
    own = Path(code.co_filename).parent if code else folder
    beside = [own, own.parent] if own.name == "demos" else [own]
    places = [folder, *beside] if code and not Path(code.co_filename).is_file() else [*beside, folder]
    return bridge.read_data_files(demo.data.values(), places, place_of_function(demo.compute), NAME)


def _weight_file(name: str, folder: Path) -> Path:
    """Return the nearest weight file of a name; none: ExplainError."""
    places: Sequence[Path] = (
        *(each / "weights" for each in (folder, *folder.parents)),
        SHIPPED / "weights",
    )
    for place in places:
        if (path := place / f"{name}.json").is_file():
            return path
    remedy = f'name it: show(DEMO, weights={{"{name}": "path/to/{name}.json"}})'
    raise ExplainError(
        f"weights/{name}.json", f"lies neither beside the notebook nor in {folder} or above", remedy
    )


def _text(path: Path, name: str) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ExplainError(
            str(path), f"cannot be read: {error}", f"give another file for {name!r}"
        ) from error
