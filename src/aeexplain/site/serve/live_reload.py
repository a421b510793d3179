"""What `serve` adds to the pages that it sends, and only there: a script that renews a page when its site was rebuilt.

The script asks for events (server-sent, from this same server) and hears the site's version, and what is wrong with what
was saved since. All tabs of a browser share one stream of them: of HTTP/1.1 it has no more than six connections to one server.
"""

import json
import os
import shutil
import threading
from collections.abc import Sequence
from http import HTTPStatus
from pathlib import Path
from typing import Any, BinaryIO

from aeexplain.errors import ExplainError
from aeexplain.site.core.assets import ASSETS
from aeexplain.site.serve.request_targets import path_of
from aeexplain.site.serve.server import HTML, Handler

EVENTS, SCRIPT = "/.serve/events", "/.serve/reload.mjs"
SCRIPTS = {
    f"/.serve/{name}": Path(__file__).with_name(name)
    for name in ("reload.mjs", "swap.mjs", "news.mjs", "shared.js")
}
ALIVE = 15.0  # seconds between two signs of life, by which a page that has gone is noticed
PIECE = 1 << 16  # bytes
HEAD_ENDS = b"</head>"
NOTHING_YET = (
    b"<!doctype html><html lang=en><head><meta charset=utf-8><title>Not built yet</title></head>"
    b"<body><p>The site is being built. This page shows it as soon as that is done.</p></body></html>"
)


class Channel:
    """What pages hear: the version of the site, counted from 1, and what is wrong since."""

    def __init__(self) -> None:
        self._news = threading.Condition()
        self._count, self._version, self._errors = 0, 0, list[dict[str, str]]()

    @property
    def version(self) -> int:
        """Return how often the site was built."""
        return self._version

    def tell(self, errors: Sequence[ExplainError]) -> None:
        """Tell every page of a build: without errors there is a new version."""
        with self._news:
            self._errors = [{"where": e.where, "what": e.what, "hint": e.hint} for e in errors]
            self._version += not errors
            self._count += 1
            self._news.notify_all()

    def after(self, count: int) -> tuple[int, str]:
        """Wait until there is news after the first `count`; return how much there is and the latest, "" if nothing came."""
        with self._news:
            came = self._news.wait_for(lambda: self._count > count, ALIVE)
            latest = json.dumps({"version": self._version, "errors": self._errors})
            return self._count, latest if came else ""


class ReloadingHandler(Handler):
    """Serves a site as it is, its pages with the script added."""

    def __init__(self, *given: Any, channel: Channel, **named: Any) -> None:
        self.channel = channel
        super().__init__(*given, **named)  # which answers the request

    def do_GET(self) -> None:  # noqa: N802 (the name that http.server calls)
        """Answer with what is asked for, be it the site's or what `serve` adds."""
        path = path_of(self.path)
        if path == EVENTS:
            self._events()
        elif path in SCRIPTS:
            self.answer(HTTPStatus.OK, SCRIPTS[path].read_bytes(), "text/javascript; charset=utf-8")
        else:
            super().do_GET()

    do_HEAD = do_GET  # noqa: N815 (the same, but that no content is sent)

    def answer_file(self, place: Path) -> None:
        """Send a file; a page with the script in it, unless the digest of the page is in its address."""
        if place.suffix.lower() != ".html" or place.is_relative_to(Path(self.directory, ASSETS)):
            super().answer_file(place)
            return
        version = self.channel.version  # before the page is read: it is not older than it says
        try:
            page = place.open("rb")
        except OSError:  # gone since it was looked for
            self.answer_missing()
            return
        with page:
            self._send_page(page, _script(version, _stamp_of(page)))

    def answer_missing(self) -> None:
        """Send the site's own page for missing ones, which comes back when there is a site, or such a page."""
        version = self.channel.version
        status, (content, kind) = HTTPStatus.NOT_FOUND, self.missing()
        if not version and not Path(path_of(self.path)).suffix:
            status, content, kind = HTTPStatus.OK, NOTHING_YET, HTML
        self.answer(status, content.replace(HEAD_ENDS, _script(version) + HEAD_ENDS, 1), kind)

    def _send_page(self, page: BinaryIO, script: bytes) -> None:
        """Send a page in pieces, so that hundreds of them may be on their way at once."""
        head = page.read(PIECE)
        while HEAD_ENDS not in head and (more := page.read(PIECE)):
            head += more
        start, end, rest = head.partition(HEAD_ENDS)
        head = start + (script if end else b"") + end + rest
        size = os.fstat(page.fileno()).st_size - page.tell()
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", HTML)
        self.send_header("Content-Length", str(len(head) + size))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(head)
            shutil.copyfileobj(page, self.wfile)

    def _events(self) -> None:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Connection", "close")
        self.end_headers()
        count = -1
        try:
            while self.command != "HEAD":
                count, news = self.channel.after(count)
                self.wfile.write(f"data: {news}\n\n".encode() if news else b": still here\n\n")
                self.wfile.flush()
        except OSError:
            self.close_connection = True  # the page has gone


def _stamp_of(file: BinaryIO) -> str:
    """Return what tells a file from others that were or will be in its place; a build writes before it tells of a version."""
    status = os.fstat(file.fileno())
    return f"{status.st_ino}-{status.st_mtime_ns}-{status.st_size}"


def _script(version: int, stamp: str = "") -> bytes:
    """Return the element that brings the script into a page of that version of the site, made of the file with that stamp."""
    address = f"{SCRIPT}?version={version}&amp;page={stamp}"
    return f'<script type="module" src="{address}"></script>\n'.encode()
