"""Readers check what must hold of a figure: in the real page, by the real engine, and of their own edits too."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from aeexplain import bridge
from aeexplain.setup.node import node_package

WAIT = 60_000  # milliseconds: the machine may be busy
DESK, PHONE = {"width": 1280, "height": 720}, {"width": 390, "height": 844}
AXE = "async () => (await axe.run(document)).violations.map((each) => [each.id, each.nodes[0].html])"


@pytest.fixture(scope="module")
def shared(browser: Browser, site: str) -> Iterator[Page]:
    """One page of an article for all tests that leave it as it was."""
    with browser.new_context(viewport=DESK, bypass_csp=True) as context:
        page = context.new_page()
        page.goto(f"{site}principal-components/")
        page.evaluate((node_package("axe-core") / "axe.min.js").read_text("utf-8") + "\n;true")
        yield page


def check(page: Page, figure: str, name: str = "Check") -> Locator:
    """Press the menu's item, and return the list that it opens."""
    page.locator(f"#{figure} [data-menu] summary").click()
    page.locator(f"#{figure} .menu").get_by_role("button", name=name, exact=True).click()
    return page.locator(f"#{figure} .checks")


def told(found: Locator) -> list[tuple[str, str]]:
    """What a list shows: sentences and numbers."""
    lines = found.locator("li")
    says, numbers = (lines.locator(f".{name}").all_text_contents() for name in ("says", "numbers"))
    return list(zip(says, numbers, strict=True))


def expected(figure: str, **values: object) -> list[tuple[str, str]]:
    """What Python finds at home, in the page's words."""
    checked = bridge.Stage().checked(figure, values)
    return [(each.says, each.compared) for each in checked]


def close(found: Locator) -> None:
    found.get_by_role("button", name="Close").click()
    expect(found).to_have_count(0)


def test_a_figure_shows_what_must_hold_of_it_with_the_numbers_of_its_state(shared: Page) -> None:
    found = check(shared, "projection")
    expect(found.locator("[role=status]")).to_have_text("3 of 3 hold in this state.", timeout=WAIT)
    expect(found).to_be_focused()
    assert told(found) == expected("projection")
    assert found.locator("li.holds").count() == 3
    assert found.locator("li").first.text_content() == (
        "✓Holds: Every thread stands at a right angle to the line " + told(found)[0][1]
    )
    close(found)
    expect(shared.locator("#projection [data-menu] summary")).to_be_focused()


def test_the_numbers_follow_the_controls_and_escape_closes_the_list(shared: Page) -> None:
    found = check(shared, "projection")
    expect(found.locator("li")).to_have_count(3, timeout=WAIT)
    shared.locator('#projection [name="angle"]').evaluate(
        "(input) => { input.value = 20; input.dispatchEvent(new Event('input', { bubbles: true })); }"
    )
    number = expected("projection", angle=20)[2][1]
    expect(found.locator("li").nth(2).locator(".numbers")).to_have_text(number, timeout=WAIT)
    found.focus()
    shared.keyboard.press("Escape")
    expect(found).to_have_count(0)


def test_a_second_press_goes_to_the_list_that_is_open(shared: Page) -> None:
    check(shared, "power-iteration")
    found = check(shared, "power-iteration")
    expect(found).to_have_count(1)
    expect(found).to_be_focused()
    close(found)


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_axe_has_nothing_to_say_of_a_list_and_nothing_is_wider_than_the_window(shared: Page, size) -> None:
    shared.set_viewport_size(size)
    found = check(shared, "power-iteration")
    expect(found.locator("li")).to_have_count(4, timeout=WAIT)
    assert shared.evaluate(AXE) == []
    assert shared.evaluate("document.documentElement.scrollWidth <= innerWidth")
    close(found)
    shared.set_viewport_size(DESK)


def test_an_edit_that_breaks_a_check_shows_which_and_reset_brings_the_figure_back(shared: Page) -> None:
    shared.locator("#projection [data-menu] summary").click()
    shared.locator("#projection [data-code]").click()
    shared.locator("#projection .edit-code").get_by_role("button", name="Edit").click()
    box = shared.locator(".editing")
    expect(box.locator("figure.edited")).to_be_visible(timeout=WAIT)
    box.get_by_role("button", name="Check", exact=True).click()
    found = box.locator(".edit-panel .checks")
    expect(found.locator("[role=status]")).to_have_text("3 of 3 hold in this state.", timeout=WAIT)
    source = bridge.source("projection")
    box.locator(".cm-content").focus()
    shared.keyboard.press("ControlOrMeta+a")
    shared.keyboard.insert_text(
        source.replace("shadows = along[:, None] * way", "shadows = 0.5 * along[:, None] * way")
    )
    expect(found.locator("[role=status]")).to_have_text("1 of 3 hold in this state.", timeout=WAIT)
    expect(found.locator("li.broken .says")).to_have_text(
        [
            "Every thread stands at a right angle to the line",
            "What is lost is the mean square of the threads",
        ]
    )
    assert shared.evaluate(AXE) == []
    shared.set_viewport_size(PHONE)
    assert shared.evaluate("document.documentElement.scrollWidth <= innerWidth")
    expect(box.locator(".cm-content")).to_be_visible()
    shared.set_viewport_size(DESK)
    box.locator(".cm-content").focus()
    shared.keyboard.press("ControlOrMeta+a")
    shared.keyboard.insert_text(source.replace("(lost,", "(missing / lost,"))
    expect(found.locator("[role=status]")).to_contain_text("NameError: name 'missing'", timeout=WAIT)
    expect(found.locator("li")).to_have_count(0)
    box.get_by_role("button", name="Check", exact=True).click()
    expect(found).to_have_count(0)
    box.get_by_role("button", name="Reset", exact=True).click()
    expect(shared.locator("#projection [data-stage]")).to_be_visible()


def test_a_page_in_german_checks_in_german(browser: Browser, site: str) -> None:
    with browser.new_context(viewport=PHONE) as context:
        page = context.new_page()
        page.goto(f"{site}principal-components-de/")
        found = check(page, "projection", "Prüfen")
        expect(found.locator("[role=status]")).to_have_text("3 von 3 gelten in diesem Zustand.", timeout=WAIT)
        expect(found.locator(".says").first).to_have_text("Jeder Faden steht im rechten Winkel zur Geraden")


def test_who_saves_data_is_told_that_the_engine_waits(browser: Browser, site: str) -> None:
    with browser.new_context(viewport=DESK) as context:
        page = context.new_page()
        page.add_init_script(
            "Object.defineProperty(navigator, 'connection', { value: { saveData: true, addEventListener() {} } })"
        )
        page.goto(f"{site}principal-components/")
        found = check(page, "projection")
        expect(found.locator("[role=status]")).to_have_text(
            "The live engine checks them, and waits to be loaded"
        )
        page.locator("#projection").get_by_role("button", name="Load the live engine").click()
        expect(found.locator("[role=status]")).to_have_text("3 of 3 hold in this state.", timeout=WAIT)
