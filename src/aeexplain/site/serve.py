"""A static server for looking at dist/: right MIME types, the same headers that a host should send."""

import threading
from collections.abc import Callable
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Self

from aeexplain.errors import ExplainError
from aeexplain.site.policy import MIME_TYPES, headers_of

HOST = "127.0.0.1"


class Handler(SimpleHTTPRequestHandler):
    """Serves files; browsers must ask again each time, since a local build changes under one address."""

    protocol_version = "HTTP/1.1"
    extensions_map = MIME_TYPES | {"": "application/octet-stream"}

    def end_headers(self) -> None:
        for name, value in headers_of(Path(self.directory)).items():
            self.send_header(name, value)
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: a reader of the terminal wants the address and errors, not each request."""


class _Listener(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that hangs up in the middle of a file is no news."""


class Server:
    """Serves a folder while the `with` block runs; `url` is its address. A port of 0 takes a free one.

    `handler` makes what answers one request, as http.server asks for it.
    """

    def __init__(self, folder: Path, port: int = 0, handler: Callable[..., Handler] = Handler) -> None:
        try:
            self._listener = _Listener((HOST, port), partial(handler, directory=str(folder)))
        except OSError as error:
            raise ExplainError(
                f"port {port}", f"cannot listen: {error.strerror}", "choose another with --port"
            ) from error
        self.url = f"http://{HOST}:{self._listener.server_address[1]}/"
        self._thread = threading.Thread(target=self._listener.serve_forever, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._listener.shutdown()
        self._listener.server_close()

    def wait(self) -> None:
        """Serve until interrupted."""
        self._thread.join()
