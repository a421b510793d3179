"""A static server for looking at dist/: right MIME types, the same headers that a host should send."""

import os
import re
import socket
import threading
import time
from collections.abc import Callable, Collection
from contextlib import suppress
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socketserver import TCPServer
from types import TracebackType
from typing import Any, Self

from aeexplain.errors import ExplainError
from aeexplain.site.core.security_headers import MIME_TYPES, headers_of
from aeexplain.site.serve.host_names import HostError, check_host
from aeexplain.site.serve.ranges import part_of, told
from aeexplain.site.serve.request_targets import folder_target, host_of, parts_of, path_of

HOST = "127.0.0.1"
# Addresses that mean all of this machine's, and for each one of them.
EVERYWHERE = {
    "0.0.0.0": "127.0.0.1",
    "::": "::1",
}
PIECE = 1 << 16  # bytes of a file's part that are sent at once
WAITING = 1024  # connections that the system holds until they are taken up; many systems hold fewer
PATIENCE = 30.0  # seconds that a client may keep silent
LINGER, MOST = 2.0, 1 << 24  # seconds and bytes that are read after the last answer of a connection
HTML, TEXT = "text/html; charset=utf-8", "text/plain; charset=utf-8"
ROOT_OF_404 = re.compile(rb'(?:href|src)="(/[^"]*?)assets/')


class Handler(SimpleHTTPRequestHandler):
    """Serves files; browsers must ask again each time, since a local build changes under one address.

    Whatever is asked, and however badly, has an answer with a status.
    """

    protocol_version = "HTTP/1.1"
    default_request_version = "HTTP/1.0"  # of a request that tells none; it has a status too
    timeout = PATIENCE
    raw_requestline: bytes
    extensions_map = MIME_TYPES | {"": "application/octet-stream"}

    def handle_one_request(self) -> None:
        """Answer one request, with status 500 where nothing else came of it."""
        self._headers_buffer: list[bytes] = []
        self._answered = self._is_file = False
        try:
            super().handle_one_request()
        except ConnectionError:
            self.close_connection = True  # a browser that hangs up in the middle of a file is no news
        except Exception:
            self.close_connection = True
            if not self._answered:
                self.send_error(HTTPStatus.INTERNAL_SERVER_ERROR)

    def parse_request(self) -> bool:
        """Read a request as far as its body; one that is not to be answered with a file is answered here: False."""
        self.command, self.request_version = "", self.default_request_version
        self.requestline = str(self.raw_requestline, "latin-1").rstrip("\r\n")
        if len(self.requestline.split()) != 3:
            self.send_error(HTTPStatus.BAD_REQUEST, explain="A request is a method, a path and HTTP/1.1.")
            return False
        try:
            if not super().parse_request():
                return False
        except TimeoutError:
            self.send_error(HTTPStatus.REQUEST_TIMEOUT)
            return False
        return self._is_whole() and self._is_ours()

    def do_GET(self) -> None:
        """Answer with what is asked for."""
        try:
            parts = parts_of(self.path)
        except ValueError as error:
            self.send_error(HTTPStatus.BAD_REQUEST, explain=str(error))
            return
        place = None if parts is None else os.path.join(self.directory, *parts)
        folder, slash = place is not None and os.path.isdir(place), path_of(self.path).endswith("/")
        if parts and folder and not slash:
            self.answer(HTTPStatus.MOVED_PERMANENTLY, b"", TEXT, Location=folder_target(parts, self.path))
        elif place is None or folder != slash or not os.path.isfile(self.translate_path(self.path)):
            self.answer_missing()
        else:
            self.answer_file(Path(self.translate_path(self.path)))

    do_HEAD = do_GET  # noqa: N815 (the same, but that no content is sent)

    def do_POST(self) -> None:
        """Refuse what a folder of files cannot do."""
        content = b"405 Method Not Allowed: here is nothing but to be read.\n"
        self.close_connection = True  # with the content that nobody reads
        self.answer(HTTPStatus.METHOD_NOT_ALLOWED, content, TEXT, Allow="GET, HEAD", Connection="close")

    do_PUT = do_DELETE = do_PATCH = do_OPTIONS = do_TRACE = do_CONNECT = do_POST  # noqa: N815

    def translate_path(self, path: str) -> str:
        """Return the file that is asked for, there or not; of a folder, its page."""
        place = os.path.join(self.directory, *(parts_of(path) or ()))
        return os.path.join(place, "index.html") if os.path.isdir(place) else place

    def answer_file(self, place: Path) -> None:
        """Send a file, or that part of it that is asked for."""
        self._is_file = True
        if place.suffix == ".html":
            # Its time is told in whole seconds, and a page may be built twice in one. All else has its digest in its name.
            del self.headers["If-Modified-Since"]
        if self.command == "HEAD":
            super().do_HEAD()
        elif not self._answer_part(place):
            super().do_GET()

    def _answer_part(self, place: Path) -> bool:
        """Send a part of a file, where one is asked for and the file is still what the browser has other parts of."""
        asked, known = self.headers.get("Range", ""), self.headers.get("If-Range")
        if not asked or "If-Modified-Since" in self.headers:
            return False
        try:
            opened = place.open("rb")
        except OSError:  # gone since it was looked for
            return False
        with opened as file:
            status = os.fstat(file.fileno())
            changed = self.date_time_string(int(status.st_mtime))
            part = part_of(asked, status.st_size)
            if part is None or (known is not None and known != changed):
                return False
            if not part:
                refused = HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE
                self.answer(refused, b"", TEXT, **{"Content-Range": told(part, status.st_size)})
                return True
            self.send_response(HTTPStatus.PARTIAL_CONTENT)
            self.send_header("Content-Type", self.guess_type(str(place)))
            self.send_header("Content-Range", told(part, status.st_size))
            self.send_header("Content-Length", str(len(part)))
            self.send_header("Last-Modified", changed)
            self.end_headers()
            file.seek(part.start)
            left = len(part)
            while left and (some := file.read(min(left, PIECE))):
                self.wfile.write(some)
                left -= len(some)
            if left:  # the file became shorter meanwhile
                self.close_connection = True
        return True

    def answer_missing(self) -> None:
        """Send the site's own page for addresses that it does not have."""
        self.answer(HTTPStatus.NOT_FOUND, *self.missing())

    def missing(self) -> tuple[bytes, str]:
        """Return that page and its type. It names the site's root, which is another one here than where it is published."""
        try:
            page = Path(self.directory, "404.html").read_bytes()
        except OSError:
            return b"404 Not Found: the site has no such page.\n", TEXT
        root = ROOT_OF_404.search(page)
        return page.replace(b'="' + root[1], b'="/') if root else page, HTML

    def answer(self, status: HTTPStatus, content: bytes, kind: str, **headers: str) -> None:
        """Send an answer of this content, or of its headers alone where only these are asked for."""
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Send a status with one sentence, and end the connection: what follows may be anything."""
        self._headers_buffer = []
        status = HTTPStatus(code)
        content = f"{code} {status.phrase}: {explain or status.description or message}\n"
        self.answer(status, content.encode(), TEXT, Connection="close")

    def end_headers(self) -> None:
        self._answered = True
        if self._is_file:
            self.send_header("Accept-Ranges", "bytes")
        # What is no request has no path.
        for name, value in headers_of(Path(self.directory), getattr(self, "path", "/")).items():
            self.send_header(name, value)
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def handle_expect_100(self) -> bool:
        """Ask for no content: it would not be read."""
        return True

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: a reader of the terminal wants the address and errors, not each request."""

    def _is_whole(self) -> bool:
        """Tell whether the request's headers are well-formed; after content, which nobody reads, the connection ends."""
        if self.headers.defects:
            self.send_error(HTTPStatus.BAD_REQUEST, explain="A header is a name, a colon and a value.")
            return False
        has_body = self.headers.get("Content-Length", "0") != "0" or "Transfer-Encoding" in self.headers
        if has_body and self.command in (
            "GET",
            "HEAD",
        ):  # what takes content reads it, or ends the connection itself
            self.close_connection = True
        return True

    def _is_ours(self) -> bool:
        """Tell whether the request names this server; else answer it."""
        host = host_of(self.path)
        hosts = self.headers.get_all("Host", []) if host is None else [host]
        address = self.connection.getsockname()[0].removeprefix("::ffff:")
        try:
            check_host(hosts, getattr(self.server, "names", ()), address)
        except HostError as error:
            self.send_error(error.status, explain=str(error))
            return False
        return True


