import os
import stat
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from permissions import bound_by_permissions, only_read

from aeexplain.errors import ExplainError
from aeexplain.site.build import site_writer
from aeexplain.site.build.site_writer import SiteWriter, publish

SITE = {"index.html": b"one", "assets/a.js": b"two", "_headers": b""}


def test_a_site_is_written_whole(tmp_path):
    publish(SITE, tmp_path / "dist")
    assert (tmp_path / "dist/assets/a.js").read_bytes() == b"two"
    assert [path.name for path in tmp_path.iterdir()] == ["dist"]


def test_a_new_site_takes_the_place_of_the_old_one(tmp_path):
    publish(SITE | {"old.html": b""}, tmp_path / "dist")
    publish(SITE, tmp_path / "dist")
    assert not (tmp_path / "dist/old.html").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["dist"]


def test_a_write_that_fails_leaves_the_published_site_as_it_was(tmp_path):
    publish(SITE, tmp_path / "dist")
    with pytest.raises(ExplainError, match="nothing was changed"):
        publish({"index.html": b"new", "index.html/below": b"impossible", "_headers": b""}, tmp_path / "dist")
    assert (tmp_path / "dist/index.html").read_bytes() == b"one"
    assert [path.name for path in tmp_path.iterdir()] == ["dist"]


def test_a_folder_that_is_no_site_is_never_replaced(tmp_path):
    (tmp_path / "thesis.txt").write_text("years of work")
    with pytest.raises(ExplainError, match="is not a site"):
        publish(SITE, tmp_path)
    assert (tmp_path / "thesis.txt").exists()


def test_a_file_that_is_published_already_is_linked_and_not_written(tmp_path):
    ledger = publish(SITE, tmp_path / "dist")
    before = (tmp_path / "dist/assets/a.js").stat()
    publish(SITE | {"index.html": b"new"}, tmp_path / "dist", ledger)
    after = (tmp_path / "dist/assets/a.js").stat()
    assert (after.st_ino, after.st_mtime_ns, after.st_nlink) == (before.st_ino, before.st_mtime_ns, 1)
    assert (tmp_path / "dist/index.html").read_bytes() == b"new"


@pytest.mark.parametrize(
    "meddle",
    [lambda path: path.write_bytes(b"TWO"), lambda path: path.unlink(), lambda path: path.write_bytes(b"")],
)
def test_a_published_file_that_somebody_changed_is_written_again(tmp_path, meddle):
    ledger = publish(SITE, tmp_path / "dist")
    path = tmp_path / "dist/assets/a.js"
    os.utime(path, ns=(0, path.stat().st_mtime_ns + 1))
    meddle(path)
    publish(SITE, tmp_path / "dist", ledger)
    assert path.read_bytes() == b"two"


def test_a_disk_without_links_is_written_anew(tmp_path, monkeypatch):
    ledger = publish(SITE, tmp_path / "dist")

    def refuse(*_, **__):
        raise OSError("no links here")

    monkeypatch.setattr(os, "link", refuse)
    publish(SITE, tmp_path / "dist", ledger)
    assert (tmp_path / "dist/assets/a.js").read_bytes() == b"two"


def test_a_system_that_cannot_swap_in_one_step_does_it_in_two(tmp_path, monkeypatch):
    monkeypatch.setattr(site_writer, "_exchanged", lambda *_: False)
    publish(SITE | {"old.html": b""}, tmp_path / "dist")
    publish(SITE, tmp_path / "dist")
    assert sorted(path.name for path in (tmp_path / "dist").iterdir()) == ["_headers", "assets", "index.html"]
    assert [path.name for path in tmp_path.iterdir()] == ["dist"]


def test_a_site_that_a_killed_build_had_moved_away_comes_back(tmp_path):
    publish(SITE, tmp_path / "dist")
    (tmp_path / "dist").rename(tmp_path / ".dist-x-old")
    with pytest.raises(ZeroDivisionError), SiteWriter(tmp_path / "dist", {}):
        raise ZeroDivisionError
    assert (tmp_path / "dist/index.html").read_bytes() == b"one"


def test_what_killed_builds_left_long_ago_is_removed(tmp_path):
    for name, age in ((".dist-old", 7200), (".dist-young", 0)):
        (tmp_path / name).mkdir()
        os.utime(tmp_path / name, (time.time() - age,) * 2)
    publish(SITE, tmp_path / "dist")
    assert sorted(path.name for path in tmp_path.iterdir()) == [".dist-young", "dist"]


@contextmanager
def umask(mask):
    before = os.umask(mask)
    try:
        yield
    finally:
        os.umask(before)


def modes(folder):
    return {
        path.relative_to(folder).as_posix(): stat.S_IMODE(path.stat().st_mode)
        for path in [folder, *folder.rglob("*")]
    }


