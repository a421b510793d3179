"""Servers like those of the web: one that sends brotli, one that sends gzip, one that compresses nothing; at any speed."""

import gzip
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from queue import SimpleQueue
from typing import Any, Literal

from aeexplain.runtime.packing import compress_file
from aeexplain.site.core.security_headers import headers_of
from aeexplain.site.serve.server import Handler, Server

Encoding = Literal["br", "gzip", "none"]
# What hosts compress as they send it, by suffix; archives and .bin go as they are.
COMPRESSED = (".css", ".html", ".js", ".json", ".mjs", ".svg", ".txt", ".wasm", ".xml")
CHUNK = 16_384


class Pace:
    """Lets bytes pass at a number of bits a second, over all connections together, after a delay for each answer."""

    def __init__(self, bits: float | None = None, delay: float = 0) -> None:
        self.bits, self.delay = bits, delay
        self._lock, self._free = threading.Lock(), 0.0

    def send(self, write: Callable[[bytes], Any], body: bytes) -> None:
        """Write a body at that pace."""
        time.sleep(self.delay)
        if not self.bits:
            write(body)
            return
        for at in range(0, len(body), CHUNK):
            part = body[at : at + CHUNK]
            with self._lock:
                self._free = max(self._free, time.monotonic()) + len(part) * 8 / self.bits
                until = self._free
            time.sleep(max(0.0, until - time.monotonic()))
            write(part)


class Host(Server):
    """Serves a folder as such a host does while the `with` block runs.

    `sent` counts the bytes of bodies; `posted` gets what pages post.
    """

    def __init__(self, folder: Path, encoding: Encoding, pace: Pace | None = None) -> None:
        super().__init__(folder)
        self.folder, self.encoding, self.pace, self.sent = folder, encoding, pace or Pace(), 0
        self.posted: SimpleQueue[str] = SimpleQueue()
        self._bodies: dict[Path, tuple[str, bytes]] = {}
        self._listener.RequestHandlerClass = partial(_Answer, directory=str(folder), host=self)

    def body(self, path: Path) -> tuple[str, bytes]:
        """Return a file's encoding and its body; both are kept, so that compressing costs no reader."""
        if path not in self._bodies:
            self._bodies[path] = self._encoded(path)
        return self._bodies[path]

    def _encoded(self, path: Path) -> tuple[str, bytes]:
        content = path.read_bytes()
        beside = path.with_name(f"{path.name}.br")
        if self.encoding == "br" and beside.exists():
            return "br", beside.read_bytes()
        if self.encoding == "none" or not path.name.lower().endswith(COMPRESSED):
            return "", content
        if self.encoding == "gzip":
            return "gzip", gzip.compress(content, 6)
        return "br", compress_file("hosted", content)["br"]


class _Answer(Handler):
    def __init__(self, *given: Any, host: Host, **named: Any) -> None:
        self._host = host
        super().__init__(*given, **named)

    def end_headers(self) -> None:
        """Let browsers keep all but pages, as docs/pages/publishing.md says."""
        for name, value in headers_of(Path(self.directory), self.path).items():
            self.send_header(name, value)
        is_page = self.path.endswith(("/", ".html"))
        self.send_header("Cache-Control", "no-cache" if is_page else "public, max-age=31536000, immutable")
        super(Handler, self).end_headers()

    def do_GET(self) -> None:  # noqa: N802 (the name that http.server calls)
        """Send a file in the host's encoding."""
        path = Path(self.translate_path(self.path))
        if path.is_dir():
            path = path / "index.html"
        if not path.is_file():
            self.send_error(404)
            return
        encoding, body = self._host.body(path)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Length", str(len(body)))
        if encoding:
            self.send_header("Content-Encoding", encoding)
        self.end_headers()
        self._host.sent += len(body)
        self._host.pace.send(self.wfile.write, body)

    def do_POST(self) -> None:  # noqa: N802 (the name that http.server calls)
        """Take what a page tells."""
        self._host.posted.put(self.rfile.read(int(self.headers["Content-Length"])).decode())
        self.send_response(204)
        self.end_headers()
