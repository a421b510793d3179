"""A page that stays open while the site is published anew: its files may be gone, and then it says so and offers to reload."""

import re
import shutil
from pathlib import Path

import pytest
from browser.folds import unfold
from playwright.sync_api import expect

from aeexplain.site.serve.server import Handler, Server

pytestmark = pytest.mark.one_profile

LONG = 60_000  # milliseconds that a slow machine may take for the engine itself
ANEW = "The article has been published anew since you opened this page; the picture shows"
RELOAD = r"Reload it to go on\. Reload$"
SAVES_DATA = (
    "Object.defineProperty(navigator, 'connection', { value: { saveData: true, effectiveType: '4g' } });"
)
MARK = re.compile(r'(data-keep=")[^"]*')


class _Host(Handler):
    """Answers with the front page where it has no file, when it is told to."""

    instead = False

    def do_GET(self):  # noqa: N802 (the name that http.server calls)
        if self.instead and not Path(self.translate_path(self.path)).exists():
            self.path = "/index.html"
        super().do_GET()


class _ForgivingHost(_Host):
    instead = True


HOSTS = {"404": _Host, "a page in the place of every missing file": _ForgivingHost}


@pytest.fixture
def dist(built, tmp_path):
    """A copy of the built site, which a test may change."""
    return shutil.copytree(built, tmp_path / "dist")


def lose(dist, pattern):
    """Remove files, as a deploy does with those of the last edition."""
    found = [path for path in dist.glob(pattern) if path.is_file()]
    assert found
    for path in found:
        path.unlink()


def publish(dist, slug):
    """Publish another edition of an article."""
    path = dist / slug / "index.html"
    text = path.read_text("utf-8")
    path.unlink()
    path.write_text(MARK.sub(r"\g<1>0123456789ab", text).replace("</h1>", ", anew</h1>", 1), encoding="utf-8")


def figure(page, name):
    return page.locator(f"#{name}")


def says(page, name, pattern):
    expect(figure(page, name).locator("[role=status]")).to_have_text(re.compile(pattern), timeout=LONG)


def move(page, name, value):
    slider = figure(page, name).locator("input[type=range]").first
    slider.fill(value)
    return slider


@pytest.mark.sample(every=2)
@pytest.mark.parametrize("lost", ["assets/engine-*/*", "assets/worker.*.js", "assets/demos/*"])
@pytest.mark.parametrize("host", HOSTS)
def test_a_page_whose_engine_is_gone_offers_to_reload_and_keeps_its_state(page, dist, lost, host):
    with Server(dist, handler=HOSTS[host]) as server:
        page.goto(server.url + "principal-components/")
        publish(dist, "principal-components")
        lose(dist, lost)
        move(page, "projection", "120")
        says(page, "projection", f"^{ANEW}.*{RELOAD}")
        assert "#projection?angle=120" in page.url
        figure(page, "projection").get_by_role("button", name="Reload").click()
        expect(page.locator("h1")).to_contain_text("anew")
        expect(figure(page, "projection").locator("input[name=angle]")).to_have_value("120")


def test_a_page_whose_engine_fails_while_its_edition_is_the_newest_tries_again(page, dist):
    with Server(dist) as server:
        page.goto(server.url + "principal-components/")
        lose(dist, "assets/engine-*/*")
        with page.expect_response("**/principal-components/"):
            move(page, "projection", "120")
            says(page, "projection", "^The live engine did not start: .*Try again$")
        page.wait_for_timeout(500)
        says(page, "projection", "^The live engine did not start: .*Try again$")


def test_a_page_whose_site_is_gone_altogether_tries_again(page, dist):
    with Server(dist) as server:
        page.goto(server.url + "principal-components/", wait_until="networkidle")
    page.route("**/*", lambda route: route.abort("internetdisconnected"))
    move(page, "projection", "120")
    says(page, "projection", "^The live engine did not start: .*Try again$")
    page.wait_for_timeout(500)
    says(page, "projection", "^The live engine did not start: .*Try again$")


@pytest.mark.parametrize("host", HOSTS)
def test_a_page_whose_weights_are_gone_offers_to_reload(page, dist, host):
    with Server(dist, handler=HOSTS[host]) as server:
        page.goto(server.url + "autoencoders/")
        publish(dist, "autoencoders")
        lose(dist, "assets/weights/bottleneck*")
        figure(page, "bottleneck").scroll_into_view_if_needed()
        says(page, "bottleneck", f"^{ANEW}.*{RELOAD}")


def test_a_page_that_saves_data_and_whose_atlas_is_gone_offers_to_reload(page, dist):
    page.add_init_script(SAVES_DATA)
    with Server(dist) as server:
        page.goto(server.url + "principal-components/")
        publish(dist, "principal-components")
        lose(dist, "assets/atlas/*")
        move(page, "projection", "120")
        says(page, "projection", f"^{ANEW}.*{RELOAD}")


def test_a_page_whose_atlas_alone_is_gone_goes_live(page, dist):
    with Server(dist) as server:
        page.goto(server.url + "principal-components/")
        publish(dist, "principal-components")
        lose(dist, "assets/atlas/*")
        move(page, "projection", "120")
        says(page, "projection", "^Live: ")


def test_an_engine_that_stops_after_a_deploy_offers_to_reload(page, stand):
    """Its place cannot be taken: the worker's script is gone."""
    page.goto(stand)
    expect(figure(page, "instruments")).to_have_attribute("data-state", "live", timeout=LONG)

    def anew(route):
        answer = route.fetch()
        route.fulfill(response=answer, body=MARK.sub(r"\g<1>2", answer.text()))

    page.route(re.compile(r"/$"), anew)
    page.route("**/worker/worker.js", lambda route: route.fulfill(status=410))
    page.route("**/python", lambda route: route.fulfill(status=502, body="{"))
    unfold(figure(page, "instruments"))
    page.get_by_label("Seed").fill("13")
    says(page, "instruments", f"^{ANEW}.*{RELOAD}")
