"""Two figures of one demo on one page: each has its own start, moves alone, runs alone, and has an address of its own."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.one_profile


@pytest.fixture
def twins(page, stand):
    page.add_init_script(
        "window.painted = []; addEventListener('aeexplain:frame', (e) => painted.push(e.detail))"
    )
    page.goto(f"{stand}twins.html")
    for name in ("early", "late"):
        page.locator(f"#{name}").scroll_into_view_if_needed()
        expect(page.locator(f"#{name}")).to_have_attribute("data-state", "live")
    return page


def tells(page, name, pattern):
    expect(page.locator(f"#{name} [data-describe]").first).to_have_text(re.compile(pattern))


def slider(page, name):
    return page.locator(f'#{name} input[name="t"]')


def test_each_begins_at_its_own_start_and_goes_back_there(twins):
    tells(twins, "early", r"^3 \|")
    tells(twins, "late", r"^17 \|")
    slider(twins, "late").fill("5")
    tells(twins, "late", r"^5 \|")
    twins.locator("#late [type=reset]").dispatch_event("click")
    tells(twins, "late", r"^17 \|")
    tells(twins, "early", r"^3 \|")


def test_each_moves_alone_under_an_address_of_its_own(twins):
    slider(twins, "late").fill("9")
    tells(twins, "late", r"^9 \|")
    assert twins.evaluate("location.hash").startswith("#late?t=9&")
    tells(twins, "early", r"^3 \|")
    twins.wait_for_timeout(500)
    slider(twins, "early").fill("1")
    tells(twins, "early", r"^1 \|")
    twins.wait_for_function("() => location.hash.startsWith('#early?t=1&')")
    tells(twins, "late", r"^9 \|")
    moved = twins.evaluate(
        "painted.filter(({ values }) => values.t === 9).map(({ demo, figure }) => [demo, figure])"
    )
    assert moved
    assert all(each == ["instruments", "late"] for each in moved)


def test_each_runs_alone(twins):
    """The second run begins while the first one waits, and takes nothing from it."""
    start, step = '[data-run="start"]', '[data-run="step"]'
    for name in ("early", "late"):
        twins.locator(f"#{name} {step}").dispatch_event("click")
        expect(twins.locator(f'#{name} [data-view="step"]')).to_have_text("run 1")
    for name in ("early", "early", "late"):
        twins.locator(f"#{name} {step}").dispatch_event("click")
        twins.wait_for_timeout(300)
    expect(twins.locator('#early [data-view="step"]')).to_have_text("run 3")
    expect(twins.locator('#late [data-view="step"]')).to_have_text("run 2")
    twins.locator(f"#early {start}").dispatch_event("click")
    expect(twins.locator('#early [data-view="step"]')).to_have_text("run 30")
    expect(twins.locator('#late [data-view="step"]')).to_have_text("run 2")


def test_no_id_stands_twice(twins):
    ids = twins.evaluate("Array.from(document.querySelectorAll('[id]'), ({ id }) => id)")
    assert {"early", "late", "instruments", "early-t", "late-t"} <= set(ids)
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    ("fragment", "early", "late"),
    [("#late?t=6", 3, 6), ("#early?t=6", 6, 17), ("#instruments?t=6", 6, 17), ("#nothing?t=6", 3, 17)],
)
def test_a_link_leads_to_the_figure_it_names_and_a_demos_name_to_the_first(
    page, stand, fragment, early, late
):
    page.goto(f"{stand}twins.html{fragment}")
    expect(slider(page, "early")).to_have_value(str(early))
    expect(slider(page, "late")).to_have_value(str(late))


def test_a_demos_name_without_a_state_leads_to_its_first_figure_without_scripts(browser, stand):
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 300})
    page = context.new_page()
    tops = []
    for name in ("instruments", "early"):
        page.goto("about:blank")
        page.goto(f"{stand}twins.html#{name}")
        assert page.evaluate("scrollY") > 0
        tops.append(page.locator("#early").bounding_box()["y"])
    context.close()
    assert tops[0] == pytest.approx(tops[1], abs=30)
