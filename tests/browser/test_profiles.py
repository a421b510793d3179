"""The profile that tests of a module share: to none of them it shows what another has stored."""

import pytest

pytestmark = pytest.mark.one_profile

STORED = """async () => [localStorage.length, (await indexedDB.databases()).length, (await caches.keys()).length,
    document.cookie, (await navigator.serviceWorker.getRegistrations()).length]"""
STORE = """async () => {
    localStorage.setItem("theme", "dark");
    document.cookie = "a=b";
    await caches.open("kept");
    await new Promise((done) => (indexedDB.open("kept").onsuccess = ({ target }) => done(target.result.close())));
}"""


@pytest.mark.parametrize("turn", ["first", "second"])
def test_a_test_finds_nothing_stored_whoever_came_before(page, stand, turn):
    page.goto(stand, wait_until="commit")
    assert page.evaluate(STORED) == [0, 0, 0, "", 0], turn
    page.evaluate(STORE)
    assert page.evaluate(STORED) == [1, 1, 1, "a=b", 0]


def test_each_test_has_a_page_of_its_own_beside_the_empty_one(page, context):
    assert [each.url for each in context.pages] == ["about:blank", "about:blank"]
    assert context.pages[-1] == page
