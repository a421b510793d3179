"""The forward pass in JavaScript is the one in NumPy; no clock."""

import json
from pathlib import Path

import numpy as np
import pytest

from aeexplain.bench import forward_passes
from aeexplain.bench.frames import FrameCost
from aeexplain.bench.moves import MoveCost
from aeexplain.bench.table import moves_table
from aeexplain.setup.node import run_node

FORWARD = Path(forward_passes.__file__).with_name("node").joinpath("forward.mjs").as_uri()
RUN = Path(__file__).with_name("forward.mjs")
WEIGHTS = ["anatomy", "bottleneck", "denoise", "disentangle", "latent-diffusion", "latent-map", "swiss-roll"]


@pytest.mark.parametrize("name", WEIGHTS)
def test_javascript_computes_what_numpy_computes(root, name):
    found = forward_passes.first_pass((root / "weights" / f"{name}.json").read_text(encoding="utf-8"))
    x = found.input()
    payload = {
        "layers": found.to_json(),
        "input": x.ravel().tolist(),
        "sides": found.sides,
    }
    script = json.loads(run_node(RUN, json.dumps(payload), FORWARD))
    wanted = found.run(x).ravel()
    assert wanted.std() > 1e-3
    assert np.abs(wanted - script).max() < 1e-4


def test_the_pass_is_encoding_and_decoding(root):
    from aeexplain import checkpoint

    text = (root / "weights" / "latent-map.json").read_text(encoding="utf-8")
    found, model = forward_passes.first_pass(text), checkpoint.loads(text, "").models["net"]
    x = found.input()
    assert found.run(x) == pytest.approx(model.decode(model.encode(x)), abs=1e-6)


def test_a_network_that_javascript_lacks_has_no_pass(root):
    assert forward_passes.first_pass((root / "weights" / "masked.json").read_text(encoding="utf-8")) is None


def test_the_table_tells_moves_frames_and_passes():
    frames = [
        FrameCost("one", 5.04, 9, 2, 0.31, 0.784, 1, 1),
        FrameCost("two", 12.3, 15, 2, None, None, 1, 1),
    ]
    text = moves_table([MoveCost("two", 20.4, 41, [64, 52]), MoveCost("one", 9, 11, [])], frames)
    assert (
        "| two | 20 ms | 41 ms | 64 ms | 12 ms |  |  |\n| one | 9 ms | 11 ms | under 50 ms | 5 ms | 0.31 ms | 0.78 ms |"
        in text
    )
