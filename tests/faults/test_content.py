"""Content that cannot be read, clocks that are wrong, builds beside each other: one clear line, or the same site."""

import os
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

PLACES = {
    "content/first/article.md": "content/first/article.md",
    "content/first/references.bib": "content/first/references.bib",
    "content/site.toml": "content/site.toml",
    "templates/base.html": "templates/",
    "templates/assets/site.css": "templates/assets/site.css",
}
CLI = "import sys; from aeexplain import cli; sys.exit(cli.main(sys.argv[1:]))"


def site(folder):
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def refused(build, house, place, before):
    """Whether a build says in one line what is wrong at a place, and leaves the site as it was."""
    code, lines = build()
    assert code == 1
    assert len(lines) == 1, lines
    assert lines[0].startswith(f"error: {place}"), lines
    assert site(house / "dist") == before
    assert not list(house.glob(".dist-*"))


@pytest.fixture
def before(build, house):
    """The site as it was published when all was well."""
    assert build() == (0, [])
    return site(house / "dist")


@pytest.mark.parametrize("name", PLACES)
def test_bytes_that_are_no_text(name, build, house, before):
    (house / name).write_bytes(b"ok\n\xff\xfe\x00\xd8")
    refused(build, house, PLACES[name], before)


@pytest.mark.parametrize("name", PLACES)
def test_a_folder_in_the_place_of_a_file(name, build, house, before):
    (house / name).unlink(missing_ok=True)
    (house / name).mkdir()
    refused(build, house, PLACES[name], before)


@pytest.mark.parametrize("name", ["content/first/article.md", "content/site.toml", "templates/base.html"])
def test_a_link_to_itself_in_the_place_of_a_file(name, build, house, before):
    (house / name).unlink()
    (house / name).symlink_to(Path(name).name)
    refused(build, house, "", before)


@pytest.mark.parametrize("name", ["content/first/article.md", "content/site.toml", "content/first/data.csv"])
def test_a_pipe_in_the_place_of_a_file_is_not_waited_for(name, build, house, before):
    (house / name).unlink(missing_ok=True)
    os.mkfifo(house / name)
    if name.endswith("csv"):  # nothing asks for it
        assert build() == (0, [])
    else:
        refused(build, house, name, before)


def test_folders_that_hold_themselves_are_walked_once(build, house, before):
    (house / "content" / "first" / "again").symlink_to(".")
    (house / "content" / "first" / "up").symlink_to("..")
    assert build() == (0, [])
    assert site(house / "dist") == before


@pytest.mark.parametrize("second", [0, -(10**9), 2**33])
def test_the_clock_is_of_no_account(second, build, house, before, monkeypatch):
    monkeypatch.setattr(time, "time", lambda: float(second))
    for path in (house / "content").rglob("*"):
        os.utime(path, (0, 0))
    assert build("--out", str(house / "other")) == (0, [])
    assert site(house / "other") == before


def test_a_file_larger_than_the_system_allows_is_told(house, root, build, before):
    """A real refusal of the kernel's, in a process of its own."""
    article = house / "content" / "first" / "article.md"
    article.write_text(article.read_text() + "A word or two.\n\n" * 3000)
    done = subprocess.run(
        [sys.executable, "-c", CLI, "build", "--root", house],
        env=os.environ | {"PYTHONPATH": str(root / "src")},
        capture_output=True,
        text=True,
        preexec_fn=_no_large_files,
    )
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1, done.stderr
    assert "File too large" in done.stderr
    assert site(house / "dist") == before


def _hear_ctrl_c():
    """Whoever has started the tests in the background has SIGINT ignored, and a child inherits that."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def _no_large_files():
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000))


def test_builds_beside_each_other_all_end_well(house, root, build, before):
    words = [sys.executable, "-c", CLI, "build", "--root", house]
    environ = os.environ | {"PYTHONPATH": str(root / "src")}
    running = [
        subprocess.Popen(words, env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        for _ in range(3)
    ]
    said = [each.communicate()[1] for each in running]
    assert [each.returncode for each in running] == [0, 0, 0], said
    assert site(house / "dist") == before
    assert not list(house.glob(".dist-*"))


@pytest.mark.parametrize("moment", [0, 0.2, 0.5, 1.0])
def test_ctrl_c_at_any_moment_ends_in_one_line(moment, house, root, build, before):
    """As a terminal sends it: to the build and to all processes that it has started."""
    article = house / "content" / "first" / "article.md"
    for number in range(12):  # enough for processes beside the first
        other = house / "content" / f"other-{number}"
        other.mkdir()
        (other / "article.md").write_text(article.read_text() + f"No {number}: $x_{{{number}}}$.\n")
    words = [sys.executable, root / "tests" / "faults" / "build.py", house, "--out", house / "dist"]
    child = subprocess.Popen(
        words,
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=_hear_ctrl_c,
        env=os.environ | {"PYTHONPATH": str(root / "src")},
    )
    assert child.stdout.readline() == "here\n"
    time.sleep(moment)
    os.killpg(child.pid, signal.SIGINT)
    said = child.communicate()[1].splitlines()
    if child.returncode in (0, -signal.SIGINT):  # by the signal: all was done, and Python was on its way out
        assert said == []
    else:
        assert child.returncode == 130, said
        assert said == ["stopped; nothing was lost"] or said == ["stopped"]
    assert len(site(house / "dist")) in (len(before), len(before) + 36), (
        "neither the site before nor the one after"
    )
