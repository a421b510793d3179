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

BESIDE = Path(__file__).with_name("beside.py")
EVERYTHING = Path(__file__).with_name("everything.py")


@pytest.fixture(scope="module")
def engine(root):
    return make_engine(numpy_wheel(), Project(root))


@pytest.fixture(scope="module")
def report(engine, root, tmp_path_factory):
    """What a Pyodide that starts from the engine's files tells of everything that ships."""
    project = Project(root)
    demos = shipped_sources.demo_code(project, project.demo_files())
    pyodide = write_engine(engine, tmp_path_factory.mktemp("engine"), demos)
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


def test_two_sites_have_the_same_engine_to_the_byte_whatever_demos_and_weights_they_have(engine, tmp_path):
    (tmp_path / "demos").mkdir()
    (tmp_path / "weights").mkdir()
    (tmp_path / "demos" / "own.py").write_text("import asyncio, numpy.ma, unicodedata\n'\\N{DIGIT ONE}'\n")
    (tmp_path / "weights" / "own.json").write_text("{}")
    assert dict(make_engine(numpy_wheel(), Project(tmp_path)).files) == dict(engine.files)


def test_no_demo_is_in_the_engine(engine):
    names = zipfile.ZipFile(BytesIO(engine.files[ROOMS])).namelist()
    packages = ["aeexplain/demos/__init__.pyc", "aeexplain/demos/articles/__init__.pyc"]
    assert sorted(name for name in names if name.startswith("aeexplain/demos/")) == packages
    assert b"power_iteration" not in engine.files["snapshot.bin"]


def test_what_pyodide_compiles_is_the_same_to_the_byte_each_time(root):
    sources = sources_of(numpy_wheel(), Project(root).package)
    library, _ = usable_library(sources, print)
    rooms = {"rooms.zip": sources.rooms}
    one, two = (compile_archives(sources.pyodide, rooms, library) for _ in range(2))
    assert one == two


@pytest.fixture(scope="module")
def beside(engine, root, tmp_path_factory):
    """What a Pyodide that starts from the engine's files tells of the modules that it lacks, and of every demo."""
    folder = tmp_path_factory.mktemp("beside")
    project = Project(root)
    pyodide = write_engine(engine, folder, shipped_sources.demo_code(project, project.demo_files()))
    for name, content in engine.files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(content)
    (folder / "digest").write_text(str(engine.payload("")["index"]))
    return json.loads(pyodide.run(BESIDE, {"/engine": folder}))


USES = {
    "json": "'[1]'",
    "asyncio": "'Queue'",
    "decimal": "Decimal('1.1')",
    "statistics": "2",
    "csv": "[['a', 'b']]",
    "html": "'HTMLParser'",
    "masked": "1.0",
    "seeded": "1.624345",
    "old": "24",
    "fft": "[1.0, 1.0, 1.0, 1.0]",
    "polynomial": "np.float64(7.0)",
    "nanmedian": "2.0",
    "names": "'LATIN SMALL LETTER E WITH ACUTE'",
    "escape": "'\u2022'",
    "big5": repr("\u4e2d".encode("big5")),
    "idna": repr("b\u00fccher".encode("idna")),
    "generators": "0.240676",
}


@pytest.mark.parametrize("use", USES)
def test_any_part_of_the_library_and_of_numpy_can_be_imported_and_comes_when_it_is(beside, use):
    assert beside["uses"][use] == USES[use]


def test_what_is_nowhere_is_no_module(beside):
    assert beside["uses"]["nowhere"].endswith("ModuleNotFoundError: No module named 'nowhere'\n")


def test_each_file_comes_once_and_the_demos_that_ship_want_none(beside):
    assert set(beside["demos"].values()) == {"None"}
    assert beside["by_demos"] == []
    assert len(beside["asked"]) == len(set(beside["asked"]))
    assert {"modules/decimal.bin", "tables/names.bin", "tables/characters.bin"} <= set(beside["asked"])


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
