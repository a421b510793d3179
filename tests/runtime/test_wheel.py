"""A wheel's bytes."""

import base64
import csv
import hashlib
import zipfile
from io import BytesIO

from aeexplain.runtime.wheel import pack

MEMBERS = {"b/two.pyc": b"2", "a.py": b"one"}


def test_a_wheel_is_the_same_to_the_byte_whatever_the_order_of_its_members():
    assert pack("a", "1", MEMBERS) == pack("a", "1", dict(reversed(MEMBERS.items())))


def test_a_wheels_record_tells_the_hash_and_size_of_every_other_member():
    name, wheel = pack("a", "1", MEMBERS)
    assert name == "a-1-py3-none-any.whl"
    archive = zipfile.ZipFile(BytesIO(wheel))
    rows = list(csv.reader(archive.read("a-1.dist-info/RECORD").decode().splitlines()))
    assert [row[0] for row in rows] == archive.namelist()
    for member, digest, size in rows[:-1]:
        data = archive.read(member)
        encoded = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
        assert (digest, int(size)) == (f"sha256={encoded}", len(data))
