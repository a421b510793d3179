"""A file that is not what the build wrote is refused by the browser, whoever changed it."""

import gzip

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.one_profile

LONG = 60_000  # milliseconds that a slow machine may take for the engine itself
SIGN = "\nglobalThis.tampered = true;\n"


@pytest.mark.parametrize("file", ["theme", "article", "offline"])
def test_a_script_that_was_changed_on_the_way_does_not_run(page, site, file):
    refused = []

    def change(route):
        answer = route.fetch()
        route.fulfill(response=answer, body=answer.text() + SIGN)

    page.on("console", lambda message: refused.append(message.text) if "integrity" in message.text else None)
    page.route(f"**/assets/{file}.*.js", change)
    page.goto(f"{site}autoencoders/", wait_until="load")
    page.locator(".keep").scroll_into_view_if_needed()
    page.wait_for_timeout(300)
    assert page.evaluate("globalThis.tampered") is None
    assert any(f"/{file}." in text for text in refused)


def test_an_atlas_that_was_changed_on_the_way_is_not_opened(page, site):
    def change(route):
        answer = route.fetch()
        body = gzip.decompress(answer.body()).replace(b"digit", b"d1git")
        route.fulfill(response=answer, body=gzip.compress(body, 9, mtime=0))

    page.route("**/atlas/bottleneck.*.bin", change)
    page.route("**/worker.*.js", lambda route: None)
    page.goto(f"{site}autoencoders/")
    figure = page.locator("#bottleneck")
    with page.expect_console_message(lambda message: "no precomputed pictures" in message.text):
        figure.locator("input[name=k]").fill("3")
    expect(figure.locator("[role=status]")).to_contain_text("waits for the live engine")


def test_code_of_figures_that_was_changed_on_the_way_does_not_run(page, site):
    def change(route):
        answer = route.fetch()
        route.fulfill(response=answer, body=answer.text() + " ")

    page.route("**/demos/*.json", change)
    page.goto(f"{site}principal-components/")
    figure = page.locator("#projection")
    figure.locator("input[name=angle]").fill("120")
    expect(figure.locator("[role=status]")).to_contain_text("The figure's code did not load", timeout=LONG)


def test_the_page_runs_when_nothing_was_changed(page, site):
    refused = []
    page.on("console", lambda message: refused.append(message.text) if message.type == "error" else None)
    page.goto(f"{site}autoencoders/", wait_until="load")
    page.locator("[data-theme-switch]").wait_for()
    assert refused == []
