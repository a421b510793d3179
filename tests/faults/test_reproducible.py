"""The same tree makes the same bytes: in another folder, hour, language, order of hashing and with nothing kept."""

import pytest
from checkouts import built


@pytest.mark.usefixtures("built")  # when the engine's files are packed already
@pytest.mark.parametrize("other", [{"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "LANG": "C"}])
def test_two_checkouts_make_the_same_bytes(root, tmp_path, other):
    usual = {"TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "0"}
    other = other | {
        "PYTHONHASHSEED": "4242",
        "SOURCE_DATE_EPOCH": "1",
        "COLUMNS": "20",
        "HOME": str(tmp_path),
    }
    here = built(root, tmp_path / "one", usual, 0o022)
    there = built(root, tmp_path / "a longer way" / "to another", other, 0o077)
    assert here.keys() == there.keys()
    assert [name for name in here if here[name] != there[name]] == []
    assert len(here) > 50
