"""Where the project keeps its things. Runs on Python 3.9."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
VENV = ROOT / ".venv"
NODE_MODULES = ROOT / "node_modules"
REQUIREMENTS = {level: ROOT / "requirements" / f"{level}.txt" for level in ("build", "test")}
SETUP_LOG = ROOT / ".cache" / "setup.log"
SETUP_LOCK = ROOT / ".cache" / "setup.lock"
