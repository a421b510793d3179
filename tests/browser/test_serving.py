"""`build.py serve`: what an author saves is what the page shows, where it was and as it was."""

import os
import queue
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

ARTICLE = "content/principal-components/article.md"
DEMO = "src/aeexplain/demos/projection.py"
TREES = ("content/principal-components", "src", "templates", "weights")
PATIENCE = 240  # seconds: the first build may have to make the engine, on a slow machine
LONG = PATIENCE * 1000  # milliseconds
COMMAND = """
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)  # heard even where whoever runs the tests has turned it off
from aeexplain.cli import main
sys.exit(main(sys.argv[1:]))
"""


class Serving:
    """A copy of the project with one article, served by a process in a group of its own."""

    def __init__(self, root: Path, folder: Path) -> None:
        for name in TREES:
            shutil.copytree(root / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copy(root / "content" / "site.toml", folder / "content")
        shutil.copy(root / "package-lock.json", folder)
        for article in (folder / TREES[0]).rglob(
            "article.md"
        ):  # whose links to other articles would lead nowhere
            text = article.read_text("utf-8")
            article.write_text(re.sub(r"\[([^]]*)\]\(\.\./.*?\)", r"\1", text), "utf-8")
        (folder / "node_modules").symlink_to(root / "node_modules")
        self.folder, self.said = folder, queue.Queue[str]()
        self.process = subprocess.Popen(
            [sys.executable, "-c", COMMAND, "serve", "--port", "0"],
            cwd=folder,
            env=os.environ | {"PYTHONPATH": str(folder / "src"), "PYTHONDONTWRITEBYTECODE": "1"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()

    def _listen(self) -> None:
        assert self.process.stdout
        with self.process.stdout as lines:
            for line in lines:
                self.said.put(line)

    def hear(self, words: str) -> str:
        """Return the next line that the process prints with these words, once it has."""
        heard, end = [], time.monotonic() + PATIENCE
        while time.monotonic() < end and (self.process.poll() is None or not self.said.empty()):
            try:
                heard.append(self.said.get(timeout=0.2))
            except queue.Empty:
                continue
            if words in heard[-1]:
                return heard[-1]
            if "error" in heard[-1]:
                break
        raise AssertionError(f"{words!r} was not said, but: {''.join(heard)}")

    def interrupt(self) -> tuple[int, str]:
        """Press Ctrl-C, which a terminal sends to all processes of the group; return the exit code and what was said since.

        Waits until every process that could say something has ended.
        """
        os.killpg(self.process.pid, signal.SIGINT)
        code = self.process.wait(PATIENCE)
        self._listener.join(PATIENCE)
        assert not self._listener.is_alive(), "a process of its own outlived it"
        return code, "".join(self.said.get() for _ in range(self.said.qsize()))

    def edit(self, place: str, old: str, new: str) -> None:
        """Save a file in which the one `old` is `new`, as editors do: beside it, and then in its place."""
        path = self.folder / place
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1
        beside = path.with_name(f"{path.name}.new")
        beside.write_text(text.replace(old, new), encoding="utf-8")
        beside.replace(path)

    def end(self) -> None:
        """End all that is left of the group."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(PATIENCE)
        self._listener.join(PATIENCE)


@pytest.fixture
def serving(root: Path, tmp_path: Path) -> Iterator[Serving]:
    """A served copy of the project, which ends with the test whatever happens."""
    serving = Serving(root, tmp_path)
    try:
        yield serving
    finally:
        serving.end()


def test_what_is_saved_is_shown_where_the_page_was_and_as_it_was(serving: Serving, page: Page) -> None:
    url = serving.hear("Serving at").split()[2]
    serving.hear("Built in")
    page.goto(url + "principal-components/")
    angle = page.locator("#projection input[type=range]")
    overlay, text = page.locator("[data-serve-errors]"), page.locator("main")
    angle.fill("120")
    page.evaluate("scrollTo({ top: 700, behavior: 'instant' })")

    page.evaluate("window.same = true")
    serving.edit(ARTICLE, "Sixty points", "Sixty dots")
    expect(text).to_contain_text("Sixty dots", timeout=LONG)
    expect(page.locator("html[data-served]")).to_have_count(1, timeout=LONG)
    assert page.evaluate("window.same && scrollY === 700"), (
        "a change of the text alone leaves the page as it is"
    )
    expect(angle).to_have_value("120")
    serving.edit(ARTICLE, "Sixty dots", "No figure stands here.\n\nSixty points")
    expect(text).to_contain_text("No figure stands here.", timeout=LONG)
    assert page.evaluate("window.same")
    place = page.evaluate("scrollY")

    serving.edit(ARTICLE, 'title = "', 'title = "On ')
    expect(page.locator("h1")).to_contain_text("On ", timeout=LONG)
    expect(angle).to_have_value("120", timeout=LONG)
    page.wait_for_function("place => scrollY === place", arg=place, timeout=LONG)
    assert page.evaluate("window.same === undefined")

    serving.edit(ARTICLE, "[@pearson1901]", "[@nobody <b>]")
    expect(overlay).to_contain_text("no reference named 'nobody", timeout=LONG)
    assert re.search(rf"{ARTICLE}:\d+:\d+ ", overlay.inner_text())
    expect(text).to_contain_text("Sixty points", timeout=LONG)
    serving.edit(ARTICLE, "[@nobody <b>]", "[@pearson1901]")
    expect(overlay).to_have_count(0, timeout=LONG)

    serving.edit(DEMO, 'View("Variance of the shadows"', 'View("Held fast"')
    expect(page.locator("#projection")).to_contain_text("Held fast", timeout=LONG)
    expect(angle).to_have_value("120", timeout=LONG)
    angle.fill("121")
    expect(page.locator("#projection")).to_have_attribute("data-state", "live", timeout=LONG)

    serving.edit(DEMO, "def compute(", "def compute)")
    line = 1 + (serving.folder / DEMO).read_text(encoding="utf-8").partition("def compute)")[0].count("\n")
    expect(overlay).to_contain_text(f"{DEMO}:{line}", timeout=LONG)
    expect(page.locator("#projection")).to_contain_text("Held fast", timeout=LONG)
    serving.edit(DEMO, "def compute)", "def compute(")
    expect(overlay).to_have_count(0, timeout=LONG)

    code, said = serving.interrupt()
    assert (code, said.splitlines()[-1]) == (130, "stopped; nothing was lost")
    assert "Traceback" not in said


def test_ctrl_c_in_the_middle_of_a_build_ends_all_of_it(serving: Serving) -> None:
    serving.hear("Serving at")
    assert serving.interrupt() == (130, "stopped; nothing was lost\n")
