"""What each step is worth that makes the engine smaller or quicker: the engine with all of them, and without one at a time."""

import statistics
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import sync_playwright

from aeexplain.bench.hosts import Host
from aeexplain.bench.starts.bare_pages import engine_pages, write_files
from aeexplain.bench.startup import Visit, seen, taking_turns
from aeexplain.project import Project
from aeexplain.runtime.engine import Engine, make_engine
from aeexplain.runtime.library import WITH_STUBS
from aeexplain.runtime.shrink.optional_steps import left_out
from aeexplain.runtime.shrink.pyodide_files import DEAD_CODE, EXPORTS, SCRIPT_STEPS, TABLES
from aeexplain.setup.fetch import numpy_wheel

STARTS = ("snapshot", "trimmed")
STEPS = (*SCRIPT_STEPS, DEAD_CODE, EXPORTS, TABLES, WITH_STUBS)


@dataclass(frozen=True)
class StepWorth:
    """How much more a start takes without a step, as shares of what it takes with all of them.

    step: what is left out. start: from the snapshot, or of the trimmed library. kilobytes: that it fetches with all steps, from
    a host with brotli. milliseconds: until it lives on a bare page, likewise.
    """

    step: str
    start: str
    kilobytes: float
    more_bytes: float
    milliseconds: float
    more_time: float


def step_worths(project: Project, rounds: int = 5) -> list[StepWorth]:
    """Return what each step is worth for each start; the times are medians over the rounds, in which all took turns."""
    wheel = numpy_wheel()
    engines = {"": make_engine(wheel, project)}
    for step in STEPS:
        with left_out(step):
            engines[step] = make_engine(wheel, project)
    times = _times(engines, project, rounds)
    return [
        StepWorth(
            step=step,
            start=start,
            kilobytes=_kilobytes(engines[""], start),
            more_bytes=_kilobytes(engines[step], start) / _kilobytes(engines[""], start) - 1,
            milliseconds=statistics.median(times["", start]),
            more_time=statistics.median(
                a / b for a, b in zip(times[step, start], times["", start], strict=True)
            )
            - 1,
        )
        for step in STEPS
        for start in STARTS
    ]


def _kilobytes(engine: Engine, start: str) -> float:
    started = engine if start == "snapshot" else engine.without_snapshot()
    return sum(sizes.get("br", sizes["plain"]) for sizes in started.first_sizes.values()) / 1000


def _times(
    engines: Mapping[str, Engine], project: Project, rounds: int
) -> dict[tuple[str, str], list[float]]:
    """Return the milliseconds of each visit, by the step that was left out and the start."""
    kinds = {f"{number}/{start}": (step, start) for number, step in enumerate(engines) for start in STARTS}
    with tempfile.TemporaryDirectory() as folder:
        for number, engine in enumerate(engines.values()):
            write_files(Path(folder, str(number)), engine_pages(engine, project))
        with Host(Path(folder), "br") as host, sync_playwright() as playwright:

            def visited(kind: str) -> Visit:
                with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
                    milliseconds, memory = seen(playwright, f"{host.url}{kind}.html", "", Path(profile))
                return Visit(milliseconds, 0, 0, memory)

            for kind in kinds:
                visited(kind)  # not counted: after these, the host has every file encoded
            visits = taking_turns(visited, kinds, rounds)
    return {key: [visit.milliseconds for visit in visits[kind]] for kind, key in kinds.items()}
