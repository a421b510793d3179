"""The import rules of the house, enforced, and every shipped module imported alone in a fresh interpreter."""

import ast
import json
import subprocess
import sys
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import numpy
import pytest

PACKAGE = Path(__file__).parents[1] / "src" / "aeexplain"
STDLIB = sys.stdlib_module_names
MAY_IMPORT = {
    "errors": set(),
    "word_places": set(),
    "arrays": {"numpy"},
    "project": {"errors"},
    "starters": {"errors", "project"},
    "played": {"demo", "errors"},
    "files": set(),
    "cache": {"errors", "files", "setup", "brotli", "msgspec"},
    "tables": {"rich"},
    "tracebacks": {"errors"},
    "nn": {"errors", "arrays", "numpy"},
    "data": {"errors", "arrays", "numpy"},
    "draw": {"errors", "numpy"},
    "checkpoint": {"errors", "nn", "numpy"},
    "demo": {"errors", "draw", "word_places", "numpy"},
    "demos": {"arrays", "demo", "nn", "data", "draw", "numpy"},
    "fetched": set(),
    "languages": {"errors", "files", "word_places", "babel"},
    "bridge": {"errors", "demo", "demos", "checkpoint", "numpy"},
    "edits": {"errors", "demo", "bridge"},
    "setup": {"errors", "files", "platformdirs", "playwright"},
    "training": {
        *("errors", "arrays", "files", "project", "tracebacks", "nn", "data", "checkpoint", "setup", "numpy")
    },
    "site": {
        *(
            "cache",
            "errors",
            "files",
            "project",
            "tracebacks",
            "languages",
            "word_places",
            "demo",
            "draw",
            "bridge",
            "checkpoint",
            "edits",
            "runtime",
            "setup",
            "numpy",
        ),
        *(
            "brotli",
            "coloraide",
            "fontTools",
            "jinja2",
            "markupsafe",
            "msgspec",
            "markdown_it",
            "mdit_py_plugins",
            "PIL",
            "pybtex",
            "pygments",
            "resvg_py",
            "watchfiles",
            "yaml",
        ),
    },
    "ready_made": {"cache", "languages", "project", "runtime", "setup", "site"},
    "runtime": {
        "brotli",
        "bridge",
        "edits",
        "errors",
        "files",
        "project",
        "tracebacks",
        "setup",
        "cache",
        "pyodide_lock",
        "auditwheel_emscripten",
        "numpy",
        "pyodide_js",
    },  # the last two inside Pyodide
    "bench": {
        "cache",
        "errors",
        "files",
        "arrays",
        "project",
        "nn",
        "checkpoint",
        "demo",
        "bridge",
        "languages",
        "runtime",
        "setup",
        "site",
        "numpy",
        "playwright",
    },
    "notebook": {
        "bridge",
        "demo",
        "draw",
        "errors",
        "files",
        "languages",
        "project",
        "site",
        "anywidget",
        "traitlets",
    },
    "check": {"demo", "errors", "files", "setup", "site", "PIL", "playwright"},
    "cli": {
        "errors",
        "files",
        "click",
        "played",
        "project",
        "starters",
        "tables",
        "tracebacks",
        "bench",
        "check",
        "ready_made",
        "site",
        "training",
        "checkpoint",
        "setup",
        "rich",
        "pytest",
        "numpy",
        "PIL",
    },
}
# Within the site a room imports only those before it, and itself; `standalone` stands beside them.
SITE_ROOMS = (
    *("core", "markup", "math", "build_context", "content"),
    *("figures", "live_code", "styles", "pages", "build", "serve"),
)
BESIDE = {"standalone": {"core"}}
MOST_MODULES = 16  # of a folder
LISTS = ("demos", "recipes")  # folders whose modules are entries of one list, as many as there are
SHIPPED = (
    "errors",
    "word_places",
    "arrays",
    "nn",
    "data",
    "draw",
    "checkpoint",
    "demo",
    "demos",
    "bridge",
    "edits",
)


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


def site_modules():
    return [
        path for path in modules() if room_of(path) == "site" and path != PACKAGE / "site" / "__init__.py"
    ]


def site_room_of(name):
    """Return the room of the site that a dotted name leads into, or None."""
    parts = name.split(".")
    return parts[2] if parts[:2] == ["aeexplain", "site"] and len(parts) > 2 else None


@pytest.mark.parametrize("path", site_modules(), ids=dotted)
def test_a_room_of_the_site_imports_only_itself_and_those_before_it(path):
    own = site_room_of(dotted(path))
    before = BESIDE.get(own) or SITE_ROOMS[: SITE_ROOMS.index(own)]
    taken = {room for name in imported(path) if (room := site_room_of(name))}
    assert not taken - {own, *before}, f"{dotted(path)} imports {', '.join(sorted(taken - {own, *before}))}"


