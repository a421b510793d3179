"""A browser is found where it is, and missed with a remedy."""

import sys

import pytest

from aeexplain.errors import ExplainError
from aeexplain.setup.browser import candidates, find_browser

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the browsers of this file are shell scripts")


def browser(folder, name, script):
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return path


def only(folder):
    return {"PATH": str(folder), "PLAYWRIGHT_BROWSERS_PATH": str(folder)}


def test_a_browser_that_does_not_start_is_passed_over(tmp_path):
    browser(tmp_path, "chromium", "echo 'install the snap' >&2; exit 1")
    works = browser(tmp_path, "google-chrome", "echo Chrome 156")
    assert find_browser(only(tmp_path)) == works


def test_the_one_that_was_told_is_taken_or_complained_about(tmp_path):
    browser(tmp_path, "chromium", "echo Chromium 156")
    chosen = browser(tmp_path, "my-browser", "echo mine")
    assert find_browser({**only(tmp_path), "AEEXPLAIN_BROWSER": str(chosen)}) == chosen
    with pytest.raises(ExplainError, match=r"AEEXPLAIN_BROWSER: .*does not start"):
        find_browser({**only(tmp_path), "AEEXPLAIN_BROWSER": str(tmp_path / "none")})


@pytest.mark.skipif(sys.platform == "darwin", reason="macOS has browsers outside PATH")
def test_no_browser_is_an_error_with_its_remedy(tmp_path):
    with pytest.raises(ExplainError, match="install Chromium, Chrome or Edge, or set AEEXPLAIN_BROWSER"):
        find_browser(only(tmp_path))


def test_one_that_playwright_downloaded_is_found(tmp_path):
    folder = tmp_path / "chromium-1200" / "chrome-linux"
    folder.mkdir(parents=True)
    path = browser(folder, "chrome", "echo Chromium 156")
    assert path in candidates(only(tmp_path))
