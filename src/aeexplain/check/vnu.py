"""Valid HTML by the Nu Html Checker, the W3C's own, where the machine has it and a Java: it is no dependency of the project."""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from aeexplain.check.findings import Finding
from aeexplain.errors import ExplainError
from aeexplain.setup.places import NODE_MODULES

JAR = Path("vnu-jar", "build", "dist", "vnu.jar")  # in the npm package of that name
SECONDS = 300
OURS = (
    "Trailing slash on void elements",  # a matter of taste
    "Resource violates Content Security Policy",  # it reads from the disk, where nothing is 'self'; `policing` looks
    "Inline script violates Content Security Policy",  # blocks of data, which no policy is about
    "CSS:",  # the checker's style sheets are older than light-dark()
)


@dataclass(frozen=True)
class Vnu:
    """Where Java and the checker are."""

    java: Path
    jar: Path


def find(environ: Mapping[str, str] = os.environ, node_modules: Path = NODE_MODULES) -> Vnu | str:
    """Return the checker, or a sentence that tells what is missing."""
    java = shutil.which("java", path=environ.get("PATH"))
    if java is None:
        return "not run: there is no java"
    jar = Path(environ.get("AEEXPLAIN_VNU") or node_modules / JAR)
    if not jar.is_file():
        return f"not run: {jar} is not there; npm's vnu-jar brings it, or name it in AEEXPLAIN_VNU"
    return Vnu(Path(java), jar)


def complaints(vnu: Vnu, dist: Path) -> Iterator[Finding]:
    """Yield what the checker says against any page: errors as errors, the rest as warnings."""
    pages = sorted(str(path.resolve()) for path in dist.rglob("*.html"))
    words: list[str | Path] = [
        vnu.java,
        "-Xss8m",
        "-jar",
        vnu.jar,
        "--format",
        "json",
        "--exit-zero-always",
        "--stdout",
        *pages,
    ]
    try:
        done = subprocess.run(words, capture_output=True, encoding="utf-8", timeout=SECONDS)
        messages = json.loads(done.stdout)["messages"]
    except subprocess.TimeoutExpired:
        raise ExplainError(str(vnu.jar), f"took longer than {SECONDS} s") from None
    except (ValueError, KeyError):
        raise ExplainError(
            str(vnu.jar), f"failed: {done.stderr.strip()[-500:] or 'it said nothing'}"
        ) from None
    for each in messages:
        if not each["message"].startswith(OURS):
            page = Path(unquote(urlsplit(each.get("url", "")).path))
            where = page.relative_to(dist.resolve()) if page.is_relative_to(dist.resolve()) else page
            line = each.get("lastLine", 1)
            level = "error" if each["type"] == "error" else "warning"
            yield Finding("vnu", f"{where.as_posix()}:{line}", each["message"], level)  # type: ignore[arg-type]
