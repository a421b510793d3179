"""What readers do to a figure's code: whatever it is, a picture comes of it or a sentence, and the figure goes on."""

import json
import random
import re
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aeexplain import bridge
from aeexplain.edits.stage import EditStage
from aeexplain.edits.untouched import held, restore

WEIGHTS = Path(__file__).parents[2] / "weights"
# Those that draw a first frame in a moment; the others take seconds for each edit, in which they train.
SLOW = ("numpy-autoencoder", "linear-pca", "anatomy")
NAMES = [name for name in bridge.names() if name not in SLOW and "." not in name]
AROUND = held()
SECONDS = 3.0  # of the processor; in the page it is a worker that is ended
NAME = re.compile(r"\b[A-Za-z_]\w*\b")
NUMBER = re.compile(r"(?<![\w.])\d+(?:\.\d+)?\b")
NUMBERS = ("0", "-1", "1e300", "float('nan')", "float('inf')", "10**4", "None", "1j", "'3'", "(2, 3)", "[]")
STATEMENTS = (
    "while True: pass",
    "raise ValueError('no')",
    "raise SystemExit",
    "import scipy",
    "def again(): return again()\nagain()",
    "compute = None",
    "DEMO = None",
    "np = None",
    "print('x')",
    "import numpy as np; np.array = None",
    "x = 'a' * 10**6",
    "import aeexplain.demo as d; d.Demo.frame = lambda *a: 1",
    "assert False, 'x' * 10_000",
    "raise type('E', (Exception,), {'__str__': lambda self: 1 / 0})()",
    "raise KeyboardInterrupt",
    "del __name__",
)
CHARACTERS = "()[]{}:,.'\"\\\n\t #=+-*@%\0\ud800é∞"


class Ended(BaseException):
    """In the place of what ends a worker that does not answer."""


@contextmanager
def ended_in_time() -> Iterator[None]:
    def end(*_):
        raise Ended

    before = signal.signal(signal.SIGVTALRM, end)
    signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS, 0.5)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


@cache
def source_of(name):
    return bridge.source(name)


def loaded(stage, name):
    for file in bridge.find(name).weights.values():
        stage.load(file, (WEIGHTS / f"{file}.json").read_text("utf-8"))
    return stage


@cache
def first_frame(name):
    return loaded(bridge.Stage(), name).frame(name, "{}")


def replaced_one(pattern, text, make, rng):
    found = list(pattern.finditer(text))
    if not found:
        return text
    match = rng.choice(found)
    return text[: match.start()] + make(match[0]) + text[match.end() :]


def mutated(text: str, rng: random.Random) -> str:
    """Return a text with one thing changed in it."""
    lines = text.split("\n")
    at, other = rng.randrange(len(lines)), rng.randrange(len(lines))
    match rng.randrange(9):
        case 0:
            del lines[at]
        case 1:
            lines[at], lines[other] = lines[other], lines[at]
        case 2:
            lines.insert(at, lines[other])
        case 3:
            lines[at] = lines[at].removeprefix("    ") if rng.random() < 0.5 else f"    {lines[at]}"
        case 4:
            indent = " " * (len(lines[at]) - len(lines[at].lstrip()))
            lines[at:at] = [indent + line for line in rng.choice(STATEMENTS).split("\n")]
        case 5:
            place = rng.randrange(len(text))
            return text[:place] + rng.choice(CHARACTERS) + text[place + rng.randrange(2) :]
        case 6:
            return replaced_one(NUMBER, text, lambda _: rng.choice(NUMBERS), rng)
        case 7:
            names = NAME.findall(text)
            return replaced_one(NAME, text, lambda _: rng.choice(names), rng)
        case 8:
            return text[: rng.randrange(len(text))] if rng.random() < 0.3 else text + text
    return "\n".join(lines)


class Controls(HTMLParser):
    """Reads which controls a form has."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag, attrs):
        self.found |= {value for name, value in attrs if name == "data-control"}


def check_fault(fault, text):
    count = text.count("\n") + 1
    assert fault["what"].strip()
    assert len(fault["what"]) < 1000
    assert "Traceback" not in fault["what"]
    assert "site-packages" not in fault["what"] + fault["hint"]
    assert 0 <= fault["line"] <= count
    assert all(1 <= line <= count for line, _ in fault["calls"])


def edit(stage, name, text):
    with ended_in_time():
        try:
            header, _ = stage.edit(name, name, text, "{}", "{}")
        except (MemoryError, Ended):
            # What ends the worker: the page is told so, and starts a fresh one.
            return {"fault": None}
    return json.loads(header)


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="needs a clock of the processor's")
@given(name=st.sampled_from(NAMES), seed=st.integers(0, 2**32 - 1), changes=st.integers(1, 3))
def test_every_edit_gives_a_picture_or_a_sentence_and_the_figure_goes_on(name, seed, changes):
    rng, text = random.Random(seed), source_of(name)
    for _ in range(changes):
        text = mutated(text, rng)
    restore(AROUND)
    stage = loaded(EditStage(), name)
    assert "form" in edit(stage, name, source_of(name))
    header = edit(stage, name, text)
    if "fault" in header:
        if header["fault"]:
            check_fault(header["fault"], text)
        if header["fault"]:
            kept, pixels = stage.frame(name, "{}")
            assert (json.loads(kept).get("views"), pixels) == (
                json.loads(first_frame(name)[0])["views"],
                first_frame(name)[1],
            )
    elif "wants" not in header:
        controls = Controls()
        controls.feed(header["form"])
        assert controls.found
        assert header["views"]
    # Its own code is drawn as ever, whatever an edit has done.
    again = edit(stage, name, source_of(name))
    assert again.get("views") == json.loads(first_frame(name)[0])["views"], again
