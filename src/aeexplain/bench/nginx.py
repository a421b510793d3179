"""The built site behind a real nginx, under a sub-path and our strictest headers: does a figure come alive, and under load?

nginx and wrk come from the system's packages; without nginx there is nothing to measure.
"""

import gzip
import os
import re
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, TimeoutError, sync_playwright

from aeexplain.bench.ports import free_port
from aeexplain.errors import ExplainError
from aeexplain.setup.browser import CHROMIUM_FLAGS, find_browser
from aeexplain.site.core.security_headers import MIME_TYPES, headers_of

PREFIX = "/some/folder/"
LIVE_SECONDS = 120
STARTED_SECONDS = 10
LOAD = ("-t2", "-c50", "-d5s", "--timeout", "30s")
MODES = ("plain", "gzip", "gzip_static")
SQUEEZED = (".css", ".html", ".js", ".json", ".mjs", ".svg", ".txt", ".wasm", ".xml")


@dataclass(frozen=True)
class HostCost:
    """One way of serving: what Chromium complained of, seconds until a figure was live, and of an
    article asked for by fifty at once the requests a second and how many failed (None where there is no wrk)."""

    host: str
    complaints: str
    live_s: float
    requests_s: float | None
    failed: int | None


def host_costs(dist: Path, article: str, demo: str) -> list[HostCost]:
    """Return what serving the site in `dist` costs in each mode. No nginx: ExplainError."""
    nginx = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if nginx is None:
        raise ExplainError(
            "bench hosts", "there is no nginx", "install it, say with apt-get install nginx-light wrk"
        )
    costs = []
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=find_browser(), args=list(CHROMIUM_FLAGS))
        for mode in MODES:
            with _prepared(dist, mode) as folder, serving(nginx, folder, mode) as url:
                complaints, seconds = _visited(chromium, f"{url}{article}/", demo)
                rate, failed = _loaded(f"{url}{article}/", mode)
            costs.append(HostCost(f"nginx, {mode}", "; ".join(complaints), seconds, rate, failed))
        chromium.close()
    return costs


def configuration(dist: Path, port: int, mode: str, scratch: Path) -> str:
    """Return nginx's configuration for the site under PREFIX, in our types and headers."""
    types = "".join(f"    {kind.partition(';')[0]} {suffix[1:]};\n" for suffix, kind in MIME_TYPES.items())
    headers = "".join(
        f"      add_header {name} {'$framing' if value == 'SAMEORIGIN' else f'"{value}"'} always;\n"
        for name, value in headers_of(dist).items()
    )
    squeezed = (
        "text/css text/javascript text/plain application/json application/xml application/wasm image/svg+xml"
    )
    return f"""daemon off;
pid {scratch}/pid;
error_log stderr warn;
events {{ worker_connections 512; }}
http {{
  access_log off;
  client_body_temp_path {scratch}/body;
  proxy_temp_path {scratch}/proxy;
  fastcgi_temp_path {scratch}/fastcgi;
  uwsgi_temp_path {scratch}/uwsgi;
  scgi_temp_path {scratch}/scgi;
  types {{
{types}  }}
  default_type application/octet-stream;
  charset utf-8;
  charset_types text/html text/css text/javascript text/plain;
  gzip {"on" if mode == "gzip" else "off"};
  gzip_static {"on" if mode == "gzip_static" else "off"};
  gzip_types {squeezed};
  sendfile on;
  map $uri $framing {{ default SAMEORIGIN; ~^{PREFIX}[^/]+/figures/[^/]+/ ""; }}
  server {{
    listen 127.0.0.1:{port};
    location = / {{ return 404; }}
    location {PREFIX} {{
      alias {dist.resolve()}/;
      error_page 404 {PREFIX}404.html;
{headers}      add_header Cache-Control "no-cache" always;
    }}
    location {PREFIX}assets/ {{
      alias {dist.resolve()}/assets/;
{headers}      add_header Cache-Control "public, max-age=31536000, immutable" always;
    }}
  }}
}}
"""


@contextmanager
def serving(nginx: str, dist: Path, mode: str) -> Iterator[str]:
    """Serve the site by nginx while the block runs; give its address. It does not start: ExplainError with what it said."""
    with tempfile.TemporaryDirectory() as folder:
        port, scratch = free_port(), Path(folder)
        scratch.chmod(0o755)
        (scratch / "nginx.conf").write_text(configuration(dist, port, mode, scratch), encoding="utf-8")
        user = ["-g", "user root;"] if _is_root() else []
        words = [nginx, "-p", folder, "-e", "stderr", "-c", f"{folder}/nginx.conf", *user]
        with subprocess.Popen(words, stderr=subprocess.PIPE, encoding="utf-8") as process:
            try:
                _await(port, process)
                yield f"http://127.0.0.1:{port}{PREFIX}"
            finally:
                process.terminate()


@contextmanager
def _prepared(dist: Path, mode: str) -> Iterator[Path]:
    """Give the folder to serve: the site itself, or a copy of it with a .gz beside each file that shrinks."""
    if mode != "gzip_static":
        yield dist
        return
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, "dist")
        shutil.copytree(dist, copy)
        copy.parent.chmod(0o755)
        for path in (each for each in copy.rglob("*") if each.suffix.lower() in SQUEEZED):
            path.with_name(f"{path.name}.gz").write_bytes(gzip.compress(path.read_bytes(), mtime=0))
        yield copy


def _visited(chromium: Browser, address: str, demo: str) -> tuple[list[str], float]:
    """Return what the browser complained of, and the seconds until the figure was live."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    page, complaints = context.new_page(), list[str]()
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    start = time.monotonic()
    page.goto(address)
    figure = page.locator(f"#{demo}")
    figure.scroll_into_view_if_needed()
    figure.locator("input").first.focus()
    page.keyboard.press("ArrowRight")
    try:
        page.locator(f"#{demo}[data-state=live]").wait_for(timeout=LIVE_SECONDS * 1000)
    except TimeoutError:
        complaints.append(f"the figure is {figure.get_attribute('data-state')} after {LIVE_SECONDS} s")
    seconds = time.monotonic() - start
    context.close()
    return complaints, seconds


def _loaded(address: str, mode: str) -> tuple[float | None, int | None]:
    """Return requests a second and how many failed, by wrk; None where there is no wrk."""
    wrk = shutil.which("wrk")
    if wrk is None:
        return None, None
    header = ["-H", "Accept-Encoding: gzip"] if mode != "plain" else []
    printed = subprocess.run(
        [wrk, *LOAD, *header, address], capture_output=True, text=True, check=True
    ).stdout
    rate = re.search(r"Requests/sec:\s*([\d.]+)", printed)
    errors = re.search(r"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)", printed)
    refused = re.search(r"Non-2xx or 3xx responses: (\d+)", printed)
    failed = sum(map(int, errors.groups())) if errors else 0
    return float(rate[1]) if rate else 0.0, failed + (int(refused[1]) if refused else 0)


def _await(port: int, process: subprocess.Popen[str]) -> None:
    """Return when the port answers; ExplainError where nginx ends or is silent."""
    until = time.monotonic() + STARTED_SECONDS
    while time.monotonic() < until and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    process.terminate()
    raise ExplainError("nginx", f"does not start: {process.communicate()[1].strip()[-500:]}")


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0
