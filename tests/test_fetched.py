"""What the engine gets after it has started, in CPython: modules from beside it, their digests, and the code of demos."""

import hashlib
import importlib
import json
import sys
import zlib

import pytest

from aeexplain import fetched
from aeexplain.fetched import INDEX, add_demos, attribute_of_whole, look_beside

SLIGHT = """KEPT = "slight"
def __getattr__(name):
    return __import__("aeexplain.fetched").fetched.attribute_of_whole(__name__, name)
"""


class Sent(bytes):
    """Bytes as JavaScript hands them over."""

    def to_bytes(self):
        return bytes(self)


class Beside:
    """The files beside an engine, and what was asked for."""

    def __init__(self, folder):
        self.folder, self.files, self.asked, self.memory = folder, {}, [], {}
        self.index = {"modules": {}, "stubs": {}, "tables": {}}

    def add(self, name, source, kind="modules", package=False):
        place = (
            self.folder / name.replace(".", "/") / "__init__.py"
            if package
            else self.folder / f"{name.replace('.', '/')}.py"
        )
        self._put(f"modules/{name}.bin", source.encode(), self.index[kind], name, str(place))

    def table(self, name, content, places):
        self._put(f"tables/{name}.bin", content, self.index["tables"], name, places)

    def _put(self, file, content, entries, name, first):
        packed = zlib.compress(content)
        self.files[file] = packed
        entries[name] = [first, hashlib.sha256(packed).hexdigest()]

    def open(self):
        self.files[INDEX] = json.dumps(self.index).encode()
        look_beside(hashlib.sha256(self.files[INDEX]).hexdigest(), self.fetch, self.memory.__setitem__)

    def fetch(self, name):
        self.asked.append(name)
        if name not in self.files:
            raise OSError("the server answered 404")
        return Sent(self.files[name])


@pytest.fixture
def beside(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "meta_path", [*sys.meta_path])
    before = set(sys.modules)
    yield Beside(tmp_path)
    for name in set(sys.modules) - before:
        del sys.modules[name]


def test_a_module_that_nobody_else_has_is_fetched_when_it_is_imported(beside):
    beside.add("distant", "import distant_part.inner as inner\nVALUE = inner.VALUE")
    beside.add("distant_part", "", package=True)
    beside.add("distant_part.inner", "VALUE = 4")
    beside.open()
    assert beside.asked == []
    assert importlib.import_module("distant").VALUE == 4
    modules = ["modules/distant.bin", "modules/distant_part.bin", "modules/distant_part.inner.bin"]
    assert beside.asked == [INDEX, *modules]


def test_what_is_nowhere_is_told_as_python_tells_it(beside):
    beside.open()
    with pytest.raises(ModuleNotFoundError, match="No module named 'nowhere_at_all'"):
        importlib.import_module("nowhere_at_all")


@pytest.mark.parametrize("file", [INDEX, "modules/distant.bin"])
def test_a_file_that_is_not_what_the_build_wrote_is_not_run(beside, file):
    beside.add("distant", "raise SystemExit")
    beside.open()
    beside.files[file] = zlib.compress(b"raise SystemExit(2)")
    with pytest.raises(ImportError, match=f"{file} is not what the build wrote"):
        importlib.import_module("distant")


def test_a_file_that_does_not_come_is_named_and_comes_the_next_time(beside):
    beside.add("distant", "VALUE = 4")
    beside.open()
    kept = beside.files.pop("modules/distant.bin")
    with pytest.raises(ImportError, match=r"modules/distant\.bin did not come: the server answered 404"):
        importlib.import_module("distant")
    beside.files["modules/distant.bin"] = kept
    assert importlib.import_module("distant").VALUE == 4


def test_a_slight_module_gives_way_when_it_is_asked_for_what_it_lacks(beside, monkeypatch):
    (beside.folder / "slight_one.py").write_text(SLIGHT)
    monkeypatch.syspath_prepend(beside.folder)
    beside.add("slight_one", 'KEPT = "whole"\nMORE = 5', kind="stubs")
    beside.index["stubs"]["slight_one"][0] = str(beside.folder / "whole" / "slight_one.py")
    beside.open()
    slight = importlib.import_module("slight_one")
    assert (slight.KEPT, beside.asked) == ("slight", [])
    assert slight.MORE == 5
    assert slight.KEPT == "whole"
    assert importlib.import_module("slight_one").MORE == 5
    with pytest.raises(AttributeError, match="nothing_such"):
        slight.nothing_such  # noqa: B018 (asking is what is tried)


def test_nobody_fetches_a_whole_module_for_a_name_that_modules_have_by_themselves(beside):
    beside.open()
    with pytest.raises(AttributeError, match="__wrapped__"):
        attribute_of_whole("numpy.random", "__wrapped__")
    assert beside.asked == []


def test_tables_are_filled_once_before_the_module_that_reads_them_is_imported(beside, monkeypatch):
    monkeypatch.delitem(sys.modules, "unicodedata", raising=False)
    beside.table("names", b"abcdef", [[100, 102], [200, 204]])
    beside.open()
    importlib.import_module("unicodedata")
    assert beside.memory == {100: b"ab", 200: b"cdef"}
    monkeypatch.delitem(sys.modules, "unicodedata")
    importlib.import_module("unicodedata")
    assert beside.asked == [INDEX, "tables/names.bin"]


def test_without_its_tables_a_module_is_imported_all_the_same(beside, monkeypatch, capsys):
    monkeypatch.delitem(sys.modules, "unicodedata", raising=False)
    beside.open()
    importlib.import_module("unicodedata")
    assert "unicodedata lacks its tables" in capsys.readouterr().err


def test_the_code_of_demos_is_found_where_it_was_put(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    for value in (1, 2):
        name = f"put_there_{value}"
        add_demos(json.dumps({f"{name}/__init__.py": "", f"{name}/deep.py": f"VALUE = '{value}ä'"}), tmp_path)
        assert f"{value}ä" == importlib.import_module(f"{name}.deep").VALUE


def test_each_module_that_reads_a_table_has_one_that_is_taken_out():
    from aeexplain.runtime.shrink.wasm_tables import TABLES

    assert set(fetched.TABLES_OF.values()) == {table.name for table in TABLES if table.name}
