"""What readers with WebKit get, the engine of Safari: the built site in WebKitGTK's own browser, driven by WebDriver.

Driver, browser and a screen that nobody sees come from the system's packages; without them there is nothing to measure.
"""

import json
import os
import shutil
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from subprocess import DEVNULL
from typing import Any

from aeexplain.bench.ports import free_port
from aeexplain.errors import ExplainError
from aeexplain.site.serve.server import Handler, Server

DRIVER, SCREEN, BROWSERS = "WebKitWebDriver", "xvfb-run", "*/webkit2gtk-4.*/MiniBrowser"
REMEDY = "install it, say with apt-get install webkit2gtk-driver xvfb xauth"
STARTED_SECONDS, LIVE_SECONDS = 15, 120
VISITS = 3
ENDS = ("live", "failed")
STATE = """const figure = document.getElementById(arguments[0]);
return [figure.dataset.state, figure.querySelector("[data-describe]").textContent];"""
COME = "document.getElementById(arguments[0]).scrollIntoView();"


@dataclass(frozen=True)
class WebkitCost:
    """A visit: seconds until a figure was live or had failed, by which way Python started, what the figure said then."""

    visit: str
    live_s: float
    start: str
    says: str


def webkit_costs(dist: Path, article: str, demo: str) -> list[WebkitCost]:
    """Return what visits to an article cost; no WebKit: ExplainError."""
    browser = next(Path("/usr/lib").glob(BROWSERS), None)
    if browser is None or not all(map(shutil.which, (DRIVER, SCREEN))):
        raise ExplainError("bench webkit", "there is no WebKitGTK with its WebDriver, or no Xvfb", REMEDY)
    asked: list[str] = []
    with (
        Server(dist, handler=partial(_Noted, asked=asked)) as server,
        _driven() as driver,
        _session(driver, browser) as session,
    ):
        return [_visit(session, f"{server.url}{article}/?{nth}", demo, asked) for nth in range(VISITS)]


class _Noted(Handler):
    """Notes what is asked for."""

    def __init__(self, *given: Any, asked: list[str], **named: Any) -> None:
        self._asked = asked
        super().__init__(*given, **named)

    def do_GET(self) -> None:  # noqa: N802 (the name that http.server calls)
        """Send a file."""
        self._asked.append(self.path)
        super().do_GET()


def _visit(session: str, address: str, demo: str, asked: list[str]) -> WebkitCost:
    """Open a page, come to its figure, and wait until that lives."""
    asked.clear()
    start = time.monotonic()
    _call("POST", f"{session}/url", {"url": address})
    _call("POST", f"{session}/execute/sync", {"script": COME, "args": [demo]})
    state, says = "", ""
    while state not in ENDS and time.monotonic() < start + LIVE_SECONDS:
        state, says = _call("POST", f"{session}/execute/sync", {"script": STATE, "args": [demo]})
        time.sleep(0.02)
    seconds = time.monotonic() - start
    library = any("numpy.zip" in path for path in asked)
    way = "library" if library else "snapshot" if any("snapshot.bin" in path for path in asked) else ""
    return WebkitCost(address.rpartition("?")[2], seconds, f"{state} by {way}", says)


@contextmanager
def _driven() -> Iterator[str]:
    """Run the driver on a screen that nobody sees; give its address."""
    port = free_port()
    words = [SCREEN, "-a", DRIVER, f"--port={port}"]
    # Its own sandbox wants namespaces that containers have not; what it opens is our own site.
    environ = os.environ | {"WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1"}
    with subprocess.Popen(
        words, env=environ, start_new_session=True, stdout=DEVNULL, stderr=DEVNULL
    ) as process:
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            os.killpg(process.pid, 15)


@contextmanager
def _session(driver: str, browser: Path) -> Iterator[str]:
    """Open the browser; give its session's address."""
    options = {"binary": str(browser), "args": ["--automation"]}
    wanted = {"capabilities": {"alwaysMatch": {"webkitgtk:browserOptions": options}}}
    until = time.monotonic() + STARTED_SECONDS
    while True:
        try:
            session = f"{driver}/session/{_call('POST', f'{driver}/session', wanted)['sessionId']}"
            break
        except OSError as error:
            if time.monotonic() > until:
                raise ExplainError("WebKitWebDriver", f"does not answer: {error}") from error
            time.sleep(0.2)
    yield session
    _call("DELETE", session)


def _call(method: str, address: str, body: dict[str, Any] | None = None) -> Any:
    """Return what the driver answers."""
    data = json.dumps(body).encode() if body is not None else None
    request = urllib.request.Request(address, data, {"Content-Type": "application/json"}, method=method)
    with urllib.request.urlopen(request, timeout=LIVE_SECONDS) as answer:
        return json.loads(answer.read())["value"]
