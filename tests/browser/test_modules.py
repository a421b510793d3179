"""The browser's modules by themselves: their types, without a browser."""

import subprocess
from pathlib import Path

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
