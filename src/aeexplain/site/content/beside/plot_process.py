"""Draws an author's script in a process of its own, by whatever Python its author has: `plot_process.py SCRIPT FOLDER`.

FOLDER gets light.svg and dark.svg (or .png), or error.json. Only the standard library is at hand, of Python 3.9 or later.
"""

import importlib.util
import io
import json
import sys
import traceback
from pathlib import Path
from typing import Any

PNG = b"\x89PNG"
WANTED = "return SVG as text, PNG as bytes, or a figure that has savefig"


def main(script: str, folder: str) -> int:
    """Draw both pictures, or write down what is wrong; return the exit code."""
    out = Path(folder)
    try:
        drawn = _drawn(script)
        for shade, (suffix, content) in drawn.items():
            (out / (shade + suffix)).write_bytes(content)
        return 0
    except BaseException as error:
        (out / "error.json").write_text(json.dumps(_told(error, script)), encoding="utf-8")
        return 1


class _RefusedError(Exception):
    """What is wrong with a script, with its line and a remedy."""

    def __init__(self, what: str, hint: str, line: int = 1) -> None:
        super().__init__(what)
        self.told = {"line": line, "what": what, "hint": hint}


def _drawn(script: str) -> "dict[str, tuple[str, bytes]]":
    sys.path.insert(0, str(Path(script).parent))
    spec = importlib.util.spec_from_file_location("plot", script)
    if spec is None or spec.loader is None:
        raise _RefusedError("cannot be read as Python", "its name ends with .py")
    module = importlib.util.module_from_spec(spec)
    sys.modules["plot"] = module
    spec.loader.exec_module(module)
    draw = getattr(module, "draw", None)
    if not callable(draw):
        raise _RefusedError(
            "has no function 'draw'", "write def draw(dark): ..., which draws for dark pages too"
        )
    line = getattr(getattr(draw, "__code__", None), "co_firstlineno", 1)
    return {shade: _content(draw(dark), line) for shade, dark in (("light", False), ("dark", True))}


def _make_reproducible() -> None:
    """Have matplotlib name what it draws by what that is, and not by chance; its styles forget that."""
    matplotlib: Any = sys.modules.get("matplotlib")
    if matplotlib:
        matplotlib.rcParams["svg.hashsalt"] = "aeexplain"


def _content(drawn: Any, line: int) -> "tuple[str, bytes]":
    """Return what was drawn as the contents of a file, with its suffix."""
    if hasattr(drawn, "savefig"):
        buffer = io.BytesIO()
        _make_reproducible()
        drawn.savefig(buffer, format="svg", transparent=True, metadata={"Date": None})
        drawn = buffer.getvalue()
    elif hasattr(drawn, "save"):
        buffer = io.BytesIO()
        drawn.save(buffer, format="png")
        drawn = buffer.getvalue()
    content = drawn.encode() if isinstance(drawn, str) else drawn
    if not isinstance(content, (bytes, bytearray)):
        raise _RefusedError(f"draw gave {type(drawn).__name__}", WANTED, line)
    if content.startswith(PNG):
        return ".png", bytes(content)
    if b"<svg" not in content:
        raise _RefusedError("draw gave neither SVG nor PNG", WANTED, line)
    return ".svg", bytes(content)


def _told(error: BaseException, script: str) -> "dict[str, Any]":
    """Return file, line, what is wrong and what to do."""
    if isinstance(error, _RefusedError):
        return {"file": script, **error.told}
    if isinstance(error, SyntaxError) and error.filename:
        return {
            "file": error.filename,
            "line": error.lineno or 1,
            "what": f"no Python: {error.msg}",
            "hint": "",
        }
    frames = [
        each for each in traceback.extract_tb(error.__traceback__) if _is_authors(each.filename, script)
    ]
    last = frames[-1] if frames else None
    said = " ".join(str(error).split())[:300]
    hint = f"in {last.line}" if last and last.line else ""
    if isinstance(error, ModuleNotFoundError):
        hint = f"install it for {sys.executable}, or name another Python in AEEXPLAIN_PYTHON"
    what = f"{type(error).__name__}: {said}" if said else type(error).__name__
    return {
        "file": last.filename if last else script,
        "line": last.lineno if last else 1,
        "what": what,
        "hint": hint,
    }


def _is_authors(file: str, script: str) -> bool:
    return Path(file).parent == Path(script).parent


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