@pytest.mark.skipif(os.name == "nt", reason="a system without modes")
@pytest.mark.parametrize("masks", [(0o077, 0o022), (0o022, 0o077), (0o777, 0o777), (0o000, 0o027)])
def test_everybody_may_read_what_is_published_whatever_the_umask_is(tmp_path, masks):
    site = SITE | {"assets/deep/in/it.css": b"three"}
    wanted = dict.fromkeys(("assets", "assets/deep", "assets/deep/in", "."), 0o755)
    wanted |= dict.fromkeys(site, 0o644)
    ledger = {}
    for number, mask in enumerate(masks):
        with umask(mask):
            ledger = publish(site | {"index.html": bytes([number])}, tmp_path / "dist", ledger)
        assert modes(tmp_path / "dist") == wanted


@pytest.mark.skipif(os.name == "nt", reason="a system without modes")
def test_a_file_that_was_published_for_its_owner_alone_is_kept_and_opened_to_all(tmp_path):
    ledger = publish(SITE, tmp_path / "dist")
    path = tmp_path / "dist/assets/a.js"
    path.chmod(0o600)
    before = path.stat()
    publish(SITE, tmp_path / "dist", ledger)
    after = path.stat()
    assert stat.S_IMODE(after.st_mode) == 0o644
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


@pytest.mark.skipif(os.name == "nt", reason="a system without modes")
def test_a_file_of_another_user_is_written_anew_and_theirs_is_left(tmp_path, monkeypatch):
    ledger = publish(SITE, tmp_path / "dist")
    (tmp_path / "dist/assets/a.js").chmod(0o600)
    os.link(tmp_path / "dist/assets/a.js", tmp_path / "theirs")
    chmod = os.chmod

    def refuse(path, mode, **given):
        if os.stat(path).st_ino == (tmp_path / "theirs").stat().st_ino:
            raise PermissionError
        chmod(path, mode, **given)

    monkeypatch.setattr(os, "chmod", refuse)
    publish(SITE, tmp_path / "dist", ledger)
    assert (tmp_path / "theirs").stat().st_nlink == 1
    assert modes(tmp_path / "dist")["assets/a.js"] == 0o644
    assert (tmp_path / "dist/assets/a.js").read_bytes() == b"two"


def test_a_file_that_another_build_changes_while_it_is_linked_is_written_anew(tmp_path, monkeypatch):
    ledger = publish(SITE, tmp_path / "dist")
    link = os.link

    def late(source, target, **given):
        os.replace(tmp_path / "other", source)
        link(source, target, **given)

    (tmp_path / "other").write_bytes(b"another build's")
    monkeypatch.setattr(os, "link", late)
    with SiteWriter(tmp_path / "dist", ledger) as writer:
        writer.put("assets/a.js", b"two")
        monkeypatch.undo()
        for name in ("index.html", "_headers"):
            writer.put(name, SITE[name])
        writer.publish()
    assert (tmp_path / "dist/assets/a.js").read_bytes() == b"two"


def test_the_first_builds_of_a_site_beside_each_other_each_succeed(tmp_path):
    editions = [SiteWriter(tmp_path / "dist", {}) for _ in range(4)]
    with ExitStack() as together:
        for each in editions:
            together.enter_context(each)
            for name, content in SITE.items():
                each.put(name, content)
        with ThreadPoolExecutor(4) as builds:
            list(builds.map(SiteWriter.publish, editions))
    assert (tmp_path / "dist/assets/a.js").read_bytes() == b"two"


def test_a_build_that_comes_second_to_an_empty_place_takes_the_first_ones(tmp_path, monkeypatch):
    rename = Path.rename

    def late(fresh, out):
        monkeypatch.undo()
        publish(SITE, tmp_path / "dist")
        return rename(fresh, out)

    monkeypatch.setattr(Path, "rename", late)
    publish(SITE | {"index.html": b"new"}, tmp_path / "dist")
    assert (tmp_path / "dist/index.html").read_bytes() == b"new"


BUILD = """
import sys
from pathlib import Path
from aeexplain.cli import main
sys.exit(main(["build", "--root", sys.argv[1], "--out", sys.argv[2]]))
"""


@pytest.mark.skipif(os.name == "nt", reason="a system without modes")
def test_a_tree_that_may_only_be_read_builds_elsewhere_and_says_why_it_cannot_here(house, tmp_path_factory):
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "dist"
    environ = os.environ | {"AEEXPLAIN_CACHE": str(tmp_path_factory.mktemp("cache"))}

    def build(out):
        return subprocess.run(
            [sys.executable, "-c", BUILD, house, out],
            capture_output=True,
            text=True,
            env=environ,
            preexec_fn=bound_by_permissions,
        )

    with only_read(house):
        done, here = build(elsewhere), build(house / "dist")
    assert (done.returncode, done.stderr) == (0, "")
    assert (elsewhere / "first" / "index.html").is_file()
    assert here.returncode == 1
    assert here.stderr == (
        f"error: {house / 'dist'}: cannot be written: Permission denied; nothing was changed; --out names another folder\n"
    )
