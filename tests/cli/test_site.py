"""A site in a folder of its own: every command works on it, with what ships behind what it has."""

import json
import re
import subprocess
import sys
import threading
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from aeexplain import demos
from aeexplain.cli import main
from aeexplain.training import recipes

SITE = 'title = "Waves"\nsummary = "About."\nauthor = "A"\nlanguage = "en"\nurl = "https://example.org/"\n'
TOY = Path(__file__).parents[1] / "training" / "toy.py"
SERVE = "import sys; from aeexplain.cli import main; sys.exit(main(sys.argv[1:]))"
PATIENCE = 300


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """A site with an article, a demo that wants weights, and a recipe for them, begun by the command line."""
    root = tmp_path_factory.mktemp("elsewhere") / "my-site"
    root.mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(demos, "__path__", demos.__path__)  # as they are afterwards again
        patch.setattr(recipes, "__path__", recipes.__path__)
        patch.setenv("AEEXPLAIN_SITE", "")
        assert main(["new", "article", "waves", "--root", str(root)]) == 0
        assert main(["new", "demo", "two-waves", "--root", str(root)]) == 0
        (root / "content" / "site.toml").write_text(SITE)
        with (root / "content" / "waves" / "article.md").open("a") as article:
            article.write(
                '\n::demo two-waves Slide.\n\n::demo power-iteration Too.\n\n{{ metric("toy", "mse", ".1e") }}\n'
            )
        demo = root / "demos" / "two_waves.py"
        text = demo.read_text().replace("controls={", 'weights={"net": "toy"}, controls={')
        demo.write_text(text.replace("compute(shift", "compute(net, shift"))
        (root / "recipes").mkdir()
        helped = "import numpy as np\n\nfrom aeexplain.training.recipes._length import LENGTH"
        recipe = TOY.read_text().replace("TOY = Recipe(", "RECIPE = Recipe(").replace("60\n", "LENGTH\n", 1)
        (root / "recipes" / "toy.py").write_text(recipe.replace("import numpy as np", helped))
        (root / "recipes" / "_length.py").write_text("LENGTH = 60\n")
        yield root


@pytest.fixture(scope="module")
def trained(site):
    """The site with its weight file."""
    assert main(["train", "--all", "--root", str(site)]) == 0
    return site


@pytest.fixture(scope="module")
def built(trained):
    """The site, built."""
    assert main(["build", "--root", str(trained)]) == 0
    return trained / "dist"


def engine_members(out):
    """The names of the modules of ours that a site's engine has."""
    (archive,) = out.glob("assets/engine-*/aeexplain.zip")
    return zipfile.ZipFile(BytesIO(archive.read_bytes())).namelist()


def test_an_own_recipe_trains_into_the_sites_weights(trained, capsys):
    weights = json.loads((trained / "weights" / "toy.json").read_text())
    assert weights["recipe"] == "toy"
    assert [path.name for path in (trained / "weights").iterdir()] == ["toy.json"]


def test_models_shows_the_sites_own_and_notes_when_a_helper_of_its_recipe_changed(trained, capsys):
    assert main(["models", "--root", str(trained), "--json"]) == 0
    (audit,) = json.loads(capsys.readouterr().out)
    assert (audit["recipe"], audit["passed"], audit["notes"]) == ("toy", True, [])
    helper = trained / "recipes" / "_length.py"
    helper.write_text("LENGTH = 60  # as before\n")
    try:
        assert main(["models", "--root", str(trained)]) == 0
    finally:
        helper.write_text("LENGTH = 60\n")
    assert "code that the recipe rests on, has changed" in capsys.readouterr().out


def test_a_recipe_that_ships_is_found_from_a_site_and_a_misspelt_own_one_too(trained, capsys):
    assert main(["train", "tooy", "--root", str(trained)]) == 1
    assert "did you mean 'toy'?" in capsys.readouterr().err
    assert main(["train", "bottlenek", "--root", str(trained)]) == 1
    assert "did you mean 'bottleneck'?" in capsys.readouterr().err


def test_only_the_checkouts_weight_files_are_stamped_anew(trained, capsys):
    assert main(["models", "--restamp", "HEAD", "--root", str(trained)]) == 1
    assert "train your own again" in capsys.readouterr().err