def import_graph(paths):
    """Return the modules that each module imports, by dotted names.

    Imports count wherever they stand. One inside a function would not fail when Python meets a cycle, but modules that need
    each other are one module in two files all the same.
    """
    names = {dotted(path): path for path in paths}

    def module_of(name):
        while name and name not in names:
            name = name.rpartition(".")[0]
        return name

    return {
        name: {module_of(each) for each in imported(path)} - {"", name, "aeexplain"}
        for name, path in names.items()
    }


def cycle_in(graph):
    """Return the names on a cycle of a graph, or None where it has none."""
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return error.args[1]
    return None


def test_no_module_imports_itself_by_way_of_others():
    cycle = cycle_in(import_graph(modules()))
    assert cycle is None, " → ".join(cycle or [])


def test_a_cycle_is_found_also_where_one_import_waits_in_a_function(tmp_path, monkeypatch):
    package = tmp_path / "aeexplain"
    package.mkdir()
    (package / "one.py").write_text("from aeexplain.two import work\n")
    (package / "two.py").write_text("def work():\n    import aeexplain.three\n")
    (package / "three.py").write_text("from aeexplain import one\n")
    monkeypatch.setattr(sys.modules[__name__], "PACKAGE", package)
    cycle = cycle_in(import_graph(sorted(package.glob("*.py"))))
    assert set(cycle) == {"aeexplain.one", "aeexplain.two", "aeexplain.three"}


def code_folders():
    folders = {path.parent for path in PACKAGE.rglob("*") if path.suffix in (".py", ".js", ".mjs")}
    return sorted(folder for folder in folders if folder.name not in LISTS)


@pytest.mark.parametrize(
    "folder", code_folders(), ids=lambda each: each.relative_to(PACKAGE.parent).as_posix()
)
def test_no_folder_holds_more_modules_than_one_overlooks(folder):
    names = [
        path.name
        for path in folder.iterdir()
        if path.suffix in (".py", ".js", ".mjs") and path.name != "__init__.py"
    ]
    assert len(names) <= MOST_MODULES, f"{folder.name} has {len(names)} modules: part it into rooms"


@pytest.mark.parametrize("path", [p for p in modules() if room_of(p) == "demos"], ids=dotted)
def test_a_demo_never_imports_another(path):
    """What several share is in files that begin with an underscore."""
    names = [name for name in imported(path) if name.startswith("aeexplain.demos")]
    assert not [name for name in names if not name.startswith("aeexplain.demos._")]


@pytest.mark.parametrize("path", [p for p in modules() if room_of(p) == "site"], ids=dotted)
def test_the_site_never_names_a_demo_file(path):
    assert not [name for name in imported(path) if name.startswith("aeexplain.demos")]


IMPORT_EACH_ALONE = """
import importlib, json, sys
sys.path += json.loads(sys.argv[1])
import numpy, numpy.random
usual, foreign = {"aeexplain", "numpy", *sys.stdlib_module_names}, {}
for name in json.loads(sys.argv[2]):
    for ours in [loaded for loaded in sys.modules if loaded.split(".")[0] == "aeexplain"]:
        del sys.modules[ours]
    before = set(sys.modules)
    try:
        importlib.import_module(name)
        foreign[name] = sorted({loaded.split(".")[0] for loaded in set(sys.modules) - before} - usual)
    except BaseException as error:
        foreign[name] = repr(error)
print(json.dumps(foreign))
"""


@pytest.fixture(scope="module")
def strangers():
    """What each shipped module brings in, imported alone by an interpreter that finds only the package and NumPy."""
    places = [str(PACKAGE.parent), str(Path(numpy.__file__).parents[1])]
    words = [sys.executable, "-S", "-c", IMPORT_EACH_ALONE]
    done = subprocess.run(
        [*words, json.dumps(places), json.dumps([dotted(path) for path in shipped()])],
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


@pytest.mark.parametrize("path", shipped(), ids=dotted)
def test_a_shipped_module_imports_alone_with_numpy_and_the_standard_library(path, strangers):
    assert strangers[dotted(path)] == []


def prints(path):
    calls = (
        node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)
    )
    return [call for call in calls if isinstance(call.func, ast.Name) and call.func.id == "print"]


@pytest.mark.parametrize("path", modules(), ids=dotted)
def test_nobody_prints(path):
    assert not prints(path), "cli prints, by rich; everything else returns"


def test_every_room_has_its_rule():
    assert {room_of(path) for path in modules()} <= MAY_IMPORT.keys()


@pytest.mark.parametrize("path", [p for p in modules() if room_of(p) == "site"], ids=dotted)
def test_only_the_site_writer_writes_into_the_site(path):
    # The cache writes into a folder of the user's, and what draws for an author into one that is gone afterwards.
    if path.name in ("site_writer.py", "cache.py", "plot_process.py"):
        return
    text = path.read_text(encoding="utf-8")
    assert not [word for word in ("write_bytes", "write_text", ".mkdir(", "rmtree") if word in text]
