"""Digests are what others check, and ours tell where one part ends and the next begins."""

import hashlib

import pytest

from aeexplain.files.digests import digest, digest_of_files, integrity_from_sha256, integrity_of, sha256


def test_parts_that_end_elsewhere_have_another_digest():
    assert digest("ab", "c") != digest("a", "bc") != digest("abc")
    assert digest("é") == digest("é".encode())


def test_a_file_by_another_name_has_another_digest(tmp_path):
    (tmp_path / "a").write_bytes(b"x")
    before = digest_of_files(tmp_path, [tmp_path / "a"])
    (tmp_path / "a").rename(tmp_path / "b")
    assert digest_of_files(tmp_path, [tmp_path / "b"]) != before


# Of the empty content, as https://www.w3.org/TR/SRI/ and npm have them.
EMPTY = {
    "sha256": "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
    "sha512": "sha512-z4PhNX7vuL3xVChQ1m2AB9Yg5AULVxXcg/SpIdNs6c5H0NE8XYXysP+DGNKHfuwvY7kxvUdBeoGlODJ6+SfaPg==",
}


@pytest.mark.parametrize("algorithm", EMPTY)
def test_the_integrity_of_nothing_is_the_known_one(algorithm):
    assert integrity_of(b"", algorithm) == EMPTY[algorithm]


def test_a_digest_in_hex_gives_the_same_integrity():
    assert sha256(b"x") == hashlib.sha256(b"x").hexdigest()
    assert integrity_from_sha256(sha256(b"x")) == integrity_of(b"x")
