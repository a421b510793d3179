"""What the bench compares the engine with."""

import hashlib
import json

from aeexplain.project import Project
from aeexplain.runtime.stock import LOCK, stock_files
from aeexplain.setup.fetch import numpy_wheel


def test_its_lock_file_knows_numpy_and_our_wheel_by_their_hashes_and_nothing_else(root):
    files = stock_files(numpy_wheel(), Project(root))
    packages = json.loads(files[LOCK])["packages"]
    assert packages.keys() == {"numpy", "aeexplain"}
    for package in packages.values():
        assert hashlib.sha256(files[package["file_name"]]).hexdigest() == package["sha256"]
