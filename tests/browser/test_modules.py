"""The browser's modules by themselves: their types, and who imports whom; without a browser."""

import subprocess
from collections import Counter
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

from browser.module_imports import imports

import aeexplain
from aeexplain.setup.node import node_executable, node_package

CLASSIC = "classic_worker.js"  # no module: what a page that is one file starts its worker from
MODULES = Path(aeexplain.__file__).parent / "browser"


def type_check(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the type checker over the JavaScript in a folder."""
    tsc = node_package("typescript") / "bin" / "tsc"
    command = [node_executable(), tsc, "--project", folder / "jsconfig.json", "--pretty", "false"]
    return subprocess.run(command, capture_output=True, encoding="utf-8", timeout=120)


def test_the_modules_types_agree() -> None:
    checked = type_check(MODULES)
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_the_type_checker_finds_a_wrong_type(tmp_path: Path) -> None:
    (tmp_path / "jsconfig.json").write_text((MODULES / "jsconfig.json").read_text("utf-8"), "utf-8")
    (tmp_path / "wrong.js").write_text("/** @type {number} */\nexport const four = 'five';\n", "utf-8")
    checked = type_check(tmp_path)
    assert checked.returncode != 0
    assert "wrong.js(2,14): error TS2322" in checked.stdout


def test_every_module_asks_to_be_checked() -> None:
    modules = sorted(path for path in MODULES.rglob("*.js") if path.name != CLASSIC)
    assert modules
    assert [
        module.name for module in modules if not module.read_text("utf-8").startswith("// @ts-check\n")
    ] == []


# Which groups a group's modules may import, beside their own. Types named in JSDoc comments are left out: they are gone before
# anything runs. A worker is started by its address, which is no import either.
MAY_IMPORT: dict[str, set[str]] = {
    "language": set(),
    "loading": {"language"},
    "controls": {"language", "loading"},
    "views": {"language"},
    "atlas": {"language", "loading", "controls", "views"},
    "engine": {"language", "loading"},
    "worker": {"language", "loading", "engine"},
    "figure": {"language", "loading", "controls", "views", "atlas"},
    "editor": {"language", "loading", "controls", "engine", "figure"},
    "notebook": {"language", "loading", "engine", "figure"},
    "page": {"language", "loading", "engine", "figure", "editor"},
    "searching": {"language"},
    "standalone": {"language"},
}


def upward(folder: Path) -> list[str]:
    """Return every import between groups that the order does not allow."""
    return [
        f"{module} imports {target}"
        for module, targets in imports(folder).items()
        for target in sorted(targets)
        if (group := module.split("/")[0]) != (other := target.split("/")[0])
        and other not in MAY_IMPORT[group]
    ]


def cycle(folder: Path) -> tuple[str, ...]:
    """Return the modules of a folder that import each other in a circle, be it only for their types; or nothing."""
    try:
        tuple(TopologicalSorter(imports(folder, with_types=True)).static_order())
    except CycleError as error:
        return tuple(error.args[1])
    return ()


def test_a_group_imports_only_those_below_it() -> None:
    assert upward(MODULES) == []


def test_no_group_is_above_one_that_is_above_it() -> None:
    assert set(TopologicalSorter(MAY_IMPORT).static_order()) == MAY_IMPORT.keys()


def test_no_modules_import_each_other_in_a_circle() -> None:
    assert cycle(MODULES) == ()


def test_every_module_stands_in_a_group_and_no_folder_holds_more_than_sixteen() -> None:
    modules = imports(MODULES)
    assert {module.split("/")[0] for module in modules} == MAY_IMPORT.keys()
    folders = Counter(module.rpartition("/")[0] for module in modules)
    assert [folder for folder, count in folders.items() if count > 16] == []


def test_an_import_of_a_higher_group_and_a_circle_are_found(tmp_path: Path) -> None:
    for group, code in {
        "loading": '/** @type {import("../page/b.js").B} */\nimport "../engine/a.js";',
        "engine": 'const later = () => import("../loading/a.js");',
    }.items():
        (tmp_path / group).mkdir()
        (tmp_path / group / "a.js").write_text(code, "utf-8")
    assert upward(tmp_path) == ["loading/a.js imports engine/a.js"]
    assert set(cycle(tmp_path)) == {"loading/a.js", "engine/a.js"}
