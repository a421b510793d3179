"""What one frame of each figure costs: in Pyodide under Node, and natively for comparison."""

import gzip
import json
import statistics
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from aeexplain import bridge
from aeexplain.bench.states import random_states
from aeexplain.runtime.engine import engine, laid_out
from aeexplain.runtime.inside import run_told
from aeexplain.setup.fetch import numpy_wheel

COUNT = 60  # frames of each demo, at random positions of its controls
SCRIPT = Path(__file__).with_name("frames.mjs")


@dataclass(frozen=True)
class FrameCost:
    """Milliseconds a frame, and bytes: of the drawings and images of its first state, and of its weight files, gzipped."""

    demo: str
    median: float
    p95: float
    native: float
    first: int
    weights: int


def frame_costs(weights: Path) -> list[FrameCost]:
    """Return every demo's costs; `weights` is the folder of weight files."""
    states = {
        name: [json.dumps(state) for state in random_states(bridge.find(name), COUNT)]
        for name in bridge.names()
    }
    files = {path.stem: str(path) for path in sorted(weights.glob("*.json"))}
    stage = bridge.Stage()
    for name, path in files.items():
        stage.load(name, Path(path).read_text(encoding="utf-8"))
    browser = _in_pyodide(files, states)
    return [_cost(stage, name, browser[name], states[name], weights) for name in states]


def percentile(times: list[float], share: float) -> float:
    """Return the time that `share` of the times do not exceed."""
    return sorted(times)[min(int(share * len(times)), len(times) - 1)]


def _in_pyodide(files: dict[str, str], states: dict[str, list[str]]) -> dict[str, list[float]]:
    with tempfile.TemporaryDirectory() as folder:
        told = {
            "engine": laid_out(engine(numpy_wheel()), Path(folder)).told(),
            "weights": files,
            "states": states,
        }
        answer: dict[str, list[float]] = json.loads(run_told(SCRIPT, told))
        return answer


def _cost(stage: bridge.Stage, name: str, times: list[float], states: list[str], weights: Path) -> FrameCost:
    header, pixels = stage.frame(name, "{}")
    files = set(bridge.find(name).weights.values())
    return FrameCost(
        demo=name,
        median=statistics.median(times),
        p95=percentile(times, 0.95),
        native=statistics.median(_timed(stage, name, state) for state in states),
        first=len(header) + len(pixels),
        weights=sum(len(gzip.compress((weights / f"{file}.json").read_bytes())) for file in files),
    )


def _timed(stage: bridge.Stage, name: str, state: str) -> float:
    began = time.perf_counter()
    stage.frame(name, state)
    return (time.perf_counter() - began) * 1000
