"""The browser's modules that need no page, under node's own test runner: one process runs them all, in a second or so.

A module is pure where neither it nor anything that it imports names the page, the window or their classes. Each has a file
`tests/browser/<group>/<module>.test.mjs`, and others that have pure parts may have one too.
"""

import json
import re
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest
from browser.module_imports import code_of, imported_by

import aeexplain
from aeexplain.setup.node import node_executable

HERE = Path(__file__).parent
MODULES = Path(aeexplain.__file__).parent / "browser"
TESTS = sorted(HERE.rglob("*.test.mjs"))
# What only a page or its worker has. As a property (`globalThis.navigator`) or in a text it is no dependence.
PAGE_ONLY = re.compile(
    r"""(?<![\w.#"'\[-])(?:document|window|navigator|location|history|self|caches|localStorage|sessionStorage|matchMedia"""
    r"""|getSelection|getComputedStyle|requestAnimationFrame|requestIdleCallback|innerHeight|scrollX|scrollY|devicePixelRatio"""
    r"""|addEventListener|DOMParser|(?:HTML|SVG)\w*Element|Element|Node|ImageData|\w+Observer)\b(?!\s*:)"""
)


def names_page(path: Path) -> bool:
    """Tell whether a module names what only a page has, or imports one that does."""
    seen, waiting = set(), [path.resolve()]
    while waiting:
        path = waiting.pop()
        if PAGE_ONLY.search(code_of(path)):
            return True
        seen.add(path)
        waiting.extend(imported_by(path) - seen)
    return False


def pure_modules(folder: Path) -> list[str]:
    """Return the modules of a folder that need no page, by their paths in it; those that hold types alone do nothing."""
    modules = (
        path for path in sorted(folder.rglob("*.js")) if code_of(path).strip() not in ("", "export {};")
    )
    paths = (path for path in modules if not names_page(path))
    return [path.relative_to(folder).as_posix() for path in paths]


@pytest.fixture(scope="module")
def results() -> Mapping[str, list[dict[str, str | None]]]:
    """What came of each test, by its file."""
    reporter = (HERE / "json_lines.mjs").as_uri()
    command = [node_executable(), "--test", "--test-isolation=none", f"--test-reporter={reporter}", *TESTS]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=120)
    found: dict[str, list[dict[str, str | None]]] = {str(path): [] for path in TESTS}
    for line in done.stdout.splitlines():
        result = json.loads(line)
        found.setdefault(result["file"], []).append(result)
    assert any(found.values()), done.stdout + done.stderr
    return found


@pytest.mark.parametrize("path", TESTS, ids=lambda path: path.relative_to(HERE).as_posix())
def test_what_a_module_is_to_do_it_does(
    path: Path, results: Mapping[str, list[dict[str, str | None]]]
) -> None:
    assert results[str(path)], "no test ran"
    wrong = [f"{each['name']}: {each['problem']}" for each in results[str(path)] if each["problem"]]
    assert wrong == [], "\n".join(wrong)
    assert [each["name"] for each in results[str(path)] if each["skipped"]] == []


def test_every_test_belongs_to_a_file(results: Mapping[str, list[dict[str, str | None]]]) -> None:
    assert results.keys() == {str(path) for path in TESTS}


@pytest.mark.parametrize("module", pure_modules(MODULES))
def test_a_module_that_needs_no_page_has_its_test(module: str) -> None:
    assert (HERE / module).with_suffix(".test.mjs").exists()


def test_every_test_is_of_a_module_that_there_is() -> None:
    modules = {path.relative_to(MODULES).with_suffix("").as_posix() for path in MODULES.rglob("*.js")}
    assert {path.relative_to(HERE).as_posix().removesuffix(".test.mjs") for path in TESTS} <= modules


def test_a_module_is_pure_that_names_nothing_of_the_page_even_by_others(tmp_path: Path) -> None:
    for name, code in {
        "pure.js": '/** Of a document. */\nexport const kind = globalThis.navigator ? "document" : "self";',
        "page.js": "export const title = () => document.title;",
        "by_another.js": 'import { title } from "./page.js";',
        "by_a_pure_one.js": 'import { kind } from "./pure.js";',
        "types.js": "// @ts-check\n\n/** @typedef {number} Size */\n\nexport {};",
    }.items():
        (tmp_path / name).write_text(code, "utf-8")
    assert pure_modules(tmp_path) == ["by_a_pure_one.js", "pure.js"]
