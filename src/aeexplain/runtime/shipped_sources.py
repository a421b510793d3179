"""The parts of the package that ship to the browser: their sources, and what these take from Python's library and NumPy.

The engine holds all but the demos: those of an article come with the article, so that there is one engine for all.
"""

import ast
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

from aeexplain.edits import characters
from aeexplain.errors import ExplainError
from aeexplain.project import DEMOS as PACKAGE_OF_DEMOS
from aeexplain.project import OF_ARTICLES, Project

DEMOS = "demos"
DATA = re.compile(rb"\bdata(?:[\s\\]|#[^\n]*\n)*=")  # a word that a call is given
# What may take from any demo: by a name that is made as it runs, or one that is relative.
ANY_DEMO = re.compile(rb"\bimport_module\b|__import__|from \.")
SHIPPED = (
    "fetched.py",
    "arrays.py",
    "__init__.py",
    "errors.py",
    "word_places.py",
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


def rooms(package: Path) -> dict[str, bytes]:
    """Return every source that the engine holds, whatever site it is for: path in site-packages → content."""
    folders = [path for room in SHIPPED if room != DEMOS for path in python_files(package / room)]
    packages = (package / DEMOS / "__init__.py", package / DEMOS / "articles" / "__init__.py")
    files = [*folders, *packages]
    return {f"aeexplain/{path.relative_to(package).as_posix()}": path.read_bytes() for path in files}


def demo_code(
    project: Project, names: Iterable[str], places: Mapping[str, Path] | None = None
) -> dict[str, bytes]:
    """Return the sources of demos, what they take from the folders of demos, and their data: path in site-packages → content.

    places: what `demo_sources` returns, where that is known; it walks all folders.
    What a demo takes from there otherwise than by an import statement cannot be told: then all are returned.
    """
    waiting = [module_of(name).removeprefix("aeexplain.") for name in names]
    if not waiting:  # as of most articles
        return {}
    found_places = demo_sources(project) if places is None else places
    sources = {place: path for place, path in found_places.items() if place != "__init__.py"}
    files = {f"{DEMOS}.{_dotted(place)}": place for place in sources}
    found: dict[str, bytes] = {}
    while waiting:
        name = waiting.pop()
        if name not in files or name in found:
            continue
        text = found[name] = sources[files[name]].read_bytes()
        if ANY_DEMO.search(text):
            waiting += files
        waiting += [each.removeprefix("aeexplain.") for each in _imports_of_demos(text)]
        waiting.append(name.rpartition(".")[0])
    code = {files[name]: numbered(found[name]) for name in sorted(found)}
    beside = ((place, each) for place in code for each in data_names(found[f"{DEMOS}.{_dotted(place)}"]))
    data = {(Path(place).parent / each).as_posix() for place, each in beside}
    code |= {place: sources[place].read_bytes() for place in sorted(data & sources.keys())}
    placed = {f"aeexplain/{DEMOS}/{place}": content for place, content in code.items()}
    return placed | package_code(project, placed)


def module_of(name: str) -> str:
    """Return the module that a demo is; the same as `bridge.module_of`, which comes with NumPy and all that draws."""
    return f"{OF_ARTICLES if '.' in name else PACKAGE_OF_DEMOS}.{name.replace('-', '_')}"


def package_code(project: Project, code: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the files of the site's packages that this code imports, and of those that these import, by path → content."""
    if not project.packages.is_dir():
        return {}
    tops = {path.name.removesuffix(".py"): path for path in project.packages.iterdir() if _is_package(path)}
    found: dict[str, bytes] = {}
    waiting = [content for place, content in code.items() if place.endswith(".py")]
    while waiting and tops:
        for name in sorted(_tops_imported(waiting.pop()) & tops.keys()):
            files = _package_files(tops.pop(name), project.packages)
            found |= files
            waiting += [content for place, content in files.items() if place.endswith(".py")]
    return found


def _is_package(path: Path) -> bool:
    return path.is_dir() or path.suffix == ".py"


def _package_files(path: Path, folder: Path) -> dict[str, bytes]:
    files = [each for each in sorted(path.rglob("*")) if each.is_file()] if path.is_dir() else [path]
    kept = (each for each in files if "__pycache__" not in each.parts)
    return {
        each.relative_to(folder).as_posix(): numbered(each.read_bytes())
        if each.suffix == ".py"
        else each.read_bytes()
        for each in kept
    }


def _tops_imported(source: bytes) -> set[str]:
    """Return the names of packages and modules, without what lies in them, that a source imports from elsewhere."""
    try:
        nodes = list(ast.walk(ast.parse(source)))
    except (SyntaxError, ValueError, RecursionError):
        return set()
    absolute = (each for each in nodes if not (isinstance(each, ast.ImportFrom) and each.level))
    return {name.partition(".")[0] for _, name in imports(absolute)}


def numbered(source: bytes) -> bytes:
    """Return a source with characters by number where it has them by name: the engine's Python may not know the names."""
    text = source.decode("utf-8", "surrogateescape")
    return characters.numbered(text, _character).encode("utf-8", "surrogateescape")


def _character(name: str) -> str | None:
    try:
        return unicodedata.lookup(name)
    except KeyError:
        return None


@cache  # asked for every file of all demos, for each article that has one
def _dotted(place: str) -> str:
    return place.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def _imports_of_demos(text: bytes) -> Iterator[str]:
    """Yield the names of modules among the demos that a source may import, and of what it takes from them."""
    if (
        DEMOS.encode() not in text and text.isascii()
    ):  # in other letters Python may read the word all the same
        return
    try:
        nodes = list(ast.walk(ast.parse(text)))
    except (SyntaxError, ValueError):
        return
    for _, name in imports(nodes):
        if name.startswith(f"aeexplain.{DEMOS}."):
            yield name
            yield name.rpartition(".")[0]


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
    found = {
        path.relative_to(folder).as_posix(): path
        for folder in reversed(project.demo_folders)
        for path in sorted(folder.rglob("*.py"))
    }
    for slug, folder in project.article_demo_folders.items():
        package = f"articles/{slug.replace('-', '_')}"
        # A package wants a file of this name; what stands in the one of the package above does no harm here.
        found[f"{package}/__init__.py"] = project.package / "demos" / "articles" / "__init__.py"
        files = {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*.py"))}
        found |= {f"{package}/{name}": path for name, path in files.items()}
    return found | _data_of(found)


def _data_of(sources: Mapping[str, Path]) -> dict[str, Path]:
    """Return the files of data that demos name, by the places beside these."""
    found = {}
    for place, path in sources.items():
        for name in data_names(path.read_bytes()):
            beside = (path.with_name(name), path.parent.with_name(name))  # the second: beside the article
            if file := next((each for each in beside if each.is_file()), None):
                found[f"{place.rpartition('/')[0]}/{name}".lstrip("/")] = file
    return found


@cache
def data_names(source: bytes) -> tuple[str, ...]:
    """Return the names of the files that `Demo(..., data={...})` of a source asks for, without running it."""
    if not DATA.search(_as_python_reads_names(source)):
        return ()
    try:
        nodes = ast.walk(ast.parse(source))
    except (SyntaxError, ValueError, RecursionError):
        return ()
    given = [
        word.value
        for node in nodes
        if isinstance(node, ast.Call)
        for word in node.keywords
        if word.arg == "data" and isinstance(word.value, ast.Dict)
    ]
    names = (value.value for each in given for value in each.values if isinstance(value, ast.Constant))
    return tuple(dict.fromkeys(name for name in names if isinstance(name, str) and Path(name).name == name))


def _as_python_reads_names(source: bytes) -> bytes:
    """Return a source in which names in other letters are those that Python takes them for."""
    if source.isascii():
        return source
    return unicodedata.normalize("NFKC", source.decode("utf-8", "replace")).encode()


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
