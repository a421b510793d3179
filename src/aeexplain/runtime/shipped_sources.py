"""The parts of the package that ship to the browser: their sources, and what these take from Python's library and NumPy."""

import ast
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

from aeexplain.errors import ExplainError
from aeexplain.project import Project

SHIPPED = (
    "arrays.py",
    "__init__.py",
    "errors.py",
    "demo",
    "checkpoint.py",
    "bridge.py",
    "edits",
    "nn",
    "data",
    "draw",
    "demos",
)


def sources(project: Project) -> dict[str, bytes]:
    """Return every shipped source, a site's own demos among them: path in site-packages → content."""
    return {f"aeexplain/{name}": path.read_bytes() for name, path in source_files(project).items()}


def source_files(project: Project) -> dict[str, Path]:
    """Return the file of every shipped source by its place in our package, a site's own demos after those that ship."""
    package = project.package
    found = {
        path.relative_to(package).as_posix(): path
        for room in SHIPPED
        for path in python_files(package / room)
    }
    for name, path in demo_sources(project).items():
        found.setdefault(f"demos/{name}", path)
    return found


def demo_sources(project: Project) -> dict[str, Path]:
    """Return the file of every demo, and of what demos import of their folders, by its place in the package of demos."""
    return {
        path.relative_to(folder).as_posix(): path
        for folder in reversed(project.demo_folders)
        for path in sorted(folder.rglob("*.py"))
    }


def python_files(place: Path) -> list[Path]:
    """Return the Python files that `place` is or holds; none: ExplainError."""
    files = [place] if place.is_file() else sorted(place.rglob("*.py"))
    if not files:
        what = "is a shipped room without any Python file"
        raise ExplainError(str(place), what, "mend SHIPPED in runtime/shipped_sources.py")
    return files


def names_taken(files: Mapping[str, bytes]) -> list[str]:
    """Return the dotted names of the library that the sources use, such as "numpy.linalg.svd", sorted.

    While these stay the same, the same modules of the library are loaded, however the sources change. A source that does
    not parse has none: its author hears of it elsewhere.
    """
    return sorted({name for path, text in files.items() for name in names_in(path, text)})


@cache
def names_in(path: str, text: bytes) -> frozenset[str]:
    """Return the dotted names of other packages that one source uses."""
    try:
        tree = ast.parse(text, path)
    except SyntaxError:
        return frozenset()
    nodes = list(ast.walk(tree))
    known = dict(imports(nodes))
    chains = (chain(node, known) for node in nodes if isinstance(node, ast.Attribute))
    names = {*known.values(), *(name for name in chains if name)}
    return frozenset(name for name in names if not name.startswith("aeexplain"))


def imports(nodes: Iterable[ast.AST]) -> Iterator[tuple[str, str]]:
    """Yield each imported name as the source calls it, and in full."""
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from ((each.asname or each.name, each.name) for each in node.names)
            tops = (each.name.partition(".")[0] for each in node.names if not each.asname)
            yield from ((top, top) for top in tops)  # what `import a.b` binds
        elif isinstance(node, ast.ImportFrom):
            yield from ((each.asname or each.name, f"{node.module}.{each.name}") for each in node.names)


def chain(node: ast.expr, known: Mapping[str, str]) -> str | None:
    """Return "numpy.linalg.svd" for the expression `np.linalg.svd`; None where it does not begin with an import."""
    match node:
        case ast.Name(id=name):
            return known.get(name)
        case ast.Attribute(value=value, attr=attribute):
            before = chain(value, known)
            return before and f"{before}.{attribute}"
    return None
