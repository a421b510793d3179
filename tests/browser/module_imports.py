"""Who imports whom among the browser's modules, read from their text."""

import re
from pathlib import Path

COMMENT = re.compile(r"/\*.*?\*/|^\s*//.*?$", re.DOTALL | re.MULTILINE)
IMPORT = re.compile(r"""\b(?:from|import)\s*\(?\s*["'](\.{1,2}/[^"']+)["']""")
TYPE = re.compile(r"""\bimport\(["'](\.{1,2}/[^"']+)["']\)""")


def code_of(path: Path) -> str:
    """Return a module's text without its comments, and so without the types that these name."""
    return COMMENT.sub("", path.read_text("utf-8"))


def imported_by(path: Path) -> set[Path]:
    """Return what a module imports, at once or later. A worker is started by its address, which is no import."""
    return {(path.parent / target).resolve() for target in IMPORT.findall(code_of(path))}


def types_of(path: Path) -> set[Path]:
    """Return the modules whose types a module names in its comments."""
    return {(path.parent / target).resolve() for target in TYPE.findall(path.read_text("utf-8"))}


def imports(folder: Path, with_types: bool = False) -> dict[str, set[str]]:
    """Return what each module of a folder imports, by their paths in it; with those whose types it names where asked for."""
    folder = folder.resolve()
    return {
        path.relative_to(folder).as_posix(): {
            target.relative_to(folder).as_posix()
            for target in imported_by(path) | (types_of(path) if with_types else set())
        }
        for path in sorted(folder.rglob("*.js"))
    }
