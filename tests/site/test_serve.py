from urllib.request import urlopen

import pytest

from aeexplain.errors import ExplainError
from aeexplain.site import policy
from aeexplain.site.serve import Server


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.mjs", "text/javascript; charset=utf-8"),
        ("a.wasm", "application/wasm"),
        ("a.json", "application/json"),
        ("a.html", "text/html; charset=utf-8"),
        ("a.unheard", "application/octet-stream"),
    ],
)
def test_files_are_served_with_their_type_and_the_sites_headers(tmp_path, name, kind):
    (tmp_path / name).write_bytes(b"x")
    with Server(tmp_path) as server, urlopen(server.url + name) as answer:
        assert answer.headers["Content-Type"] == kind
        assert answer.headers["Content-Security-Policy"] == policy.page_headers()["Content-Security-Policy"]


def test_a_port_that_is_taken_is_told_with_a_remedy(tmp_path):
    with Server(tmp_path) as server, pytest.raises(ExplainError, match="choose another with --port"):
        Server(tmp_path, int(server.url.rstrip("/").rpartition(":")[2]))
