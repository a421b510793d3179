"""What `serve` adds to the pages that it sends, and only there: a script that renews a page when its site was rebuilt.

The script asks for events (server-sent, from this same server) and is told the site's version, and what is wrong with what
was saved since.
"""

import json
import threading
from collections.abc import Sequence
from http import HTTPStatus
from pathlib import Path
from typing import Any

from aeexplain.errors import ExplainError
from aeexplain.site.serve import Handler

EVENTS, SCRIPT = "/.serve/events", "/.serve/reload.mjs"
SCRIPTS = {f"/.serve/{name}": Path(__file__).with_name(name) for name in ("reload.mjs", "swap.mjs")}
ALIVE = 15.0  # seconds between two signs of life, by which a page that has gone is noticed
NOTHING_YET = "<!doctype html><html lang=en><head><meta charset=utf-8><title>Not built yet</title></head><body></body></html>"


class Channel:
    """What pages are told: the version of the site, counted from 1, and what is wrong since."""

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
        path = self.path.partition("?")[0]
        if path == EVENTS:
            self._events()
        elif path in SCRIPTS:
            self._send(SCRIPTS[path].read_bytes(), "text/javascript; charset=utf-8")
        elif (page := self._page()) is not None:
            self._send(page, "text/html; charset=utf-8")
        else:
            super().do_GET()

    def _page(self) -> bytes | None:
        """Return the page that is asked for with the script in it; None where something else is asked for."""
        version = self.channel.version
        path = Path(self.translate_path(self.path))
        if path.is_dir() and self.path.partition("?")[0].endswith("/"):
            path /= "index.html"
        try:
            html = path.read_text(encoding="utf-8") if path.suffix.lower() == ".html" else None
        except OSError:
            html = None
        if html is None and not version and not path.suffix:
            html = NOTHING_YET
        script = f'<script type="module" src="{SCRIPT}?version={version}"></script>\n</head>'
        return None if html is None else html.replace("</head>", script, 1).encode()

    def _events(self) -> None:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Connection", "close")
        self.end_headers()
        count = -1
        try:
            while True:
                count, news = self.channel.after(count)
                self.wfile.write(f"data: {news}\n\n".encode() if news else b": still here\n\n")
                self.wfile.flush()
        except OSError:
            self.close_connection = True  # the page has gone

    def _send(self, content: bytes, kind: str) -> None:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)
