"""The German edition of an article, in the page: what moves, edits and keeps it speaks German throughout."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.one_profile

WAIT = 60_000  # milliseconds: the machine may be busy
# Words of the English interface that no German text has.
ENGLISH = re.compile(r"\b(the|this|reset|edit|loading|keep|more|close|and|your)\b", re.IGNORECASE)


@pytest.fixture
def figure(page, site):
    page.goto(f"{site}principal-components-de/")
    found = page.locator("figure[data-demo]:has(input[type=range])").first
    found.scroll_into_view_if_needed()
    return found


def texts_of_interface(page):
    """Return what buttons, folds and messages say."""
    said = page.locator("button:visible, summary:visible, [role=status]").all_inner_texts()
    named = page.locator("[aria-label]").evaluate_all(
        "all => all.map((each) => each.getAttribute('aria-label'))"
    )
    return [text.strip() for text in (*said, *named) if text.strip()]


def test_a_figure_goes_live_and_says_so(page, figure):
    slider = figure.locator("input[type=range]").first
    before = figure.locator("[data-describe]").inner_text()
    slider.focus()
    page.keyboard.press("End")
    expect(figure).to_have_attribute("data-state", "live", timeout=WAIT)
    expect(figure.locator("[role=status]")).to_have_text(
        "Live: von NumPy in Ihrem Browser berechnet.", timeout=WAIT
    )
    expect(figure.locator("[data-describe]")).not_to_have_text(before)
    wrong = [text for text in texts_of_interface(page) if ENGLISH.search(text)]
    assert wrong == []


def test_its_code_is_edited_and_a_fault_is_told(page, figure):
    figure.locator("[data-menu] summary").click()
    figure.locator("[data-code]").click()
    figure.locator(".edit-code").get_by_role("button", name="Bearbeiten").click()
    panel = page.locator(".editing")
    expect(panel.locator(".edit-panel .says")).to_have_text(
        "Der eigene Code der Abbildung: Ändern Sie ihn.", timeout=WAIT
    )
    panel.locator(".cm-content").focus()
    page.keyboard.press("ControlOrMeta+End")
    page.keyboard.insert_text("\n1 / 0\n")
    fault = panel.locator(".edit-panel .fault")
    expect(fault).to_contain_text("ZeroDivisionError", timeout=WAIT)
    expect(fault.get_by_role("button")).to_have_text(re.compile(r"^Zeile \d+$"))
    wrong = [text for text in texts_of_interface(page) if ENGLISH.search(text)]
    assert wrong == []
    panel.get_by_role("button", name="Zurücksetzen", exact=True).click()
    expect(panel).to_have_count(0)


def test_it_is_kept_for_offline(page, figure):
    keep = page.locator("section[data-keep]")
    keep.scroll_into_view_if_needed()
    page.get_by_role("button", name=re.compile("^Für unterwegs aufbewahren")).click()
    expect(keep.locator("[role=status]")).to_contain_text("öffnet sich auch ohne Netz", timeout=WAIT)
    keep.get_by_role("button", name="Entfernen").click()
    expect(keep.locator("[role=status]")).to_have_text(
        "Vom Artikel wird nichts mehr aufbewahrt.", timeout=WAIT
    )
