"""The import rules of the house, enforced, and every shipped module imported alone in a fresh interpreter."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "src" / "aeexplain"
STDLIB = sys.stdlib_module_names
MAY_IMPORT = {
    "errors": set(),
    "nn": {"errors", "numpy"},
    "data": {"errors", "numpy"},
    "draw": {"errors", "numpy"},
    "checkpoint": {"errors", "nn", "numpy"},
    "demo": {"errors", "draw", "numpy"},
    "demos": {"demo", "nn", "data", "draw", "numpy"},
    "bridge": {"errors", "demo", "demos", "checkpoint", "numpy"},
    "setup": {"errors", "platformdirs", "playwright"},
    "training": {"errors", "nn", "data", "checkpoint", "setup", "numpy"},
    "site": {
        *("errors", "demo", "bridge", "setup"),
        *("jinja2", "markupsafe", "markdown", "PIL", "pygments", "pyodide_lock"),
    },
    "cli": {"errors", "site", "training", "checkpoint", "setup", "rich", "pytest", "numpy", "PIL"},
}
SHIPPED = ("errors", "nn", "data", "draw", "checkpoint", "demo", "demos", "bridge")


def room_of(path):
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def modules():
    return [path for path in sorted(PACKAGE.rglob("*.py")) if path != PACKAGE / "__init__.py"]


def shipped():
    return [path for path in modules() if room_of(path) in SHIPPED]


def dotted(path):
    return ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__")


def imported(path):
    """Yield every module that a file names in an import, wherever it stands, as a dotted name."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are written in full"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def rooms_named_by(path):
    for name in imported(path):
        first, *rest = name.split(".")
        if first == "aeexplain":
            yield from rest[:1]
        elif first not in STDLIB:
            yield first


@pytest.mark.parametrize("path", modules(), ids=dotted)
def test_a_room_imports_only_what_it_may(path):
    room = room_of(path)
    strange = set(rooms_named_by(path)) - MAY_IMPORT[room] - {room}
    assert not strange, f"{dotted(path)} imports {', '.join(sorted(strange))}"


@pytest.mark.parametrize("path", [p for p in modules() if room_of(p) == "demos"], ids=dotted)
def test_a_demo_never_imports_another(path):
    assert not [name for name in imported(path) if name.startswith("aeexplain.demos")]


@pytest.mark.parametrize("path", [p for p in modules() if room_of(p) == "site"], ids=dotted)
def test_the_site_never_names_a_demo_file(path):
    assert not [name for name in imported(path) if name.startswith("aeexplain.demos")]


@pytest.mark.parametrize("path", shipped(), ids=dotted)
def test_a_shipped_module_imports_alone_with_numpy_and_the_standard_library(path):
    script = (
        f"import sys; sys.path.insert(0, {str(PACKAGE.parent)!r}); import {dotted(path)}\n"
        "loaded = {name.split('.')[0] for name in sys.modules} - set(sys.stdlib_module_names)\n"
        "strange = sorted(n for n in loaded - {'aeexplain', 'numpy'} if getattr(sys.modules[n], '__file__', None))\n"
        "sys.exit(', '.join(strange) or 0)"
    )
    done = subprocess.run(
        [sys.executable, "-S", "-c", script_with_numpy(script)], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr


def script_with_numpy(script):
    """Let the fresh interpreter find NumPy without running what site-packages runs at start-up."""
    import numpy

    return f"import sys; sys.path.append({str(Path(numpy.__file__).parents[1])!r})\n{script}"


def prints(path):
    calls = (
        node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)
    )
    return [call for call in calls if isinstance(call.func, ast.Name) and call.func.id == "print"]


@pytest.mark.parametrize("path", modules(), ids=dotted)
def test_nobody_prints(path):
    assert not prints(path), "cli.py prints, by rich; everything else returns"


def test_every_room_has_its_rule():
    assert {room_of(path) for path in modules()} <= MAY_IMPORT.keys()


@pytest.mark.parametrize("path", [p for p in modules() if room_of(p) == "site"], ids=dotted)
def test_only_output_writes_into_the_site(path):
    if path.name == "output.py":
        return
    text = path.read_text(encoding="utf-8")
    assert not [word for word in ("write_bytes", "write_text", ".mkdir(", "rmtree") if word in text]
