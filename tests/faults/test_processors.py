"""The same tree makes the same bytes on every x86-64 processor, whatever the environment tells libraries to compute with."""

import json
import os
import subprocess
import sys
from pathlib import Path

import processors
import pytest
from checkouts import built

from aeexplain import bridge

# Products, sums, eigenvalues, exponentials and sorted neighbours; images, drawings and numbers.
SAMPLE = ("bottleneck", "latent-map", "power-iteration", "score-field", "swiss-roll")
# Those that figures are drawn on unless tests are thorough: another kernel with two threads, and the narrowest of all.
FEW = ("haswell", "old")
# What a process that the builder of drafts starts says of itself. NumPy is in it from the beginning.
DRAFTS = """
import json, sys
from pathlib import Path

import processors
from aeexplain.site.core import arithmetic
from aeexplain.site.serve import build_process

place = Path(sys.argv[1])
with build_process.Rebuilder(place, place, print) as rebuilder, rebuilder._context.Pool(1) as pool:
    asked = (processors.kernel, processors.wide, arithmetic.is_portable, processors.bits)
    print(json.dumps([pool.apply(each) for each in asked]))
"""
PLAYED = processors.played_here()


@pytest.fixture(scope="module")
def drawn(root, tmp_path_factory, request):
    """What comes out on each processor, each with a cache of its own; the first is this one as it is.

    Figures come out of all when thorough, otherwise of the first and a few.
    """
    thorough = request.config.getoption("--thorough")

    def draw(name, settings):
        names = bridge.names() if thorough else SAMPLE if name in ("as it is", *FEW) else ()
        cache = tmp_path_factory.mktemp("cache")
        paths = {"PYTHONPATH": os.pathsep.join((str(root / "src"), str(root / "tests")))}
        command = [sys.executable, str(Path(__file__).with_name("drawn.py")), str(root), str(cache), *names]
        done = subprocess.run(
            command, env=processors.environment_of(settings | paths), capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return {name: draw(name, settings) for name, settings in [("as it is", {}), *PLAYED.items()]}


def test_the_processors_that_are_played_compute_differently(drawn):
    here = [result["here"]["bits"] for result in drawn.values()]
    assert len({each["products"] for each in here}) >= processors.FEWEST
    assert len({each["functions"] for each in here}) >= 2


def test_figures_are_drawn_with_one_kernel_and_one_set_of_instructions_on_every_processor(drawn):
    there = [result["there"] for result in drawn.values()]
    assert (there[0]["kernel"], there[0]["wide"]) == ("Nehalem", [])
    assert [each for each in there if each != there[0]] == []


def test_figures_come_out_the_same_on_every_processor(drawn):
    figures = {name: result["figures"] for name, result in drawn.items() if result["figures"]}
    first = figures["as it is"]
    assert len(first) >= len(SAMPLE)
    assert len(figures) >= 2
    for name, others in figures.items():
        assert [figure for figure in first if first[figure] != others[figure]] == [], name


def test_the_process_that_builds_drafts_computes_as_those_that_draw(root, tmp_path, drawn):
    paths = {"PYTHONPATH": os.pathsep.join((str(root / "src"), str(root / "tests")))}
    command = [sys.executable, "-c", DRAFTS, str(tmp_path)]
    settings = PLAYED.get("haswell", {})
    done = subprocess.run(
        command, env=processors.environment_of(settings | paths), capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == ["Nehalem", [], True, drawn["as it is"]["there"]["bits"]]


def test_the_whole_site_comes_out_the_same_on_every_processor(root, tmp_path, thorough):
    first = built(root, tmp_path / "as it is", {}, 0o022, whole=True)
    assert len(first) > 100
    for name, settings in PLAYED.items():
        other = built(root, tmp_path / name, settings, 0o022, whole=True)
        assert first.keys() == other.keys()
        assert [place for place in first if first[place] != other[place]] == [], name
