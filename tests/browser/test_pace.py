"""When a connection is slow, by what the browser reports of it and by how the page came."""

import re

import pytest

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
    modules = re.search(r'type="module" src="([^"]*)page/main\.js"', html)[1]
    page.goto(site)
    assert (
        page.evaluate(
            IS_SLOW, [f"{site}autoencoders/{modules}loading/connection_speed.js", connection, transfers]
        )
        == slow
    )
