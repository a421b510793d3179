"""What a build costs its author: cold, unchanged, after an edit of one word; and the memory of all its processes."""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from aeexplain.bench.plain_site import write_tree
from aeexplain.cache import cache_in, user_cache
from aeexplain.setup.places import cache_folder
from aeexplain.site.build.builder import build
from aeexplain.site.math.typesetter import Typesetter

EDITS = 5
WATCH = 0.05  # seconds between two looks at the memory


@dataclass(frozen=True)
class BuildCost:
    """One site's cost, in seconds; edits are the median of five.

    cold: with an empty cache (what set-up makes, the engine, is there). unchanged: nothing to do. edit: one word, in a
    process that is running, as serve's. command: the same by a process of its own. cpu: what all processes of the cold
    build computed, added up. megabytes: the most that they held at once, what they share counted once. Both are None where
    the system does not tell them.
    """

    site: str
    cold: float
    unchanged: float
    edit: float
    command: float
    cpu: float | None
    megabytes: float | None


def build_costs(counts: Sequence[int], root: Path) -> list[BuildCost]:
    """Return the cost of the site that the checkout in `root` is, and of made-up ones of so many plain articles each."""
    command = root / "build.py"
    with tempfile.TemporaryDirectory() as folder:
        costs = [_Bench(Path(folder, "own"), root, command).cost("the articles here", "autoencoders")]
    for count in counts:
        with tempfile.TemporaryDirectory() as folder:
            write_tree(Path(folder, "made"), count)
            bench = _Bench(Path(folder, "own"), Path(folder, "made"), command)
            costs.append(bench.cost(f"{count} plain", f"plain-{count // 2:04}"))
    return costs


class _Bench:
    """A copy of a site that a command builds, with a cache of its own that has what set-up makes."""

    def __init__(self, folder: Path, source: Path, command: Path) -> None:
        self.command = command
        self.root, self.out, self.cache = folder, folder / "dist", folder / "cache"
        for name in ("content", "templates", "weights"):
            if (source / name).is_dir():
                shutil.copytree(source / name, folder / name)
        self.cache.mkdir()
        for path in cache_folder().iterdir():
            if path.name != user_cache().folder.parent.name:
                (self.cache / path.name).symlink_to(path)
        home = cache_in(self.cache).folder
        home.mkdir(parents=True)
        for kind in user_cache().folder.glob("engine-*"):
            (home / kind.name).symlink_to(kind)

    def cost(self, site: str, slug: str) -> BuildCost:
        article = self.root / "content" / slug / "article.md"
        cold, cpu, most = self._command()
        unchanged = self._command()[0]
        running = list(self._running(article))
        commands = []
        for number in range(EDITS):
            edit(article, number)
            commands.append(self._command()[0])
        return BuildCost(
            site, cold, unchanged, statistics.median(running), statistics.median(commands), cpu, most
        )

    def _command(self) -> tuple[float, float | None, float | None]:
        """Return the seconds of a build by a process of its own, its start included, its CPU seconds and memory in MB."""
        words = [
            sys.executable,
            str(self.command),
            "build",
            "--root",
            str(self.root),
            "--out",
            str(self.out),
        ]
        begun = time.perf_counter()
        environ = {**os.environ, "AEEXPLAIN_CACHE": str(self.cache)}
        with subprocess.Popen(words, env=environ, stdout=subprocess.DEVNULL) as process:
            cpu, most = watched(process)
        seconds = time.perf_counter() - begun
        if process.returncode:
            raise subprocess.CalledProcessError(process.returncode, words)
        return seconds, cpu, most

    def _running(self, article: Path) -> Iterator[float]:
        """Yield the seconds that this process takes for a build after each of some edits; the first only warms it up."""
        cache = cache_in(self.cache)
        typesetter = Typesetter(cache)
        for number in range(EDITS + 1):
            edit(article, -1 - number)
            begun = time.perf_counter()
            build(self.root, self.out, cache=cache, typesetter=typesetter)
            if number:
                yield time.perf_counter() - begun
        typesetter.close()


def edit(article: Path, number: int) -> None:
    """Change one word of an article: the last, which stands in a paragraph of its own."""
    text, _, _ = article.read_text(encoding="utf-8").partition("\n\nEdited ")
    article.write_text(f"{text}\n\nEdited {number}.\n", encoding="utf-8")


def watched(process: subprocess.Popen[bytes]) -> tuple[float | None, float | None]:
    """Wait for a process; return the CPU seconds of it and its descendants, and the most MB that they held at once."""
    cpu = most = 0.0
    while process.poll() is None:
        family = _tree(process.pid)
        cpu = max(cpu, sum(_cpu(pid) for pid in family))
        most = max(most, sum(_share(pid) for pid in family))
        time.sleep(WATCH)
    return (cpu, most) if most else (None, None)


def _tree(pid: int) -> list[int]:
    """Return a process and all its descendants, as Linux tells them."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return [pid]
    return [pid, *(each for child in children for each in _tree(int(child)))]


def _cpu(pid: int) -> float:
    """Return the seconds that a process, and those children that it has seen end, computed."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")


def _share(pid: int) -> float:
    """Return a process's share of memory in MB: what it shares with others counts in parts."""
    try:
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0.0
    return float(next(line for line in rollup.splitlines() if line.startswith("Pss:")).split()[1]) / 1e3
