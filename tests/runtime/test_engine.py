"""The engine's folder: only what ships, the same bytes each time, and a Pyodide that starts from it and draws every figure."""

import gzip
import json
import zipfile
from io import BytesIO
from pathlib import Path

import brotli
import pytest

from aeexplain import bridge
from aeexplain.errors import ExplainError
from aeexplain.project import Project
from aeexplain.runtime import shipped_sources
from aeexplain.runtime.engine import ROOMS, STDLIB, check_version, make_engine, sources_of, write_engine
from aeexplain.runtime.library import compile_archives, usable_library
from aeexplain.runtime.shrink.pyodide_files import WASM
from aeexplain.setup.fetch import numpy_wheel

HOME_ROOMS = ("setup", "training", "runtime", "site", "browser", "bench", "cli", "project.py")

EVERYTHING = Path(__file__).with_name("everything.py")


@pytest.fixture(scope="module")
def engine(root):
    return make_engine(numpy_wheel(), Project(root))


@pytest.fixture(scope="module")
def report(engine, root, tmp_path_factory):
    """What a Pyodide that starts from the engine's files tells of everything that ships."""
    pyodide = write_engine(engine, tmp_path_factory.mktemp("engine"))
    return json.loads(pyodide.run(EVERYTHING, {"/weights": root / "weights"}))


def test_pyodide_starts_from_the_folder_and_loads_numpy(report):
    assert report["numpy"] == "2.4.3"


def test_every_shipped_module_can_be_imported_from_the_trimmed_library(report, root):
    shipped = {
        path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        for path in shipped_sources.sources(Project(root))
    }
    assert shipped - {"aeexplain"} == set(report["modules"])
    assert {name: error for name, error in report["modules"].items() if error} == {}


def test_every_figure_draws_its_first_frame_and_begins_its_run_there(report):
    assert sorted(report["frames"]) == bridge.names()
    assert {name: error for name, error in report["frames"].items() if error} == {}


def test_a_traceback_still_tells_files_and_lines(report):
    assert 'File "aeexplain/bridge.py", line' in report["raised"]
    assert "did you mean 'bottleneck'?" in report["raised"]


def test_the_page_is_told_the_size_of_each_file_in_each_form(engine):
    for name, sizes in engine.sizes.items():
        files = {"plain": name, "gz": f"{name}.gz.bin", "br": f"{name}.br"}
        assert sizes == {form: len(engine.files[files[form]]) for form in sizes}
    assert {name for name, sizes in engine.sizes.items() if "gz" in sizes} >= {WASM, STDLIB}


def test_what_we_packed_unpacks_to_the_file_itself(engine):
    for name, sizes in engine.sizes.items():
        if "gz" in sizes:
            assert gzip.decompress(engine.files[f"{name}.gz.bin"]) == engine.files[name]
            assert brotli.decompress(engine.files[f"{name}.br"]) == engine.files[name]


def test_the_archives_are_stored_so_that_what_packs_them_finds_what_repeats(engine):
    for name, content in engine.files.items():
        if name.endswith(".zip"):
            infos = zipfile.ZipFile(BytesIO(content)).infolist()
            assert {info.compress_type for info in infos} == {zipfile.ZIP_STORED}
            assert [info.filename for info in infos if info.filename.endswith(".py")] == []


def test_the_trimmed_engine_costs_a_reader_what_was_promised(engine):
    files = engine.without_snapshot().sizes
    assert sum(len(engine.files[f"{name}.br"]) for name in files) < 4_200_000
    assert sum(sizes.get("gz", sizes["plain"]) for sizes in files.values()) < 6_000_000


def test_two_engines_of_one_tree_are_the_same_to_the_byte(engine, root):
    assert dict(make_engine(numpy_wheel(), Project(root)).files) == dict(engine.files)


def test_what_pyodide_compiles_is_the_same_to_the_byte_each_time(root):
    sources = sources_of(numpy_wheel(), Project(root))
    library, _ = usable_library(sources, print)
    rooms = {"rooms.zip": shipped_sources.sources(Project(root))}
    one, two = (compile_archives(sources.pyodide, rooms, library) for _ in range(2))
    assert one == two


def test_another_numpy_than_pyodide_names_is_refused(root, tmp_path):
    other = tmp_path / numpy_wheel().name
    other.write_bytes(b"not NumPy")
    with pytest.raises(ExplainError, match="is not the wheel that"):
        make_engine(other, Project(root))


def test_another_pyodide_than_the_pinned_one_is_refused(tmp_path):
    (tmp_path / "package.json").write_text('{"version": "0.1.0"}')
    with pytest.raises(ExplainError, match=r"is Pyodide 0\.1\.0, and the pinned one is"):
        check_version(tmp_path)


def test_nothing_that_stays_at_home_is_in_the_archive_of_our_rooms(engine):
    names = zipfile.ZipFile(BytesIO(engine.files[ROOMS])).namelist()
    assert "aeexplain/bridge.pyc" in names
    assert not [name for name in names for room in HOME_ROOMS if name.startswith(f"aeexplain/{room}")]


def test_a_pyodide_that_does_not_start_is_told_with_what_to_do(engine, tmp_path):
    pyodide = write_engine(engine, tmp_path)
    (tmp_path / WASM).write_bytes(b"no wasm")
    with pytest.raises(
        ExplainError, match=r"(?s)the live engine \(everything\.py\): .*; run build\.py again"
    ):
        pyodide.run(EVERYTHING, {})
