"""Where the checkout is, and what set-up lays out in it; installed by pip, where the user's caches are. Runs on Python 3.9.

Set-up makes the environment before anything else can be imported, so it finds the checkout by itself; nobody else asks for it,
but the command line, which offers it as the site to work on. What a site has is asked of a `Project`.
"""

import hashlib
import os
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1]
INSIDE_WHEEL = PACKAGE / "shipped"  # what a wheel carries of the tree beside the package
INSTALLED = INSIDE_WHEEL.is_dir()
READY = INSIDE_WHEEL / "ready"  # and what was made for it beforehand, by `ready_made.py`
CHECKOUT = INSIDE_WHEEL if INSTALLED else PACKAGE.parents[1]
REQUIREMENTS = {level: CHECKOUT / "requirements" / f"{level}.txt" for level in ("build", "test")}


def cache_folder() -> Path:
    """Return the folder of fetched files: AEEXPLAIN_CACHE, else the platform's own place for the user's caches."""
    chosen = os.environ.get("AEEXPLAIN_CACHE")
    if chosen:
        return Path(chosen).absolute()
    import platformdirs  # is there where anybody asks

    return platformdirs.user_cache_path("aeexplain", appauthor=False)


def _home() -> Path:
    """Return the folder that set-up writes into: the checkout; of an installed generator one for each set of npm's packages."""
    if not INSTALLED:
        return CHECKOUT
    lock = hashlib.sha256((CHECKOUT / "package-lock.json").read_bytes()).hexdigest()
    return cache_folder() / f"npm-{lock[:12]}"


HOME = _home()
VENV = HOME / ".venv"
NODE_MODULES = HOME / "node_modules"
SETUP_LOG = HOME / ".cache" / "setup.log"
SETUP_LOCK = HOME / ".cache" / "setup.lock"
