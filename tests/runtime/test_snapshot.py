"""The snapshot as the build takes it, and Pyodide's script as we ship it."""

import struct

import pytest

from aeexplain.errors import ExplainError
from aeexplain.project import Project
from aeexplain.runtime import snapshot as taking
from aeexplain.runtime.engine import IMAGE, NUMPY, ROOMS, STDLIB, make_engine, write_engine
from aeexplain.runtime.library import read_archive
from aeexplain.runtime.shrink.pyodide_files import PYODIDE_JS
from aeexplain.runtime.snapshot import take_snapshot
from aeexplain.setup.fetch import numpy_wheel


@pytest.fixture(scope="module")
def whole(root):
    return make_engine(numpy_wheel(), Project(root))


@pytest.fixture(scope="module")
def laid(whole, tmp_path_factory):
    """A Pyodide without snapshot, and its archives."""
    inside = write_engine(whole.without_snapshot(), tmp_path_factory.mktemp("slow"))
    return inside, [read_archive(inside.folder / name) for name in (STDLIB, NUMPY, ROOMS)]


def test_two_snapshots_of_one_engine_are_the_same_to_the_byte(whole, laid, tmp_path, monkeypatch):
    monkeypatch.setenv("AEEXPLAIN_CACHE", str(tmp_path))
    assert take_snapshot(*laid, print).image == whole.files[IMAGE]


def test_a_snapshot_tells_nothing_of_the_machine_it_was_taken_on(whole, root):
    for trace in (str(root), "snapshot.mjs"):
        assert trace.encode() not in whole.files[IMAGE]


def test_a_snapshot_that_cannot_be_taken_is_told_and_left_out(laid, tmp_path, monkeypatch):
    def fail(*_):
        raise ExplainError("snapshot.mjs", "failed under Node: no memory")

    said = []
    monkeypatch.setenv("AEEXPLAIN_CACHE", str(tmp_path))
    monkeypatch.setattr(taking, "run_node_json", fail)
    assert take_snapshot(*laid, said.append) is None
    assert said == [
        "note: the engine goes without its snapshot, which could not be taken: failed under Node: no memory"
    ]


def test_an_engine_without_snapshot_names_only_what_the_library_needs(whole):
    payload = whole.without_snapshot().payload("engine/")
    assert "snapshot" not in payload
    assert {STDLIB, NUMPY, ROOMS, PYODIDE_JS} <= set(payload["files"])
    assert IMAGE not in payload["files"]


def test_a_draft_has_no_snapshot(whole, root, monkeypatch):
    monkeypatch.setattr(taking, "run_node_json", lambda *_: pytest.fail("a snapshot was taken"))
    draft = make_engine(numpy_wheel(), Project(root), draft=True)
    assert draft.payload("engine/") == whole.without_snapshot().payload("engine/")
    assert IMAGE not in draft.files


def test_an_engine_with_snapshot_names_each_file_once_and_the_library_as_its_fallback(whole):
    payload = whole.payload("engine/")
    plan = payload["snapshot"]
    assert set(payload["files"]) | set(plan["library"]) == set(whole.sizes)
    assert set(plan["library"]) == {STDLIB, NUMPY, ROOMS}
    assert {plan["image"], *(name for _, name in plan["libraries"])} <= set(payload["files"])


def test_a_snapshot_wants_no_more_memory_than_python_begins_with(whole):
    memory = struct.unpack_from("<6I", whole.files[IMAGE])[4]
    assert 16 << 20 < memory <= 30 << 20


def test_of_shared_libraries_the_snapshot_holds_nothing_that_is_fetched_apart(whole):
    for _, content in whole.snapshot.libraries.values():
        assert content[4096:8192] not in whole.files[IMAGE]


def test_what_a_reader_fetches_to_start_from_the_snapshot_is_what_was_promised(whole):
    files = whole.payload("engine/")["files"]
    assert sum(len(whole.files[f"{name}.br"]) for name in files) < 5_800_000
    assert sum(sizes.get("gz", sizes["plain"]) for sizes in files.values()) < 8_300_000
