"""The notices that must go with what a site carries of others: Pyodide, CPython, NumPy, Temml, fonts, Pagefind, CodeMirror."""

import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

from aeexplain.errors import ExplainError
from aeexplain.setup.node import node_package

TEXTS = Path(__file__).with_name("licences")
RULE = "=" * 100
ABOUT = """Third-party software in this site
=================================

What stands here is carried by the site and run in readers' browsers.
The site's own text, code and models have their own license.
Made by: python build.py licenses
"""
FORMULAS = """It is changed: in two parts, without hints and names, under another name, with other indices and rules.

"""
FORMULA_FONT = "@fontsource/stix-two-math"
TYPE = """Copyright Adobe (http://www.adobe.com/).

They are changed: without hints, names, and the characters and weights that the site does not use.

"""
EDITOR_PACKAGES = (
    *(f"@codemirror/{name}" for name in ("commands", "lang-python", "language", "search", "state", "view")),
    *(f"@lezer/{name}" for name in ("common", "highlight", "lr", "python")),
    *("@marijn/find-cluster-break", "crelt", "style-mod", "w3c-keyname"),
)
TYPE_PACKAGES = ("source-serif-4", "source-sans-3")
CHANGED = """What this site carries of it is changed, by programs whose source comes with that of the site's generator,
aeexplain (src/aeexplain/runtime): its script and its WebAssembly are without what no figure uses, and its library is
byte-compiled and without the modules that no figure imports.

"""


def notices(numpy_wheel: Path) -> str:
    """Return the notices as text. `numpy_wheel` is the pinned one; a licence that is not where it should be: ExplainError."""
    return ABOUT + "".join(
        f"\n{RULE}\n{title}\n{RULE}\n\n{_clean(text)}\n" for title, text in _parts(numpy_wheel)
    )


def _parts(numpy_wheel: Path) -> Iterator[tuple[str, str]]:
    """Yield the title and the text of each part, in the order in which readers would look for them."""
    pyodide, temml = (_version(name) for name in ("pyodide", "temml"))
    source = f"Its source: https://github.com/pyodide/pyodide/tree/{pyodide}\n\n"
    yield f"Pyodide {pyodide} - Mozilla Public License 2.0", source + CHANGED + _kept("mozilla.txt")
    yield "CPython, compiled into Pyodide - Python Software Foundation License", _kept("cpython.txt")
    yield "Libraries compiled into Pyodide", _kept("linked.txt")
    with zipfile.ZipFile(numpy_wheel) as wheel:
        names = sorted(name for name in wheel.namelist() if ".dist-info/licenses/" in name)
        if not names:
            raise ExplainError(str(numpy_wheel), "holds no license")
        version = numpy_wheel.name.split("-")[1]
        for name in names:
            part = name.partition(".dist-info/licenses/")[2]
            yield f"NumPy {version}: {part}", wheel.read(name).decode("utf-8")
    yield f"Temml {temml}: rules for formulas - MIT License", _license("temml")
    title = f"STIX Two Math ({FORMULA_FONT} {_version(FORMULA_FONT)}) - SIL Open Font License 1.1"
    yield title, FORMULAS + _license(FORMULA_FONT)
    for package in TYPE_PACKAGES:
        name = f"@fontsource-variable/{package}"
        title = f"{package.replace('-', ' ').title()} ({name} {_version(name)}) - SIL Open Font License 1.1"
        yield title, TYPE + _license(name)
    title = f"Pagefind {_version('pagefind')}: script and index of a site's search, where it has one - MIT License"
    yield title, _license("pagefind", "LICENSE/LICENSE")
    yield "CodeMirror, in one file with what it imports - MIT License", _editor()


def _editor() -> str:
    """Return the packages of the editor under their licenses, of which several have the same."""
    names: dict[str, list[str]] = {}
    for name in EDITOR_PACKAGES:
        names.setdefault(_license(name), []).append(f"{name} {_version(name)}")
    return "\n\n".join(f"{', '.join(these)}:\n\n{text}" for text, these in names.items())


def _version(package: str) -> str:
    described = json.loads((node_package(package) / "package.json").read_text("utf-8"))
    return str(described["version"])


def _license(package: str, file: str = "LICENSE") -> str:
    return (node_package(package) / file).read_text("utf-8")


def _kept(name: str) -> str:
    return (TEXTS / name).read_text("utf-8")


def _clean(text: str) -> str:
    lines = (line.rstrip() for line in text.replace("\r\n", "\n").replace("\f", "\n").splitlines())
    return "\n".join(lines).strip("\n")