class _Listener(ThreadingHTTPServer):
    daemon_threads = True
    allow_reuse_port = False
    request_queue_size = WAITING

    def __init__(self, address: tuple[str, int], handler: Callable[..., Any], names: Collection[str]) -> None:
        self.names = names
        self.address_family = socket.AF_INET6 if ":" in address[0] else socket.AF_INET
        super().__init__(address, handler)

    def server_bind(self) -> None:
        TCPServer.server_bind(self)  # http.server's own looks the machine's name up, which may take its time

    def shutdown_request(self, request: Any) -> None:
        """End a connection so that its last answer arrives: a system drops it where something sent was never read."""
        with suppress(OSError):
            request.shutdown(socket.SHUT_WR)
            end, left = time.monotonic() + LINGER, MOST
            request.settimeout(LINGER)
            while time.monotonic() < end and left > 0 and (got := len(request.recv(1 << 16))):
                left -= got
        self.close_request(request)

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a connection that broke."""


class Server:
    """Serves a folder while the `with` block runs; `url` is its address. A port of 0 takes a free one.

    `handler` makes what answers one request, as http.server asks for it; `names` are hosts' names that it answers for beside
    its own; `address` is the one of this machine's at which it listens. It cannot listen: ExplainError.
    """

    def __init__(
        self,
        folder: Path,
        port: int = 0,
        handler: Callable[..., Handler] = Handler,
        *,
        names: Collection[str] = (),
        address: str = HOST,
    ) -> None:
        try:
            self._listener = _Listener((address, port), partial(handler, directory=str(folder)), names)
        except OSError as error:
            where = f"port {port}" if address == HOST else f"port {port} of {address}"
            remedy = (
                "choose another with --port" if address == HOST else "choose others with --port and --bind"
            )
            raise ExplainError(where, f"cannot listen: {error.strerror}", remedy) from error
        self.port = int(self._listener.server_address[1])
        self.url = self.url_of(EVERYWHERE.get(address, address))
        self._thread = threading.Thread(target=self._listener.serve_forever, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._listener.shutdown()
        self._listener.server_close()

    def url_of(self, name: str) -> str:
        """Return the address by which a browser finds this server under a name."""
        return f"http://{f'[{name}]' if ':' in name else name}:{self.port}/"

    def wait(self) -> None:
        """Serve until interrupted."""
        self._thread.join()
