"""A file that is not what the build wrote is refused by the browser, whoever changed it."""

import pytest

SIGN = "\nglobalThis.tampered = true;\n"


@pytest.mark.parametrize("file", ["theme.js", "main.js", "figure.js", "contents.js"])
def test_a_script_that_was_changed_on_the_way_does_not_run(page, site, file):
    refused = []

    def change(route):
        answer = route.fetch()
        route.fulfill(response=answer, body=answer.text() + SIGN)

    page.on("console", lambda told: refused.append(told.text) if "integrity" in told.text else None)
    page.route(f"**/{file}", change)
    page.goto(f"{site}autoencoders/", wait_until="load")
    page.wait_for_timeout(300)
    assert page.evaluate("globalThis.tampered") is None
    assert any(file in text for text in refused)


def test_the_page_runs_when_nothing_was_changed(page, site):
    refused = []
    page.on("console", lambda told: refused.append(told.text) if told.type == "error" else None)
    page.goto(f"{site}autoencoders/", wait_until="load")
    page.locator("[data-theme-switch]").wait_for()
    assert refused == []
