"""Parts of files: what a player of films asks for, and whatever else stands in the header."""

import os
from contextlib import closing
from email.utils import formatdate
from functools import partial
from http.client import HTTPConnection

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aeexplain.site.serve.live_reload import Channel, ReloadingHandler
from aeexplain.site.serve.ranges import part_of
from aeexplain.site.serve.server import Handler, Server

FILM = bytes(range(256)) * 4  # 1024 bytes


@pytest.fixture(params=["static", "reloading"])
def server(request, tmp_path):
    """A server of a folder that holds a film."""
    (tmp_path / "film.mp4").write_bytes(FILM)
    handler = Handler if request.param == "static" else partial(ReloadingHandler, channel=Channel())
    with Server(tmp_path, 0, handler) as server:
        yield server


def got(server, headers, target="/film.mp4", method="GET"):
    """Return the status of an answer, its headers and its content."""
    with closing(HTTPConnection("127.0.0.1", server.port, timeout=60)) as line:
        line.request(method, target, headers=headers)
        answer = line.getresponse()
        return answer.status, answer.headers, answer.read()


@pytest.mark.parametrize(
    ("asks", "first", "end"),
    [
        ("bytes=0-1", 0, 2),
        ("bytes=0-", 0, 1024),
        ("bytes=1000-", 1000, 1024),
        ("bytes=1000-5000", 1000, 1024),
        ("bytes=-24", 1000, 1024),
        ("bytes=-5000", 0, 1024),
        ("Bytes=1023-1023", 1023, 1024),
    ],
)
def test_a_part_is_sent_as_a_part(server, asks, first, end):
    status, fields, content = got(server, {"Range": asks})
    assert (status, content) == (206, FILM[first:end])
    assert fields["Content-Range"] == f"bytes {first}-{end - 1}/1024"
    assert fields["Content-Length"] == str(end - first)
    assert fields["Content-Type"] == "video/mp4"
    assert fields["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("asks", ["bytes=1024-", "bytes=5000-6000", "bytes=-0"])
def test_a_part_that_is_not_there_is_416_with_the_size(server, asks):
    status, fields, content = got(server, {"Range": asks})
    assert (status, fields["Content-Range"], content) == (416, "bytes */1024", b"")


@pytest.mark.parametrize(
    "asks",
    [
        *(
            "bytes=5-1",
            "bytes=a-b",
            "bytes=",
            "bytes=-",
            "lines=1-2",
            "bytes=0-1,4-5",
            "bytes=\xb2-\xb3",
            "0-1",
        ),
        f"bytes={'9' * 5000}-",
    ],
)
def test_what_asks_for_no_one_part_gets_the_whole_film(server, asks):
    status, fields, content = got(server, {"Range": asks})
    assert (status, content) == (200, FILM)
    assert fields["Accept-Ranges"] == "bytes"


def test_parts_of_another_film_than_the_browser_has_begun_are_not_sent(server):
    since = got(server, {})[1]["Last-Modified"]
    assert got(server, {"Range": "bytes=0-1", "If-Range": since})[0] == 206
    for known in ('"an-etag"', "Thu, 01 Jan 1970 00:00:00 GMT"):
        assert got(server, {"Range": "bytes=0-1", "If-Range": known})[::2] == (200, FILM)


def test_a_page_that_is_built_twice_in_one_second_is_sent_anew(server, tmp_path):
    page = tmp_path / "index.html"
    page.write_text("first")
    stood = page.stat()
    since = formatdate(stood.st_mtime, usegmt=True)
    page.write_text("again")
    os.utime(page, ns=(stood.st_atime_ns, stood.st_mtime_ns))
    assert got(server, {"If-Modified-Since": since}, "/")[::2] == (200, b"again")


def test_a_film_that_the_browser_has_already_is_not_sent(server):
    since = got(server, {})[1]["Last-Modified"]
    assert got(server, {"Range": "bytes=0-1", "If-Modified-Since": since})[0] == 304


def test_who_asks_for_headers_gets_those_of_the_whole(server):
    status, fields, content = got(server, {"Range": "bytes=0-1"}, method="HEAD")
    assert (status, fields["Content-Length"], content) == (200, "1024", b"")


def test_an_empty_film_and_a_missing_one_have_no_parts(server, tmp_path):
    (tmp_path / "film.mp4").write_bytes(b"")
    assert got(server, {"Range": "bytes=-1"})[::2] == (200, b"")
    assert got(server, {"Range": "bytes=0-"})[0] == 416
    assert got(server, {"Range": "bytes=0-1"}, "/none.mp4")[0] == 404


@given(st.text(), st.integers(0, 1 << 40))
def test_no_header_is_an_error(text, size):
    for asks in (text, f"bytes={text}", f"bytes={text}-", f"bytes=-{text}"):
        part = part_of(asks, size)
        assert part is None or not part or (part[0] >= 0 and part[-1] < size)
