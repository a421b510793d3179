"""The engine's folder: the same bytes each time, only what ships, and a Pyodide that really starts from it."""

import base64
import csv
import hashlib
import json
import zipfile
from io import BytesIO

import pytest

from aeexplain.errors import ExplainError
from aeexplain.setup.fetch import numpy_wheel
from aeexplain.setup.node import run_node
from aeexplain.site.runtime import engine as engine_of
from aeexplain.site.runtime import lock_file, shipped_wheel

HOME_ROOMS = ("setup", "training", "site", "browser", "cli.py")

START = """
import { pathToFileURL } from 'node:url';
const folder = process.argv[2];
const { loadPyodide } = await import(pathToFileURL(folder + '/pyodide.mjs'));
const pyodide = await loadPyodide({ indexURL: folder });
await pyodide.loadPackage(['numpy', 'aeexplain'], { messageCallback: () => {} });
process.stdout.write(pyodide.runPython(`
import json, sys
import aeexplain.errors, numpy
error = str(aeexplain.errors.ExplainError("a", "b"))
json.dumps([numpy.__version__, error, sys.version_info[:2], float(numpy.arange(5.0) @ numpy.ones(5))])
`));
"""


@pytest.fixture(scope="module")
def engine():
    return engine_of(numpy_wheel())


def test_pyodide_starts_from_the_folder_and_loads_numpy_and_our_rooms(engine, tmp_path):
    for name, content in engine.files.items():
        (tmp_path / name).write_bytes(content)
    (tmp_path / "start.mjs").write_text(START)
    told = json.loads(run_node(tmp_path / "start.mjs", "", str(tmp_path)))
    assert told == ["2.4.3", "a: b", [3, 14], 10.0]


def test_the_lock_file_knows_numpy_and_our_wheel_by_their_hashes_and_nothing_else(engine):
    packages = json.loads(engine.files["pyodide-lock.json"])["packages"]
    assert {package["file_name"] for package in packages.values()} == {engine.numpy, engine.wheel}
    for package in packages.values():
        assert hashlib.sha256(engine.files[package["file_name"]]).hexdigest() == package["sha256"]


def test_two_wheels_of_one_tree_are_the_same_to_the_byte():
    assert shipped_wheel() == shipped_wheel()


def test_the_wheel_holds_what_ships_and_nothing_of_what_stays_at_home():
    _, wheel = shipped_wheel()
    names = zipfile.ZipFile(BytesIO(wheel)).namelist()
    assert {"aeexplain/__init__.py", "aeexplain/errors.py"} <= set(names)
    assert not [name for name in names for room in HOME_ROOMS if name.startswith(f"aeexplain/{room}")]
    assert not [name for name in names if not name.endswith((".py", "/METADATA", "/WHEEL", "/RECORD"))]


def test_the_wheels_record_tells_the_hash_and_size_of_every_other_member():
    _, wheel = shipped_wheel()
    archive = zipfile.ZipFile(BytesIO(wheel))
    record = next(name for name in archive.namelist() if name.endswith("/RECORD"))
    rows = list(csv.reader(archive.read(record).decode().splitlines()))
    assert [row[0] for row in rows] == archive.namelist()
    for name, digest, size in rows[:-1]:
        data = archive.read(name)
        told = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
        assert (digest, int(size)) == (f"sha256={told}", len(data))


def test_another_numpy_than_pyodide_names_is_refused(root):
    theirs = root / "node_modules" / "pyodide" / "pyodide-lock.json"
    with pytest.raises(ExplainError, match="is not the wheel that"):
        lock_file(theirs, numpy_wheel().name, b"not NumPy", "aeexplain-0-py3-none-any.whl", b"")
