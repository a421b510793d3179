"""A Chromium for the tests: one that the machine has, else one that Playwright or the system's packages bring."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from aeexplain.errors import ExplainError
from aeexplain.setup.steps import offline, run_step

# Chromium heeds its last list alone, so that this one has what drivers switch off as well. The address bar's pages, of which
# each window has its own, take a third to half of the processor that a small page needs.
NOT_WANTED = (
    *("AimEnabled", "AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "LensOverlay"),
    *("HttpsFirstBalancedModeAutoEnable", "HttpsUpgrades", "MediaRouter", "NetworkTimeServiceQuerying"),
    *("AvoidCorsURLLoaderRestartOnRedirect", "OptimizationHints", "PaintHolding", "PreconnectToSearch"),
    *("ThirdPartyStoragePartitioning", "Translate"),
    *("PreloadTopChromeWebUI", "WebUIOmniboxAimPopup", "WebUIOmniboxFullPopup", "WebUIOmniboxPopup"),
)
CHROMIUM_FLAGS = (
    "--headless=new",
    "--no-sandbox",  # root, as in a container, cannot use the sandbox
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    f"--disable-features={','.join(NOT_WANTED)}",
)
NAMES = (
    *("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"),
    *("microsoft-edge", "microsoft-edge-stable", "msedge"),
)
MAC = ("Chromium", "Google Chrome", "Microsoft Edge")
WINDOWS = (
    "Google/Chrome/Application/chrome.exe",
    "Chromium/Application/chrome.exe",
    "Microsoft/Edge/Application/msedge.exe",
)
REMEDY = "install Chromium, Chrome or Edge, or set AEEXPLAIN_BROWSER to the path of one"


def find_browser(environ: Mapping[str, str] = os.environ) -> Path:
    """Return an installed Chromium, Chrome or Edge that starts; ExplainError with the remedy where there is none."""
    named = environ.get("AEEXPLAIN_BROWSER")
    if named:
        if not starts(Path(named)):
            raise ExplainError("AEEXPLAIN_BROWSER", f"{named} does not start", REMEDY)
        return Path(named)
    browser = next(filter(starts, candidates(environ)), None)
    if browser is None:
        raise ExplainError("browser", "no Chromium, Chrome or Edge was found", REMEDY)
    return browser


def candidates(environ: Mapping[str, str] = os.environ) -> Iterator[Path]:
    """Yield where a browser may be: PATH, the usual places of macOS and Windows, Playwright's own folder."""
    found = (shutil.which(name, path=environ.get("PATH")) for name in NAMES)
    yield from (Path(path) for path in found if path)
    if sys.platform == "darwin":
        yield from (Path(f"/Applications/{name}.app/Contents/MacOS/{name}") for name in MAC)
    if sys.platform == "win32":
        bases = [
            environ[name] for name in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA") if name in environ
        ]
        yield from (Path(base) / place for base in bases for place in WINDOWS)
    yield from playwrights_own(environ)


def playwrights_own(environ: Mapping[str, str]) -> Iterator[Path]:
    """Yield the Chromium that Playwright downloaded earlier."""
    places = {"darwin": "Library/Caches/ms-playwright", "win32": "AppData/Local/ms-playwright"}
    usual = Path.home() / places.get(sys.platform, ".cache/ms-playwright")
    folder = Path(environ.get("PLAYWRIGHT_BROWSERS_PATH") or usual)
    for pattern in ("chrome-*/chrome", "chrome-*/chrome.exe", "chrome-*/*.app/Contents/MacOS/*"):
        yield from sorted(folder.glob(f"chromium-*/{pattern}"), reverse=True)


def starts(browser: Path) -> bool:
    """Tell whether the file is there and, where asking does no harm, whether it tells its version."""
    if not browser.is_file():
        return False
    if sys.platform == "win32":
        return True  # chrome.exe --version opens a window
    try:
        return subprocess.run([browser, "--version"], capture_output=True, timeout=30).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def ensure_browser(say: Callable[[str], None]) -> Path:
    """Return a browser, brought in where the machine has none; ExplainError with all that was tried."""
    try:
        return find_browser()
    except ExplainError:
        if os.environ.get("AEEXPLAIN_BROWSER") or offline():
            raise
    say("No browser was found; the tests need one")
    failures = []
    for title, command in install_commands():
        try:
            run_step(title, command, REMEDY)
            return find_browser()
        except ExplainError as error:
            failures.append(f"{error.where}: {error.what}")
    raise ExplainError("browser", f"none could be brought in ({' | '.join(failures)})", REMEDY)


def install_commands() -> Iterator[tuple[str, list[str]]]:
    """Yield a title and a command for each way to a browser: Playwright's download, then Debian's package as root."""
    limited = "import subprocess, sys; sys.exit(subprocess.run(sys.argv[1:], timeout=300).returncode)"
    playwright = [sys.executable, "-m", "playwright", "install", "chromium"]
    yield "fetching Playwright's Chromium", [sys.executable, "-c", limited, *playwright]
    if shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        install = "apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends chromium"
        yield "installing Debian's Chromium", ["sh", "-c", install]
