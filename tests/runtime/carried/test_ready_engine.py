"""The engine that a wheel carries comes out as it went in, and only where it is still the engine of these sources."""

import zlib
from dataclasses import replace

import brotli
import pytest

from aeexplain.errors import ExplainError
from aeexplain.files.digests import sha256
from aeexplain.project import PACKAGE
from aeexplain.runtime.carried import file_sets
from aeexplain.runtime.carried import ready_engine as ready
from aeexplain.runtime.engine import Engine
from aeexplain.runtime.files_beside import INDEX, index_text
from aeexplain.runtime.snapshot import IMAGE, Snapshot


def made():
    """An engine of four files and what stands beside it, made as engines are."""
    plain = {"pyodide.mjs": b"script", IMAGE: b"memory" * 99, "lib.wasm": b"code" * 99, "a.zip": b"rooms"}
    table = ready._gzip(b"names" * 99)
    files = {
        **plain,
        **{f"{name}.br": brotli.compress(content) for name, content in plain.items()},
        **ready.gzip_forms({name: plain[name] for name in plain if name != "pyodide.mjs"}),
        "modules/this.bin": zlib.compress(b"this"),
        "tables/names.bin": table,
        INDEX: index_text({"modules": {"this": ["/a", "b"]}, "tables": {"names": [[[1, 2]], sha256(table)]}}),
    }
    sizes = {
        name: {"plain": len(content)}
        | ({} if name == "pyodide.mjs" else {"gz": len(files[f"{name}.gz.bin"])})
        | ({} if name == "pyodide.mjs" else {"br": len(files[f"{name}.br"])})
        for name, content in plain.items()
    }
    taken = Snapshot(plain[IMAGE], {"/lib/lib.so": ("lib.wasm", plain["lib.wasm"])}, {"table": 7})
    return Engine(files, sizes, {"packages": {}}, taken)


@pytest.fixture
def archive(tmp_path):
    path = tmp_path / "engine.zip"
    path.write_bytes(ready.packed(made(), ready.engine_key(PACKAGE)))
    return path


def test_a_ready_engine_is_the_one_that_was_packed(archive):
    assert ready.ready_engine(PACKAGE, print, archive) == made()


def test_an_engine_of_other_sources_is_not_taken(archive, monkeypatch):
    rooms = ready.shipped_sources.rooms(PACKAGE)
    monkeypatch.setattr(ready.shipped_sources, "rooms", lambda _: rooms | {"aeexplain/errors.py": b"# other"})
    assert ready.ready_engine(PACKAGE, print, archive) is None


@pytest.mark.parametrize("changed", ["all_tools", "lock"])
def test_an_engine_of_other_tools_or_packages_is_not_taken(archive, changed, tmp_path, monkeypatch):
    (tmp_path / "package-lock.json").write_text("{}")
    if changed == "lock":
        monkeypatch.setattr(file_sets, "CHECKOUT", tmp_path)
    else:
        monkeypatch.setattr(ready, "all_tools", lambda: "other")
    assert ready.ready_engine(PACKAGE, print, archive) is None


@pytest.mark.parametrize(
    "damage", [lambda data: data[: len(data) // 2], lambda data: data.replace(b"PK", b"XX")]
)
def test_a_damaged_engine_is_as_good_as_none_and_somebody_hears_of_it(archive, damage):
    archive.write_bytes(damage(archive.read_bytes()))
    said = []
    assert ready.ready_engine(PACKAGE, said.append, archive) is None
    assert [line.partition(":")[0] for line in said] == ["note"]


def test_where_none_is_carried_nothing_is_said(tmp_path):
    said = []
    assert ready.ready_engine(PACKAGE, said.append, tmp_path / "engine.zip") is None
    assert said == []


def test_an_engine_without_its_snapshot_is_not_carried():
    with pytest.raises(ExplainError, match="has no snapshot"):
        ready.packed(replace(made(), snapshot=None), "key")
