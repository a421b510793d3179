"""The server for looking at a site: files as a host should send them, an answer to everything, and only to its own names."""

import os
import re
import socket
import threading
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from aeexplain.errors import ExplainError
from aeexplain.site.core import security_headers
from aeexplain.site.serve.host_names import host_name
from aeexplain.site.serve.live_reload import Channel, ReloadingHandler
from aeexplain.site.serve.server import Handler, Server

DRAFT = b"<html><head><title>draft</title></head><body>secret</body></html>"
PAGE_404 = b'<html><head><link href="/notes/assets/a.css"></head><body><a href="/notes/first/">first</a></body></html>'


@pytest.fixture
def folder(tmp_path):
    site = tmp_path / "dist"
    (site / "first").mkdir(parents=True)
    for name in ("index.html", "first/index.html"):
        (site / name).write_bytes(DRAFT)
    (site / "404.html").write_bytes(PAGE_404)
    (tmp_path / "outside.html").write_bytes(DRAFT)
    return site


@pytest.fixture(params=["static", "reloading"])
def server(request, folder):
    channel = Channel()
    channel.tell([])
    handler = Handler if request.param == "static" else partial(ReloadingHandler, channel=channel)
    with Server(folder, 0, handler, names=["studio.local"]) as server:
        yield server


