"""The widget in a browser: the figure moves, and every frame comes from the kernel, which is this process."""

import base64

import pytest
from playwright.sync_api import expect

from aeexplain import bridge
from aeexplain.notebook import show
from aeexplain.notebook.kernel import NAME

LONG = 30_000  # milliseconds, for a slow machine
# What anywidget gives a widget's script; `ask` answers with the reply and its buffers in base64.
START = """async ({ script, html, style, place }) => {
    const heard = new Set();
    const model = {
        get: (name) => ({ html, style_sheet: style })[name],
        on: (_, hear) => heard.add(hear),
        off: (_, hear) => heard.delete(hear),
        async send(message) {
            const [reply, buffers] = await window.ask(message);
            const views = buffers.map((text) => new DataView(Uint8Array.from(atob(text), (each) => each.charCodeAt(0)).buffer));
            for (const hear of heard) hear(reply, views);
        },
    };
    const url = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
    const { default: widget } = await import(url);
    window.end = await widget.render({ model, el: document.getElementById(place) });
    window.heard = heard;
}"""


@pytest.fixture
def notebook(page):
    """Open a page that shows demos as a notebook would; `page.asked` is what its figures have asked."""
    page.asked = []

    def opened(name, place="one"):
        widget = show(bridge.find(name), caption="Move it.")

        def ask(message):
            page.asked.append(message)
            reply, buffers = widget.kernel.answer(message)
            return [reply, [base64.b64encode(each).decode() for each in buffers]]

        page.goto("about:blank")
        page.set_content(f'<div id="{place}"></div>')
        page.expose_function("ask", ask)
        given = {"script": widget._esm, "html": widget.html, "style": widget.style_sheet, "place": place}
        page.evaluate(START, given)
        return page.locator("figure.demo")

    return opened


def test_a_slider_moves_the_figure_and_the_kernel_computes_it(notebook):
    figure = notebook("projection")
    expect(figure).to_have_attribute("data-state", "live", timeout=LONG)
    expect(figure.locator(".demo-status")).to_contain_text("computed by NumPy in this notebook's kernel")
    figure.locator("input[type=range]").first.fill("100")
    wanted = bridge.Stage().draw("projection", {"angle": 100}).views["kept"].value
    kept = figure.locator('[data-view="kept"]')
    expect(kept).not_to_have_attribute("data-value", "", timeout=LONG)
    expect(figure.locator("[data-describe]")).to_contain_text("100 degrees", timeout=LONG)
    assert float(kept.get_attribute("data-value")) == pytest.approx(wanted, abs=1e-4)
    assert {message.get("demo") for message in figure.page.asked if message["kind"] == "frame"} == {NAME}


def test_a_handle_on_a_picture_moves_by_the_arrow_keys(notebook):
    figure = notebook("projection")
    expect(figure).to_have_attribute("data-state", "live", timeout=LONG)
    before = figure.locator("[data-describe]").text_content()
    figure.locator(".handle").first.press("ArrowRight")
    expect(figure.locator("[data-describe]")).not_to_have_text(before, timeout=LONG)


def test_a_run_goes_on_by_itself(notebook):
    figure = notebook("linear-pca")
    expect(figure).to_have_attribute("data-state", "live", timeout=LONG)
    before = figure.locator("[data-describe]").text_content()
    figure.get_by_role("button", name=bridge.find("linear-pca").starts).first.click()
    expect(figure.locator("[data-describe]")).not_to_have_text(before, timeout=LONG)
    figure.page.wait_for_timeout(300)
    kinds = [message["kind"] for message in figure.page.asked]
    assert kinds.count("begin") == 1
    assert kinds.count("advance") > 3


def test_a_figure_that_goes_lets_the_kernel_go(notebook):
    figure = notebook("projection")
    expect(figure).to_have_attribute("data-state", "live", timeout=LONG)
    figure.page.evaluate("end()")
    assert figure.page.evaluate("heard.size") == 0
