"""The same starts in Firefox. Nothing drives it: a page that is asked to tells its host when it lives, and the host ends it."""

import shutil
import subprocess
import tempfile
import time
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from queue import Empty
from subprocess import DEVNULL

from aeexplain.bench.hosts import Host
from aeexplain.bench.starts.bare_pages import KINDS, lay_out
from aeexplain.bench.startup import StartupCost, Visit, compared, taking_turns
from aeexplain.errors import ExplainError
from aeexplain.project import Project

NAMES = ("firefox-esr", "firefox")
REMEDY = "install it, say with apt-get install firefox-esr"
LIVE_SECONDS, SETTLED_SECONDS, END_SECONDS = 120, 2, 20
# What a fresh profile would else fetch, ask or show, beside the page that is measured.
PREFERENCES: Mapping[str, object] = {
    "app.normandy.enabled": False,
    "app.update.disabledForTesting": True,
    "browser.aboutwelcome.enabled": False,
    "browser.newtabpage.enabled": False,
    "browser.safebrowsing.malware.enabled": False,
    "browser.safebrowsing.phishing.enabled": False,
    "browser.search.update": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.homepage_override.mstone": "ignore",
    "datareporting.policy.dataSubmissionEnabled": False,
    "extensions.update.enabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "services.settings.server": "data:,",
    "toolkit.telemetry.enabled": False,
}


def find_firefox() -> Path:
    """Return the Firefox of this machine; none: ExplainError."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        raise ExplainError("bench firefox", "there is no Firefox", REMEDY)
    return Path(found)


def firefox_costs(project: Project, rounds: int = 5) -> list[StartupCost]:
    """Return what each kind's start costs in Firefox, from a host with brotli; see startup_costs.

    Memory is not told: which process has a page is Firefox's own affair.
    """
    firefox = find_firefox()
    with tempfile.TemporaryDirectory() as folder:
        lay_out(Path(folder), project)
        with Host(Path(folder), "br") as host:
            visited = partial(_visit, firefox, host)
            for kind in KINDS:
                visited(kind)  # not counted: after these, the host has every file encoded
            visits = taking_turns(visited, KINDS, rounds)
    return compared(visits, "br")


def firefox_version() -> str:
    """Return the name and version of this machine's Firefox."""
    words = [str(find_firefox()), "--version"]
    return subprocess.run(words, capture_output=True, encoding="utf-8", timeout=60).stdout.strip()


def preferences() -> str:
    """Return a profile's user.js."""
    words = {True: "true", False: "false"}
    settings = {
        name: words[value] if isinstance(value, bool) else f'"{value}"' for name, value in PREFERENCES.items()
    }
    return "".join(f'user_pref("{name}", {value});\n' for name, value in settings.items())


def _visit(firefox: Path, host: Host, kind: str) -> Visit:
    """Return what a visit cost with a fresh browser and a fresh profile, and again with a fresh browser and that profile."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        Path(folder, "user.js").write_text(preferences(), encoding="utf-8")
        host.sent = 0
        milliseconds = _seen(firefox, host, kind, Path(folder))
        sent = host.sent
        return Visit(milliseconds, _seen(firefox, host, kind, Path(folder)), sent, None)


def _seen(firefox: Path, host: Host, kind: str, profile: Path) -> float:
    """Return the milliseconds until a page is live."""
    address = f"{host.url}{kind}.html?report"
    words = [str(firefox), "--headless", "--no-remote", "--profile", str(profile), address]
    with subprocess.Popen(words, stdout=DEVNULL, stderr=DEVNULL) as process:
        try:
            milliseconds = float(host.posted.get(timeout=LIVE_SECONDS))
            time.sleep(SETTLED_SECONDS)  # until it has put by what it keeps
        except Empty as error:
            what = f"the page of {kind} was not live within {LIVE_SECONDS} seconds"
            raise ExplainError("bench firefox", what, "run it again") from error
        finally:
            process.terminate()
            try:
                process.wait(END_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
    return milliseconds
