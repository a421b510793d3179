"""What the engine gets after it has started: the code of an article's demos, and what it lacks of Python's library and NumPy.

The engine holds what our rooms import. Every other module is a file of its own beside it and comes when it is imported:
Python waits for it, and believes nothing that is not what the build wrote. A few modules have slight ones in their places;
who asks one of these for what it lacks gets the module itself.
"""

import binascii
import hashlib
import importlib
import json
import sys
import zlib
from collections.abc import Callable, Iterable
from importlib.machinery import ModuleSpec
from importlib.util import spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any

INDEX = "modules.json"
MODULES, TABLES = "modules", "tables"  # folders beside it
ANY_FORMAT = 47  # of zlib's, and gzip's

# Modules that read tables which are empty at first, and what each table's file is called.
TABLES_OF = {
    "unicodedata": "names",
    **dict.fromkeys((f"_codecs_{of}" for of in ("cn", "hk", "iso2022", "jp", "kr", "tw")), "characters"),
}

# What Python's library tries in vain as it begins, in a package of Pyodide's own.
NOWHERE = ("_hashlib",)

type Fetch = Callable[[str], Any]
type Write = Callable[[int, bytes], object]


class Library:
    """The modules beside the engine, one of Python's finders: the last one, asked for what no other has.

    digest: SHA-256 of the index, in hex. fetch: returns a file beside the engine, an array of JavaScript. write: puts bytes
    into Python's memory.
    """

    def __init__(self, digest: str, fetch: Fetch, write: Write) -> None:
        self._digest, self._fetch, self._write = digest, fetch, write
        self._index: dict[str, Any] = {}
        self._filled: set[str] = set()

    def find_spec(
        self, name: str, path: Iterable[str] | None = None, target: object = None
    ) -> ModuleSpec | None:
        """Return where a module is, fetched; None where there is none. One that does not come, or is another: ImportError."""
        return None if name in NOWHERE else self._spec(name, self.index["modules"].get(name))

    def find_whole(self, name: str) -> ModuleSpec | None:
        """Return where the module is in whose place a slight one stands; fetched as by `find_spec`."""
        return self._spec(name, self.index["stubs"].get(name))

    def fill_tables(self, name: str) -> None:
        """Put the tables that a module reads into memory. Where they do not come, it finds no such character."""
        table = TABLES_OF[name]
        if table in self._filled:
            return
        self._filled.add(table)
        try:
            places, digest = self.index["tables"][table]
            content = self._file(f"{TABLES}/{table}.bin", digest)
        except (ImportError, KeyError) as error:
            sys.stderr.write(f"{name} lacks its tables: {error}\n")
            return
        at = 0
        for first, last in places:
            self._write(first, content[at : at + last - first])
            at += last - first

    @property
    def index(self) -> dict[str, Any]:
        """The index, fetched when it is first wanted: place and digest of each by its name in "modules", "stubs", "tables"."""
        if not self._index:
            self._index = json.loads(_verified(INDEX, self._get(INDEX), self._digest))
        return self._index

    def _spec(self, name: str, entry: tuple[str, str] | None) -> ModuleSpec | None:
        if entry is None:
            return None
        place = Path(entry[0])
        content = self._file(f"{MODULES}/{name}.bin", entry[1])
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
        inside = [str(place.parent)] if place.name.partition(".")[0] == "__init__" else None
        return spec_from_file_location(name, str(place), submodule_search_locations=inside)

    def _file(self, name: str, digest: str) -> bytes:
        return zlib.decompress(_verified(name, self._get(name), digest), ANY_FORMAT)

    def _get(self, name: str) -> bytes:
        try:
            return bytes(self._fetch(name).to_bytes())
        except Exception as error:
            raise ImportError(f"{name} did not come: {error}") from None


class _Replaced:
    """The finder that is asked first: for modules that have slight ones in their places, and for those that read tables."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.wanted: set[str] = set()

    def find_spec(
        self, name: str, path: Iterable[str] | None = None, target: object = None
    ) -> ModuleSpec | None:
        """Return where such a module is; None for all others."""
        if name in TABLES_OF:
            self.library.fill_tables(name)
        return self.library.find_whole(name) if name in self.wanted else None


def look_beside(digest: str, fetch: Fetch, write: Write) -> None:
    """Have Python find the modules beside the engine from now on; see `Library`."""
    library = Library(digest, fetch, write)
    sys.meta_path.insert(0, _Replaced(library))
    sys.meta_path.append(library)


def attribute_of_whole(name: str, attribute: str) -> Any:
    """Return what a slight module lacks, from the module itself, which takes its place; else AttributeError."""
    if attribute.startswith("__"):
        raise AttributeError(f"module {name!r} has no attribute {attribute!r}")
    return getattr(_whole(name), attribute)


def _whole(name: str) -> ModuleType:
    replaced = next((each for each in sys.meta_path if isinstance(each, _Replaced)), None)
    if replaced is None or name in replaced.wanted:
        return sys.modules[name]
    slight = sys.modules.pop(name)
    replaced.wanted.add(name)
    try:
        whole = importlib.import_module(name)
    except BaseException:
        sys.modules[name] = slight
        replaced.wanted.discard(name)
        raise
    # Who has the slight one in hand finds all in it.
    vars(slight).update({key: value for key, value in vars(whole).items() if not key.startswith("__")})
    return whole


def add_demos(text: str, site_packages: Path = Path(__file__).parents[1]) -> None:
    """Put the code of demos, JSON (path in site-packages → content), where Python finds it.

    What is no text is a list of one, in base64.
    """
    sys.dont_write_bytecode = True
    for name, content in json.loads(text).items():
        place = site_packages / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content.encode() if isinstance(content, str) else binascii.a2b_base64(content[0]))
    # What importlib.invalidate_caches() does, but that it would import half of the library to ask for packages' metadata.
    for path, finder in list(sys.path_importer_cache.items()):
        if finder is None:
            del sys.path_importer_cache[path]
        elif hasattr(finder, "invalidate_caches"):
            finder.invalidate_caches()


def _verified(name: str, content: bytes, digest: str) -> bytes:
    """Return a file's content; one that is not what the build wrote: ImportError."""
    if hashlib.sha256(content).hexdigest() != digest:
        raise ImportError(f"{name} is not what the build wrote")
    return content
