"""The snapshot as the build takes it, and Pyodide's script as we ship it."""

import struct

import pytest

from aeexplain.errors import ExplainError
from aeexplain.project import Project
from aeexplain.runtime import snapshot as taking
from aeexplain.runtime.engine import GLUE, IMAGE, NUMPY, ROOMS, STDLIB, engine, laid_out
from aeexplain.runtime.library import read
from aeexplain.runtime.shrink.patch_pyodide_js import PATCHES, SYMBOLS, mended
from aeexplain.runtime.snapshot import snapshot
from aeexplain.setup.fetch import numpy_wheel
from aeexplain.setup.node import node_package


@pytest.fixture(scope="module")
def whole(root):
    return engine(numpy_wheel(), Project(root))


@pytest.fixture(scope="module")
def laid(whole, tmp_path_factory):
    """A Pyodide without snapshot, and its archives."""
    inside = laid_out(whole.slow(), tmp_path_factory.mktemp("slow"))
    return inside, [read(inside.folder / name) for name in (STDLIB, NUMPY, ROOMS)]


def test_two_snapshots_of_one_engine_are_the_same_to_the_byte(whole, laid, tmp_path, monkeypatch):
    monkeypatch.setenv("AEEXPLAIN_CACHE", str(tmp_path))
    assert snapshot(*laid, print).image == whole.files[IMAGE]


def test_a_snapshot_tells_nothing_of_the_machine_it_was_taken_on(whole, root):
    for told in (str(root), "snapshot.mjs"):
        assert told.encode() not in whole.files[IMAGE]


def test_a_snapshot_that_cannot_be_taken_is_told_and_left_out(laid, tmp_path, monkeypatch):
    def fail(*_):
        raise ExplainError("snapshot.mjs", "failed under Node: no memory")

    said = []
    monkeypatch.setenv("AEEXPLAIN_CACHE", str(tmp_path))
    monkeypatch.setattr(taking, "run_told", fail)
    assert snapshot(*laid, said.append) is None
    assert said == [
        "note: the engine goes without its snapshot, which could not be taken: failed under Node: no memory"
    ]


def test_an_engine_without_snapshot_names_only_what_the_library_needs(whole):
    told = whole.slow().told("engine/")
    assert "snapshot" not in told
    assert {STDLIB, NUMPY, ROOMS, GLUE} <= set(told["files"])
    assert IMAGE not in told["files"]


def test_a_draft_has_no_snapshot(whole, root, monkeypatch):
    monkeypatch.setattr(taking, "run_told", lambda *_: pytest.fail("a snapshot was taken"))
    draft = engine(numpy_wheel(), Project(root), draft=True)
    assert draft.told("engine/") == whole.slow().told("engine/")
    assert IMAGE not in draft.files


def test_an_engine_with_snapshot_names_each_file_once_and_the_library_as_its_fallback(whole):
    told = whole.told("engine/")
    plan = told["snapshot"]
    assert set(told["files"]) | set(plan["library"]) == set(whole.sizes)
    assert set(plan["library"]) == {STDLIB, NUMPY, ROOMS}
    assert {plan["image"], *(name for _, name in plan["libraries"])} <= set(told["files"])


def test_a_snapshot_wants_no_more_memory_than_python_begins_with(whole):
    memory = struct.unpack_from("<6I", whole.files[IMAGE])[4]
    assert 16 << 20 < memory <= 30 << 20


def test_of_shared_libraries_the_snapshot_holds_nothing_that_is_fetched_apart(whole):
    for _, content in whole.snapshot.libraries.values():
        assert content[4096:8192] not in whole.files[IMAGE]


def test_what_a_reader_fetches_to_start_from_the_snapshot_is_what_was_promised(whole):
    files = whole.told("engine/")["files"]
    assert sum(len(whole.files[f"{name}.br"]) for name in files) < 5_800_000
    assert sum(sizes.get("gz", sizes["plain"]) for sizes in files.values()) < 8_300_000


def test_the_script_is_mended_wherever_it_must_be():
    script = (node_package("pyodide") / GLUE).read_bytes()
    changed = mended(script)
    assert changed != script
    for new in (PATCHES | SYMBOLS).values():
        assert new.encode() in changed
    assert len(changed) < 0.7 * len(script)


def test_a_script_that_we_do_not_know_is_refused():
    with pytest.raises(
        ExplainError, match=r"has 0 times .* fit runtime/shrink/patch_pyodide_js\.py to this Pyodide"
    ):
        mended(b"export default () => {}")
