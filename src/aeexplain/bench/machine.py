"""What a bench ran on, and what its processes take of it."""

import os
import platform
from collections.abc import Iterator
from pathlib import Path

PROC = Path("/proc")


def describe_machine() -> str:
    """Return the machine in a few words: processor, cores, memory, system."""
    info = _table(PROC / "cpuinfo")
    model = info.get("model name") or platform.processor() or platform.machine()
    memory = _table(PROC / "meminfo").get("MemTotal", "")
    size = f", {int(memory.split()[0]) / 1e6:.0f} GB of memory" if memory else ""
    return f"{model}, {os.cpu_count()} cores{size}, {platform.system()}"


def renderer_memory(profile: Path) -> int | None:
    """Return the bytes of memory that are the page's own in a Chromium that runs with this profile; None off Linux.

    It is the proportional set size (PSS) of the largest renderer process: shared pages count by their share.
    """
    if not (PROC / "self" / "smaps_rollup").exists():
        return None
    sizes = [_pss(process) for process in _processes() if _is_renderer_of(process, profile)]
    return max(sizes, default=None)


def _is_renderer_of(process: Path, profile: Path) -> bool:
    words = _words(process)
    if "--type=renderer" not in words:
        return False
    while process.name not in ("0", "1", ""):
        if f"--user-data-dir={profile}" in _words(process):
            return True
        process = PROC / _table(process / "status").get("PPid", "0")
    return False


def _processes() -> Iterator[Path]:
    return (path for path in PROC.iterdir() if path.name.isdigit())


def _words(process: Path) -> list[str]:
    try:
        return (process / "cmdline").read_text(errors="replace").replace("\0", " ").split()
    except OSError:
        return []


def _pss(process: Path) -> int:
    return int(_table(process / "smaps_rollup").get("Pss", "0 kB").split()[0]) * 1024


def _table(path: Path) -> dict[str, str]:
    """Return what a file of lines "name: value" tells, the first of each name; nothing where it cannot be read."""
    try:
        lines = path.read_text(errors="replace").splitlines()
    except OSError:
        return {}
    pairs = (line.partition(":") for line in reversed(lines))
    return {name.strip(): value.strip() for name, _, value in pairs}
