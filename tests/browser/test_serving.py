"""`build.py serve`: what an author saves is what the page shows, where it was and as it was."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time

import pytest
from playwright.sync_api import expect

from aeexplain.setup.verified import cache_folder

CLI = "import sys; from aeexplain.cli import main; sys.exit(main(['serve', '--port', '0']))"
SLUG = "first"
ARTICLE = f"content/{SLUG}/article.md"
DEMO = "src/aeexplain/demos/projection.py"
SLOW = 120_000  # milliseconds that a slow machine may take for what takes well under two seconds
END = 60  # seconds that an end may take
BODY = """+++
title = "T"
summary = "S"
authors = ["A"]
date = 2026-01-31
+++

Sixty points in the plane.

::demo projection Turn the line.

""" + "\n\n".join(["More of the same."] * 60)
MOVE = "input => { input.value = input.max; input.dispatchEvent(new Event('input', { bubbles: true })); }"


class House:
    """A copy of the tree with one article, which an author edits."""

    def __init__(self, root, folder):
        self.folder = folder
        for name in ("src", "templates"):
            shutil.copytree(root / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        for name in ("weights", "node_modules", "pyproject.toml"):
            (folder / name).symlink_to(root / name)
        (folder / "content" / SLUG).mkdir(parents=True)
        (folder / ARTICLE).write_text(BODY, encoding="utf-8")
        shutil.copy(root / "content" / "site.toml", folder / "content")
        (folder / "cache").mkdir()
        for kept in cache_folder().iterdir():
            if kept.name != "site":
                (folder / "cache" / kept.name).symlink_to(kept)

    def text(self, name):
        return (self.folder / name).read_text(encoding="utf-8")

    def edit(self, name, old, new):
        """Save a file, as editors do: beside it and then in its place."""
        text = self.text(name)
        assert text.count(old) == 1
        beside = self.folder / f"{name}.new"
        beside.write_text(text.replace(old, new), encoding="utf-8")
        beside.replace(self.folder / name)


@pytest.fixture
def house(root, tmp_path):
    return House(root, tmp_path)


@pytest.fixture
def url(house):
    """The address at which the house is served; Ctrl-C ends it, without a word of Python's."""
    said = house.folder / "said"
    asked = {"PYTHONPATH": str(house.folder / "src"), "AEEXPLAIN_CACHE": str(house.folder / "cache")}
    with (
        said.open("w") as log,
        subprocess.Popen(
            [sys.executable, "-u", "-c", CLI],
            cwd=house.folder,
            env=os.environ | asked,
            stdout=log,
            stderr=log,
            start_new_session=True,
        ) as process,
    ):
        try:
            yield told(process, said)
            os.killpg(process.pid, signal.SIGINT)
            assert process.wait(END) == 130
            assert "Traceback" not in said.read_text()
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)


def until(holds):
    """Wait until something holds."""
    end = time.monotonic() + END
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.05)


def told(process, said):
    """Wait until the first site stands; return its address."""
    until = time.monotonic() + SLOW / 1000
    while "Built in" not in said.read_text():
        assert process.poll() is None, said.read_text()
        assert "error:" not in said.read_text(), said.read_text()
        assert time.monotonic() < until, said.read_text()
        time.sleep(0.1)
    return re.search(r"http://\S+/", said.read_text())[0]


def test_what_is_saved_is_shown_where_the_reader_was(house, page, url):
    page.goto(f"{url}{SLUG}/")
    slider = page.locator("#projection input[type=range]").first
    slider.evaluate(MOVE)
    most = slider.input_value()
    page.evaluate("scrollTo({ top: 700, behavior: 'instant' })")

    house.edit(ARTICLE, "Sixty points in the plane", "Sixty dots in the plane")
    expect(page.get_by_text("Sixty dots in the plane")).to_have_count(1, timeout=SLOW)
    expect(page.locator("html[data-served]")).to_have_count(1, timeout=SLOW)
    until(lambda: page.evaluate("scrollY") == 700)
    expect(slider).to_have_value(most)

    house.edit(ARTICLE, "Sixty dots", "Sixty dots [@nobody <b>]")
    wrong = page.locator("[data-serve-errors]")
    expect(wrong).to_contain_text(ARTICLE, timeout=SLOW)
    expect(wrong).to_contain_text("no reference named 'nobody'")
    expect(page.get_by_text("Sixty dots in the plane")).to_have_count(1)  # the last good page
    house.edit(ARTICLE, "Sixty dots [@nobody <b>]", "Sixty spots")
    expect(page.get_by_text("Sixty spots in the plane")).to_have_count(1, timeout=SLOW)
    expect(wrong).to_have_count(0)


def test_a_saved_figure_is_drawn_anew_and_its_errors_have_a_place(house, page, url):
    page.goto(f"{url}{SLUG}/")
    lost = page.locator("#projection").get_by_text("Variance lost", exact=True)
    gone = page.locator("#projection").get_by_text("Variance gone", exact=True)
    expect(lost).to_have_count(1)
    house.edit(DEMO, '"Variance lost"', '"Variance gone"')
    expect(gone).to_have_count(1, timeout=SLOW)
    house.edit(DEMO, "def compute(", "def compute)")
    wrong = page.locator("[data-serve-errors]")
    expect(wrong).to_contain_text(DEMO, timeout=SLOW)
    expect(gone).to_have_count(1)  # the last good page
    house.edit(DEMO, "def compute)", "def compute(")
    expect(wrong).to_have_count(0, timeout=SLOW)