def raw(server, sent, ends=True):
    """Send bytes; return the status and all that came back until the server ended the connection."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=60) as line:
        line.sendall(sent)
        if ends:
            line.shutdown(socket.SHUT_WR)
        came = b""
        while more := line.recv(1 << 16):
            came += more
    assert came.startswith(b"HTTP/1."), came[:80]
    return int(came.split(b" ", 2)[1]), came


def asked(server, target=b"/", method=b"GET", host=b"localhost", headers=b""):
    lines = b"%s %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n%s\r\n" % (method, target, host, headers)
    return raw(server, lines)


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
        assert (
            answer.headers["Content-Security-Policy"]
            == security_headers.page_headers()["Content-Security-Policy"]
        )


def test_a_port_that_is_taken_is_told_with_a_remedy(tmp_path):
    with Server(tmp_path) as server, pytest.raises(ExplainError, match="choose another with --port"):
        Server(tmp_path, server.port)


def test_an_address_that_is_not_this_machines_is_told_with_a_remedy(tmp_path):
    with pytest.raises(ExplainError, match="--bind"):
        Server(tmp_path, address="192.0.2.1")


@pytest.mark.parametrize(
    "host",
    [
        *(
            b"localhost",
            b"localhost:8000",
            b"LocalHost.",
            b"127.0.0.1",
            b"127.0.0.1:9",
            b"[::1]",
            b"[0:0::1]:80",
        ),
        *(b"article.localhost", b"studio.local", b"STUDIO.local:8000"),
    ],
)
def test_its_own_names_and_those_it_was_given_are_answered(server, host):
    assert asked(server, host=host)[0] == 200


@pytest.mark.parametrize("target", [b"/", b"/first/", b"/.serve/events", b"/.serve/reload.mjs", b"/none"])
@pytest.mark.parametrize(
    "host", [b"evil.example", b"localhost.evil.example", b"evillocalhost", b"10.0.0.1", b"[fe80::1]:80"]
)
def test_any_other_name_reads_nothing_and_is_told_how_to_be_answered(server, host, target):
    status, came = asked(server, target, host=host)
    assert status == 421
    assert b"secret" not in came
    assert b'"version"' not in came
    assert b"python build.py serve --host " in came


def test_a_target_with_a_host_is_judged_by_that(server):
    assert asked(server, b"http://localhost/first/", host=b"evil.example")[0] == 200
    assert asked(server, b"http://evil.example/first/")[0] == 421


@pytest.mark.parametrize(
    "lines",
    [
        *(
            b"",
            b"Host: localhost\r\nHost: localhost\r\n",
            b"Host:\r\n",
            b"Host: a b\r\n",
            b"Host: http://localhost\r\n",
        ),
        *(b"Host: localhost:99999\r\n", b"Host: localhost:x\r\n", b"Host: [::1\r\n", b"Host: [1:2]\r\n"),
        *(
            b"Host: user@localhost\r\n",
            b"Host: a..b\r\n",
            b"Host: \xff\r\n",
            b"Host: localhost, localhost\r\n",
        ),
    ],
)
def test_a_host_that_is_missing_or_malformed_is_400(server, lines):
    assert raw(server, b"GET / HTTP/1.1\r\n" + lines + b"\r\n")[0] == 400


def test_at_another_address_of_the_machine_that_address_is_answered(tmp_path):
    with Server(tmp_path, address="0.0.0.0") as server:
        assert server.url == f"http://127.0.0.1:{server.port}/"
        with socket.create_connection(("127.0.0.2", server.port)) as line:
            line.sendall(b"GET /a HTTP/1.1\r\nHost: 127.0.0.2\r\n\r\n")
            assert line.recv(100).startswith(b"HTTP/1.1 404")
        assert asked(server, host=b"127.0.0.3")[0] == 421


@pytest.mark.parametrize("name", ["studio.local", "STUDIO.local.", "studio.local:8000", "[::ffff:1]", "x_y"])
def test_a_hosts_name_is_told_from_what_is_none(name):
    assert re.fullmatch(r"studio\.local|::ffff:1|x_y", host_name(name))
    with pytest.raises(ValueError, match="is no host"):
        host_name(f"{name}/")


@pytest.mark.parametrize(
    ("target", "status"),
    [
        *((b"/%00", 400), (b"/a%00.html", 400), (b"/%", 400), (b"/%4", 400), (b"/%zz", 400), (b"/%ff", 400)),
        *((b"/\xff", 400), (b"*", 400), (b"a", 400), (b"/" + b"a" * 300, 404), (b"/" + b"a/" * 5000, 404)),
        *(
            (b"/%C3%A4", 404),
            (b"/../outside.html", 404),
            (b"/%2e%2e/outside.html", 404),
            (b"/..%2foutside.html", 404),
        ),
        *(
            (b"/..\\outside.html", 404),
            (b"/first/../../outside.html", 404),
            (b"/none", 404),
            (b"/none/", 404),
        ),
        *((b"/index.html/", 404), (b"/" + b"a" * 70000, 414), (b"//first//", 200), (b"/first/?%zz", 200)),
    ],
    ids=lambda value: value[:24] if isinstance(value, bytes) else None,
)
def test_every_path_has_an_answer_and_none_leads_outside(server, target, status):
    answered, came = asked(server, target)
    assert answered == status
    assert (b"secret" in came) == (status == 200)
    assert asked(server, target, b"HEAD")[0] == status


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"GET /\r\n\r\n", 400),
        (b"GET /\r\n", 400),
        (b"\r\n\r\n", 400),
        (b"nonsense\r\n\r\n", 400),
        (b"GET / HTTP/x\r\n\r\n", 400),
        (b"GET / HTTP/3.0\r\nHost: localhost\r\n\r\n", 505),
        (b"GET / HTTP/1.1\r\nHost: localhost\r\nnonsense\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: localhost\r\na: " + b"b" * 70000 + b"\r\n\r\n", 431),
        (b"GET / HTTP/1.1\r\nHost: localhost\r\n" + b"a: b\r\n" * 200 + b"\r\n", 431),
        (b"BREW / HTTP/1.1\r\nHost: localhost\r\n\r\n", 501),
        (b"a\xff / HTTP/1.1\r\nHost: localhost\r\n\r\n", 501),
        (b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 200000\r\n\r\n" + b"x" * 200_000, 405),
        (b"OPTIONS / HTTP/1.1\r\nHost: localhost\r\n\r\n", 405),
        (b"CONNECT localhost:1 HTTP/1.1\r\nHost: localhost\r\n\r\n", 405),
        (
            b"PUT /first/ HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 1\r\n\r\n",
            405,
        ),
        (b"\x16\x03\x01\x02\x00\n", 400),
        (b"GET / HTT", 400),
    ],
    ids=lambda value: value[:24] if isinstance(value, bytes) else None,
)
def test_every_request_has_an_answer_however_broken(server, sent, status, capfd):
    assert raw(server, sent, ends=status != 414 and not sent.endswith(b"x"))[0] == status
    assert capfd.readouterr() == ("", "")


def test_a_request_without_an_end_is_answered_in_time(server, monkeypatch):
    monkeypatch.setattr(Handler, "timeout", 0.3)
    assert raw(server, b"GET / HTTP/1.1\r\nHost: loc", ends=False)[0] == 408


def test_what_cannot_be_done_names_what_can(server):
    assert b"\r\nAllow: GET, HEAD\r\n" in asked(server, method=b"POST")[1]


def test_content_that_nobody_reads_is_no_second_request(server):
    inside = b"GET /first/ HTTP/1.1\r\nHost: localhost\r\n\r\n"
    sent = b"GET /none HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n\r\n%s" % (len(inside), inside)
    assert raw(server, sent)[1].count(b"HTTP/1.1 ") == 1


def test_a_fault_of_our_own_is_500_and_says_nothing(folder, monkeypatch, capfd):
    def fail(*_):
        raise RuntimeError("of our own")

    monkeypatch.setattr(Handler, "answer_file", fail)
    with Server(folder) as server:
        status, came = asked(server)
        assert status == 500
        assert b"of our own" not in came
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("target", [b"/", b"/first/", b"/none", b"/first"])
def test_head_tells_the_length_and_sends_nothing(server, target):
    head, whole = (asked(server, target, method)[1] for method in (b"HEAD", b"GET"))
    length = re.search(rb"Content-Length: (\d+)", head)[1]
    assert head.endswith(b"\r\n\r\n")
    assert int(length) == len(whole.partition(b"\r\n\r\n")[2])


def test_a_folder_without_its_slash_leads_there_and_keeps_the_query(server):
    for target in (b"/first?a=b/c", b"//first?a=b/c"):
        status, came = asked(server, target)
        assert status == 301
        assert b"\r\nLocation: /first/?a=b/c\r\n" in came


def test_a_folder_without_a_page_is_not_listed(server, folder):
    (folder / "empty").mkdir()
    (folder / "empty" / "name.txt").touch()
    status, came = asked(server, b"/empty/")
    assert status == 404
    assert b"name.txt" not in came


@pytest.mark.parametrize("target", ["none", "none/none/none/", "first/none.html", "none.png"])
def test_a_page_that_is_not_there_is_the_sites_own_with_its_root_here(server, target):
    with pytest.raises(HTTPError) as raised:
        urlopen(server.url + target)
    assert raised.value.code == 404
    assert raised.value.headers["Content-Type"] == "text/html; charset=utf-8"
    body = raised.value.read()
    assert b'<link href="/assets/a.css">' in body
    assert b'<a href="/first/">' in body


def test_without_a_page_for_that_a_sentence_says_so(server, folder):
    (folder / "404.html").unlink()
    status, came = asked(server, b"/none")
    assert (status, came.endswith(b"the site has no such page.\n")) == (404, True)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="a system without pipes that have names")
def test_what_is_no_file_is_not_waited_for(server, folder):
    os.mkfifo(folder / "pipe.html")
    assert asked(server, b"/pipe.html")[0] == 404


def test_three_hundred_connections_at_once_are_answered_while_others_keep_silent(server):
    silent = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(20)]
    for line in silent:
        line.sendall(b"GET / HT")
    together = threading.Barrier(300)

    def visit(_):
        with socket.create_connection(("127.0.0.1", server.port), timeout=60) as line:
            together.wait(60)
            line.sendall(b"GET /first/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            came = b""
            while more := line.recv(1 << 16):
                came += more
        return came[:15], b"secret" in came

    with ThreadPoolExecutor(300) as visitors:
        assert set(visitors.map(visit, range(300))) == {(b"HTTP/1.1 200 OK", True)}
    for line in silent:
        line.close()


def test_a_burst_of_connections_waits_in_the_systems_queue(folder):
    server = Server(folder)  # which does not take up any yet
    lines = [socket.create_connection(("127.0.0.1", server.port), timeout=20) for _ in range(300)]
    with server:
        for line in lines:
            line.sendall(b"HEAD / HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert {line.recv(15) for line in lines} == {b"HTTP/1.1 200 OK"}
    for line in lines:
        line.close()
