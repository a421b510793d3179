"""Where the checkout is, and what set-up lays out in it. Runs on Python 3.9.

Set-up makes the environment before anything else can be imported, so it finds the checkout by itself; nobody else asks for it,
but the command line, which offers it as the site to work on. What a site has is asked of a `Project`.
"""

from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[3]
VENV = CHECKOUT / ".venv"
NODE_MODULES = CHECKOUT / "node_modules"
REQUIREMENTS = {level: CHECKOUT / "requirements" / f"{level}.txt" for level in ("build", "test")}
SETUP_LOG = CHECKOUT / ".cache" / "setup.log"
SETUP_LOCK = CHECKOUT / ".cache" / "setup.lock"
