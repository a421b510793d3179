"""The notices that must go with what a site carries of others: Pyodide, CPython, NumPy, KaTeX, fonts, CodeMirror."""

import json
import re
import zipfile
from collections.abc import Iterator
from importlib.metadata import files
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
FONTS = """Copyright (c) 2009-2010, Design Science, Inc. (<www.mathjax.org>)
Copyright (c) 2014-2018 Khan Academy (<www.khanacademy.org>), with Reserved Font Names beginning with KaTeX_.

They are changed: without hints, layout tables and names, and under other names, which are not reserved.

This Font Software is licensed under the SIL Open Font License, Version 1.1.
This license is copied below, and is also available with a FAQ at: https://openfontlicense.org

"""
TYPE = """Copyright Adobe (http://www.adobe.com/).

They are changed: without hints, names, and the characters and weights that the site does not use.

"""
EDITOR_PACKAGES = (
    *(f"@codemirror/{name}" for name in ("commands", "lang-python", "language", "search", "state", "view")),
    *(f"@lezer/{name}" for name in ("common", "highlight", "lr", "python")),
    *("@marijn/find-cluster-break", "crelt", "style-mod", "w3c-keyname"),
)
TYPE_PACKAGES = ("source-serif-4", "source-sans-3")
OPEN_FONT = re.compile(
    r"-+\nSIL OPEN FONT LICENSE Version 1\.1.*?OTHER DEALINGS IN THE FONT SOFTWARE\.", re.DOTALL
)
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
    pyodide, katex = (_version(name) for name in ("pyodide", "katex"))
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
    yield f"KaTeX {katex} - MIT License", (node_package("katex") / "LICENSE").read_text("utf-8")
    yield "KaTeX's fonts - SIL Open Font License 1.1", FONTS + _open_font()
    for package in TYPE_PACKAGES:
        name = f"@fontsource-variable/{package}"
        title = f"{package.replace('-', ' ').title()} ({name} {_version(name)}) - SIL Open Font License 1.1"
        yield title, TYPE + (node_package(name) / "LICENSE").read_text("utf-8")
    yield "CodeMirror, in one file with what it imports - MIT License", _editor()


def _editor() -> str:
    """Return the packages of the editor under their licenses, of which several have the same."""
    names: dict[str, list[str]] = {}
    for name in EDITOR_PACKAGES:
        text = (node_package(name) / "LICENSE").read_text("utf-8")
        names.setdefault(text, []).append(f"{name} {_version(name)}")
    return "\n\n".join(f"{', '.join(these)}:\n\n{text}" for text, these in names.items())


def _version(package: str) -> str:
    described = json.loads((node_package(package) / "package.json").read_text("utf-8"))
    return str(described["version"])


def _open_font() -> str:
    """Return the Open Font License as fonttools brings it, with those of fonts for its tests."""
    found = OPEN_FONT.search(_brought("fonttools", "LICENSE.external"))
    if not found:
        raise ExplainError("fonttools", "brings no Open Font License", "fit setup/notices.py to this version")
    return found[0]


def _brought(package: str, name: str) -> str:
    for file in files(package) or ():
        if file.name == name and "vendor" not in file.parts:
            return Path(str(file.locate())).read_text("utf-8")
    raise ExplainError(package, f"brings no {name}", "delete .venv and run build.py again")


def _kept(name: str) -> str:
    return (TEXTS / name).read_text("utf-8")


def _clean(text: str) -> str:
    lines = (line.rstrip() for line in text.replace("\r\n", "\n").replace("\f", "\n").splitlines())
    return "\n".join(lines).strip("\n")
