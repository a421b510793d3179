"""A stamp tells a finished installation from a half-made or an outdated one."""

from aeexplain.setup import stamps


def stamped(folder):
    (folder / "rich").mkdir()
    stamps.write(folder / "stamp.json", folder, {"build": "1", "test": "2"})
    return folder / "stamp.json"


def test_a_finished_folder_holds_for_the_facts_it_was_made_from_and_for_fewer(tmp_path):
    stamp = stamped(tmp_path)
    assert stamps.holds(stamp, tmp_path, {"build": "1", "test": "2"})
    assert stamps.holds(stamp, tmp_path, {"build": "1"})


def test_a_changed_or_an_unknown_fact_does_not_hold(tmp_path):
    stamp = stamped(tmp_path)
    assert not stamps.holds(stamp, tmp_path, {"build": "other"})
    assert not stamps.holds(stamp, tmp_path, {"build": "1", "bench": "3"})


def test_a_package_that_has_gone_is_noticed_and_one_that_has_come_is_allowed(tmp_path):
    stamp = stamped(tmp_path)
    (tmp_path / "ipython").mkdir()
    assert stamps.holds(stamp, tmp_path, {"build": "1"})
    (tmp_path / "rich").rmdir()
    assert not stamps.holds(stamp, tmp_path, {"build": "1"})


def test_half_a_stamp_or_none_does_not_hold(tmp_path):
    stamp = stamped(tmp_path)
    stamp.write_text(stamp.read_text()[:-20])
    assert not stamps.holds(stamp, tmp_path, {})
    stamp.unlink()
    assert not stamps.holds(stamp, tmp_path, {})