def test_its_page_draws_its_own_demo_and_one_that_ships_and_quotes_its_own_model(built):
    page = (built / "waves" / "index.html").read_text()
    assert re.findall(r'data-demo="([^"]+)"', page) == ["two-waves", "power-iteration"]
    assert "× 10" in page or "×" in page
    assert list(built.glob("assets/atlas/two-waves.*.bin"))
    assert list(built.glob("assets/weights/toy.*.json"))
    assert (built / "licenses.txt").is_file()


def test_its_page_brings_the_code_of_its_demos_and_its_engine_has_none(built):
    (code,) = built.glob("assets/demos/waves.*.json")
    own, shipped = "aeexplain/demos/two_waves.py", "aeexplain/demos/power_iteration.py"
    assert sorted(json.loads(code.read_text("utf-8"))) == [shipped, own]
    demos = [name for name in engine_members(built) if name.startswith("aeexplain/demos/")]
    assert demos == ["aeexplain/demos/__init__.pyc", "aeexplain/demos/articles/__init__.pyc"]


def test_the_built_site_is_right_to_check(built, capsys):
    code = main(["check", "--root", str(built.parent), "--json"])
    report = json.loads(capsys.readouterr().out)
    assert (report["findings"], code) == ([], 0)


def test_the_contract_and_the_sites_own_tests_are_run(trained):
    (trained / "tests").mkdir(exist_ok=True)
    (trained / "tests" / "test_mine.py").write_text(
        "from aeexplain import bridge\n\n\ndef test_mine():\n    assert 'two-waves' in bridge.names()\n"
    )
    words = [sys.executable, "-c", SERVE, "test", "--root", str(trained), "-v", "-p", "no:cacheprovider"]
    done = subprocess.run(words, capture_output=True, text=True, cwd=trained)
    assert done.returncode == 0, done.stdout
    assert "test_mine.py::test_mine PASSED" in done.stdout
    assert "test_a_figure_keeps_the_contract_that_the_build_holds_it_to[two-waves] PASSED" in done.stdout
    assert "[vae]" not in done.stdout


def test_a_site_with_nothing_to_test_says_so(tmp_path, capsys):
    assert main(["test", "--root", str(tmp_path)]) == 1
    assert "has neither demos/ nor tests/ to test" in capsys.readouterr().err


def test_a_demo_of_a_name_that_ships_stops_the_build_with_all_else_that_is_wrong(tmp_path, capsys):
    (tmp_path / "demos").mkdir()
    (tmp_path / "demos" / "vae.py").write_text("DEMO = None\n")
    assert main(["build", "--root", str(tmp_path)]) == 1
    said = capsys.readouterr().err
    assert "error: demos/vae.py: has the name of a demo that ships; choose another name" in said
    assert "content/site.toml" in said
    assert not (tmp_path / "dist").exists()


def test_what_is_wrong_in_a_demo_of_a_site_is_told_with_its_file_and_line(site, capsys):
    demo = site / "demos" / "two_waves.py"
    text = demo.read_text()
    demo.write_text(text.replace("both = one + other", "both = one + othr"))
    try:
        assert main(["build", "--root", str(site)]) == 1
    finally:
        demo.write_text(text)
    said = capsys.readouterr().err
    line = 1 + text[: text.index("both = one")].count("\n")
    assert f"demos/two_waves.py:{line}: NameError: name 'othr' is not defined" in " ".join(said.split())


def test_serve_shows_a_site_and_what_is_saved_in_its_demos(trained):
    words = [sys.executable, "-u", "-c", SERVE, "serve", "--root", str(trained), "--port", "0"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        alarm = threading.Timer(PATIENCE, process.kill)
        alarm.start()
        try:
            said = heard(process, "Built in")
            page = trained / ".cache" / "serve" / "waves" / "index.html"
            assert "Two waves" in page.read_text(), said
            demo = trained / "demos" / "two_waves.py"
            demo.write_text(demo.read_text().replace('View("Two waves"', 'View("A pair of waves"'))
            heard(process, "Rebuilt in")
            assert "A pair of waves" in page.read_text()
        finally:
            process.terminate()
            alarm.cancel()


def heard(process, words):
    """What a process says up to the line that has these words."""
    said = []
    for line in process.stdout:
        said.append(line)
        if words in line:
            return "".join(said)
    raise AssertionError(f"{words!r} was not said, but: {''.join(said)}")
