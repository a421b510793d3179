"""The handwritten pass is NumPy's, and one that is not is told."""

import pytest
from playwright.sync_api import sync_playwright

from aeexplain.bench import by_hand
from aeexplain.errors import ExplainError
from aeexplain.setup.browser import CHROMIUM_FLAGS, find_browser
from aeexplain.site.serve import Server

STATES = [{"k": k, "digit": str(digit)} for k, digit in ((0, 3), (1, 0), (17, 8), (32, 5))]


@pytest.fixture(scope="module")
def browser():
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=find_browser(), args=list(CHROMIUM_FLAGS))
        yield chromium
        chromium.close()


def held(browser, root, folder, changed=lambda script: script):
    by_hand.write_page(folder, root / "weights")
    script = folder / by_hand.SCRIPT.name
    script.write_text(changed(script.read_text(encoding="utf-8")), encoding="utf-8")
    with Server(folder) as server:
        page = browser.new_page()
        page.goto(server.url)
        by_hand.hold_to_numpy(page, STATES, root / "weights")
        page.close()


def test_the_pass_by_hand_gives_numpys_numbers(browser, root, tmp_path):
    held(browser, root, tmp_path)


def test_a_pass_that_keeps_one_unit_too_many_is_told(browser, root, tmp_path):
    with pytest.raises(ExplainError, match=r"pixels are up to .* at k = "):
        held(browser, root, tmp_path, lambda script: script.replace("i < kept", "i <= kept"))
