"""Who reads the first window and leaves fetches nothing of the engine; the first sign of interest starts it."""

import re

import pytest
from playwright.sync_api import expect

from aeexplain.bench.hosts import Host
from aeexplain.check.budgets import WHOLE

pytestmark = pytest.mark.one_profile

ENGINE = re.compile(r"/assets/(engine|weights|worker|demos)")
WORKER = re.compile(r"/assets/worker\.")
LONG = 60_000
SETTLED = 1500  # milliseconds after which a page that nobody touches asks for nothing more
FIRST = (
    14  # requests: the page, its style, two scripts, an icon, fonts, what the first figures show, an atlas
)


@pytest.mark.parametrize("slug", ["autoencoders", "principal-components"])
def test_who_stays_in_the_first_window_fetches_few_bytes_and_nothing_of_the_engine(page, built, slug):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    with Host(built, "gzip") as host:
        page.goto(f"{host.url}{slug}/", wait_until="load")
        page.locator("h1").hover()
        page.keyboard.press("Control")
        page.wait_for_timeout(SETTLED)
        assert host.sent < WHOLE
    assert [url for url in asked if ENGINE.search(url)] == []
    assert len(asked) <= FIRST, asked


def scrolls(page):
    page.mouse.wheel(0, 60)


def moves_over_a_figure(page):
    page.locator("figure[data-demo] .demo-frame").first.hover(position={"x": 5, "y": 5})


def presses(page):
    page.locator("h1").hover()
    page.mouse.down()


def takes_the_keys(page):
    page.keyboard.press("Tab")


def focuses_a_figure(page):
    page.locator("figure[data-demo] form input").first.focus()


@pytest.mark.parametrize("sign", [scrolls, moves_over_a_figure, presses, takes_the_keys, focuses_a_figure])
def test_a_sign_of_interest_starts_the_engine(page, site, sign):
    page.goto(f"{site}principal-components/", wait_until="load")
    with page.expect_request(WORKER):
        sign(page)


MOVED_EARLY = """document.addEventListener("readystatechange", () => {
  if (document.readyState === "interactive") document.querySelector("#instruments [name=t]").value = "4";
})"""


def test_what_a_reader_moved_before_the_scripts_came_is_drawn(page, stand):
    page.add_init_script(MOVED_EARLY)
    page.goto(stand)
    expect(page).to_have_url(re.compile(r"#instruments\?t=4&"))
    expect(page.locator("#instruments")).to_have_attribute("data-state", "live", timeout=LONG)
    expect(page.locator("#instruments [data-view=plane] text")).to_have_text("4")


def test_a_sign_before_the_page_has_all_that_is_its_own_starts_the_engine_after_that(page, site):
    held, asked = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.route("**/*.woff2", lambda route: held.append(route))
    page.goto(f"{site}principal-components/", wait_until="domcontentloaded")
    page.mouse.wheel(0, 60)
    page.wait_for_timeout(500)
    assert [url for url in asked if WORKER.search(url)] == []
    with page.expect_request(WORKER):
        page.unroute("**/*.woff2")  # which lets go on what is held


def test_who_comes_by_a_link_into_the_text_is_interested(page, site):
    with page.expect_request(WORKER):
        page.goto(f"{site}principal-components/#references")
