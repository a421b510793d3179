"""What one frame of each figure costs: in Pyodide under Node, natively, and against a network's pass in JavaScript."""

import gzip
import json
import statistics
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aeexplain import bridge
from aeexplain.bench import forward_passes
from aeexplain.bench.control_states import random_states
from aeexplain.errors import ExplainError
from aeexplain.project import Project
from aeexplain.runtime.engine import make_engine, write_engine
from aeexplain.runtime.pyodide_node import run_node_json
from aeexplain.runtime.shipped_sources import demo_code
from aeexplain.setup.fetch import numpy_wheel

COUNT = 60  # frames of each demo, at random positions of its controls
CLOSE = 1e-4  # between what NumPy and JavaScript compute, in float32 both
SCRIPT = Path(__file__).with_name("node") / "frames.mjs"


@dataclass(frozen=True)
class FrameCost:
    """Milliseconds a frame, and bytes: of the drawings and images of its first state, and of its weight files, gzipped.

    forward, script: milliseconds of one input's way through its first network by NumPy in Pyodide, and handwritten in
    JavaScript; None where it has no network that is written there.
    """

    demo: str
    median: float
    p95: float
    native: float
    forward: float | None
    script: float | None
    first: int
    weights: int


def frame_costs(project: Project) -> list[FrameCost]:
    """Return the costs of each of a project's demos."""
    states = {
        name: [json.dumps(state) for state in random_states(bridge.find(name), COUNT)]
        for name in bridge.names()
    }
    files = {name: str(project.weight_file(name)) for name in project.weight_names()}
    stage = bridge.Stage()
    for name, path in files.items():
        stage.load(name, Path(path).read_text(encoding="utf-8"))
    passes = _passes(project)
    browser = _in_pyodide(project, files, states, passes)
    for name, (_, _, away) in browser["passes"].items():
        if not away < CLOSE:  # a faster pass that computes something else would tell nothing
            raise ExplainError(f"demo {name!r}", "NumPy and JavaScript disagree on its network's output")
    return [_cost(stage, name, browser, states[name], project) for name in states]


@dataclass(frozen=True)
class _FirstPass:
    """A demo's pass and its weight file."""

    weight: str
    of: forward_passes.Pass


def _passes(project: Project) -> dict[str, _FirstPass]:
    passes: dict[str, _FirstPass] = {}
    for name in bridge.names():
        for file in bridge.find(name).weights.values():
            found = forward_passes.first_pass(project.weight_file(file).read_text(encoding="utf-8"))
            if found and name not in passes:
                passes[name] = _FirstPass(file, found)
    return passes


def percentile(times: list[float], share: float) -> float:
    """Return the time that `share` of the times do not exceed."""
    return sorted(times)[min(int(share * len(times)), len(times) - 1)]


def _in_pyodide(
    project: Project, files: dict[str, str], states: dict[str, list[str]], passes: dict[str, _FirstPass]
) -> Any:
    with tempfile.TemporaryDirectory() as folder:
        return json.loads(
            run_node_json(
                SCRIPT,
                {
                    "engine": write_engine(
                        make_engine(numpy_wheel(), project),
                        Path(folder),
                        demo_code(project, project.demo_files()),
                    ).to_json(),
                    "weights": files,
                    "states": states,
                    "passes": {
                        "source": Path(forward_passes.__file__).read_text(encoding="utf-8"),
                        "by_demo": {name: _pass_json(each) for name, each in passes.items()},
                    },
                },
            )
        )


def _pass_json(found: _FirstPass) -> dict[str, Any]:
    x = found.of.input()
    return {
        "weight": found.weight,
        "layers": found.of.to_json(),
        "input": x.ravel().tolist(),
        "wanted": found.of.run(x).ravel().tolist(),
        "sides": found.of.sides,
    }


def _cost(stage: bridge.Stage, name: str, browser: Any, states: list[str], project: Project) -> FrameCost:
    times = browser["frames"][name]
    forward, script, _ = browser["passes"].get(name, (None, None, None))
    header, pixels = stage.frame(name, "{}")
    files = set(bridge.find(name).weights.values())
    return FrameCost(
        demo=name,
        median=statistics.median(times),
        p95=percentile(times, 0.95),
        native=statistics.median(_timed(stage, name, state) for state in states),
        forward=forward,
        script=script,
        first=len(header) + len(pixels),
        weights=sum(len(gzip.compress(project.weight_file(file).read_bytes())) for file in files),
    )


def _timed(stage: bridge.Stage, name: str, state: str) -> float:
    began = time.perf_counter()
    stage.frame(name, state)
    return (time.perf_counter() - began) * 1000
