"""A file that is not what the build wrote is refused by the browser, whoever changed it."""

import gzip
import time
from pathlib import Path

import pytest
from playwright.sync_api import expect

from aeexplain.site.serve.server import Handler, Server

SIGN = "\nglobalThis.tampered = true;\n"


@pytest.mark.parametrize("file", ["page/theme.js", "page/main.js", "figure/figure.js", "page/contents.js"])
def test_a_script_that_was_changed_on_the_way_does_not_run(page, site, file):
    refused = []

    def change(route):
        answer = route.fetch()
        route.fulfill(response=answer, body=answer.text() + SIGN)

    page.on("console", lambda message: refused.append(message.text) if "integrity" in message.text else None)
    page.route(f"**/{file}", change)
    page.goto(f"{site}autoencoders/", wait_until="load")
    page.wait_for_timeout(300)
    assert page.evaluate("globalThis.tampered") is None
    assert any(file in text for text in refused)


def test_an_atlas_that_was_changed_on_the_way_is_not_opened(page, site):
    def change(route):
        answer = route.fetch()
        body = gzip.decompress(answer.body()).replace(b"digit", b"d1git")
        route.fulfill(response=answer, body=gzip.compress(body, 9, mtime=0))

    page.route("**/atlas/bottleneck.*.bin", change)
    page.route("**/worker/runtime.js", lambda route: None)
    page.goto(f"{site}autoencoders/")
    figure = page.locator("#bottleneck")
    with page.expect_console_message(lambda message: "no precomputed pictures" in message.text):
        figure.locator("input[name=k]").fill("3")
    expect(figure.locator("[role=status]")).to_contain_text("waits for the live engine")


class _Late(Handler):
    """Sends another module than the build wrote, and the one that imports it a second later."""

    def do_GET(self):  # noqa: N802 (the name that http.server calls)
        if self.path.endswith("/page/main.js"):
            time.sleep(1)
        if not self.path.endswith("/figure/figure.js"):
            super().do_GET()
            return
        changed = Path(self.translate_path(self.path)).read_bytes() + SIGN.encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/javascript")
        self.send_header("Content-Length", str(len(changed)))
        self.end_headers()
        self.wfile.write(changed)


def test_a_module_that_failed_ahead_of_time_is_refused_again_when_it_is_wanted(page, built):
    with Server(built, handler=_Late) as server:
        page.goto(f"{server.url}autoencoders/", wait_until="load")
        page.wait_for_timeout(500)
        assert page.evaluate("globalThis.tampered") is None


def test_the_page_runs_when_nothing_was_changed(page, site):
    refused = []
    page.on("console", lambda message: refused.append(message.text) if message.type == "error" else None)
    page.goto(f"{site}autoencoders/", wait_until="load")
    page.locator("[data-theme-switch]").wait_for()
    assert refused == []
