"""The bottleneck's forward pass handwritten in JavaScript: a page that moves as the figure does, held to NumPy's numbers.

It does what the figure's own pass does with the network, and only that: one digit encoded, its code decoded at
as many k as its curve has, one picture drawn. PCA, the curves and the words are the figure's alone.
"""

import base64
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from playwright.sync_api import Page

from aeexplain import checkpoint
from aeexplain.bench.states import Values
from aeexplain.errors import ExplainError

NAME, WEIGHT = "by-hand", "bottleneck"
SIDE, UNITS = 28, 32
STOPS = range(0, UNITS + 1, 2)  # as many as the figure's curve has
SCRIPT = Path(__file__).with_name("pages") / "by_hand.js"
TOLERANCE = 1e-4  # of a pixel in [0, 1]
DENSE = ("encoder.1", "encoder.3", "decoder.0", "decoder.2")
ANSWERS = """states => states.map((state) => {
  const form = document.querySelector("form");
  let answer;
  addEventListener("aeexplain:frame", ({ detail }) => answer = detail, { once: true });
  for (const [key, value] of Object.entries(state)) form.elements[key].value = value;
  form.dispatchEvent(new Event("input", { bubbles: true }));
  return { errors: [...answer.errors], picture: [...answer.pictures[answer.here]] };
})"""


def write_page(folder: Path, weights: Path) -> None:
    """Write the page and its script into a folder, with what the weight file holds."""
    ae = _loaded(weights)
    params = ae.models["net"].params
    told = {
        "layers": [{part: _text(params[f"{name}.{part}"]) for part in ("weight", "bias")} for name in DENSE],
        "digits": [_text(digit) for digit in ae.samples["digits"]],
        "places": ae.models["net"].encoder.layers[0].places.tolist(),
        "stops": list(STOPS),
        "side": SIDE,
    }
    options = "".join(f"<option>{label}" for label in ae.samples["labels"])
    (folder / SCRIPT.name).write_bytes(SCRIPT.read_bytes())
    (folder / "index.html").write_text(
        f'<!doctype html><html lang="en"><title>By hand</title><figure id="{NAME}" data-demo="{NAME}"><form>'
        f'<input type="range" name="k" min="0" max="{UNITS}"><select name="digit">{options}</select></form>'
        f'<canvas width="{SIDE}" height="{SIDE}"></canvas></figure>'
        f'<script type="application/json" id="told">{json.dumps(told)}</script>'
        f'<script type="module" src="{SCRIPT.name}"></script>',
        encoding="utf-8",
    )


def hold_to_numpy(page: Page, states: Sequence[Values], weights: Path) -> None:
    """Compare the page's pictures and errors with NumPy's; ExplainError where they differ."""
    ae = _loaded(weights)
    net, digits = ae.models["net"], ae.samples["digits"]
    answers: list[dict[str, Any]] = page.evaluate(ANSWERS, [dict(state) for state in states])
    for state, answer in zip(states, answers, strict=True):
        k, x = int(state["k"]), digits[int(state["digit"])]
        ks = np.unique([*STOPS, k])  # (stops,)
        x_hats = net.decode(net.encode(x) * (np.arange(UNITS) < ks[:, None]))  # (stops, 784)
        errors = ((x_hats - x) ** 2).mean(1)  # (stops,)
        picture = x_hats[np.searchsorted(ks, k)]
        gap = max(np.abs(picture - answer["picture"]).max(), np.abs(errors - answer["errors"]).max())
        if not gap <= TOLERANCE:
            raise ExplainError(
                str(SCRIPT), f"its pixels are up to {gap:.2g} from NumPy's at k = {k}", "mend the script"
            )


def _loaded(weights: Path) -> checkpoint.Checkpoint:
    path = weights / f"{WEIGHT}.json"
    return checkpoint.loads(path.read_text(encoding="utf-8"), str(path))


def _text(values: Any) -> str:
    return base64.b64encode(np.asarray(values, "<f4").tobytes()).decode()
