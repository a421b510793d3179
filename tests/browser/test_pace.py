"""On a slow connection Python starts from its library, which is less to fetch, and from the snapshot where that fails."""

import re

import pytest
from test_snapshot import start

SLOW = """
Object.defineProperty(navigator, "connection", { value: { downlink: 4, effectiveType: "4g" } });
const asked = performance.getEntriesByType.bind(performance);
performance.getEntriesByType = (type) =>
  type === "navigation" ? [{ type: "navigate", transferSize: 500_000, responseStart: 0, responseEnd: 1000 }] : asked(type);
"""
LIBRARY = {"numpy.zip", "python_stdlib.zip", "aeexplain.zip"}
IS_SLOW = """async ([module, connection, transfers]) => {
  const { isSlow } = await import(module);
  const told = transfers.map(([transferSize, ms]) => ({ transferSize, responseStart: 9, responseEnd: 9 + ms }));
  return isSlow(connection ?? undefined, told);
}"""
REPORTS = {
    "slow, and the page came slowly": ({"downlink": 4}, [[500_000, 1000]], True),
    "slow, but a file came fast": ({"downlink": 1.5}, [[500_000, 1000], [100_000, 100]], False),
    "slow, but little came": ({"downlink": 1.5}, [[40_000, 1000]], False),
    "slow, but all was there already": ({"downlink": 1.5}, [[0, 1000], [300, 20]], False),
    "fast, though the page came slowly": ({"downlink": 10}, [[500_000, 1000]], False),
    "nothing, as many browsers do": (None, [[500_000, 1000]], False),
}


@pytest.mark.parametrize("report", REPORTS)
def test_a_connection_is_slow_where_the_browser_thinks_so_and_the_page_shows_it(page, site, built, report):
    connection, transfers, slow = REPORTS[report]
    html = (built / "autoencoders" / "index.html").read_text(encoding="utf-8")
    modules = re.search(r'type="module" src="([^"]*)main\.js"', html)[1]
    page.goto(site)
    assert page.evaluate(IS_SLOW, [f"{site}autoencoders/{modules}pace.js", connection, transfers]) == slow


def test_on_a_slow_connection_the_library_comes_and_no_snapshot(page, site):
    page.add_init_script(SLOW)
    asked, warned = start(page, site)
    assert set(asked) >= LIBRARY
    assert "snapshot.bin" not in asked
    assert warned == []


def test_where_the_library_fails_there_the_snapshot_is_taken(page, site):
    page.add_init_script(SLOW)
    page.route("**/numpy.zip*", lambda route: route.abort())
    asked, warned = start(page, site)
    assert "snapshot.bin" in asked
    assert len(warned) == 1
    assert "the library is of no use" in warned[0]
