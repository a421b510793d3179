"""The wheel: whoever has no checkout has the command, with all that it needs inside."""

import gzip
import os
import subprocess
import sys
import zipfile

import pytest

from aeexplain.project import PACKAGE, Project
from aeexplain.runtime.engine import make_engine
from aeexplain.setup.fetch import numpy_wheel

READY = (
    *("engine.zip", "scripts.zip.xz", "formula-fonts.zip.xz"),
    *("node_modules/katex/dist/katex.mjs", "node_modules/temml/dist/temml.mjs"),
)
RUN = "import sys; from aeexplain.cli.installed import main; sys.exit(main())"


@pytest.fixture(scope="module")
def wheel(root, tmp_path_factory):
    """The wheel of this tree."""
    folder = tmp_path_factory.mktemp("wheel")
    words = [
        "wheel",
        "--no-deps",
        "--no-build-isolation",
        "--no-cache-dir",
        "-q",
        "-w",
        str(folder),
        str(root),
    ]
    subprocess.run([sys.executable, "-m", "pip", *words], check=True, capture_output=True)
    (found,) = folder.glob("*.whl")
    return found


def test_the_wheel_holds_what_a_site_needs_and_the_command(wheel, root):
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        (entry,) = [name for name in names if name.endswith("entry_points.txt")]
        assert "aeexplain = aeexplain.cli.installed:main" in archive.read(entry).decode()
    shipped = [
        path for folder in ("templates", "weights") for path in (root / folder).rglob("*") if path.is_file()
    ]
    beside = ["package.json", "package-lock.json", ".npmrc", "tests/test_every_demo.py"]
    wanted = [*(path.relative_to(root).as_posix() for path in shipped), *beside]
    assert {f"aeexplain/shipped/{name}" for name in wanted} <= names
    assert {f"aeexplain/shipped/ready/{name}" for name in READY} <= names
    package = root / "src" / "aeexplain"
    ours = {path for path in package.rglob("*") if path.is_file() and "__pycache__" not in path.parts}
    assert {f"aeexplain/{path.relative_to(package).as_posix()}" for path in ours} <= names


@pytest.fixture(scope="module")
def command(wheel, tmp_path_factory):
    """What runs the command of the unpacked wheel, which takes the place of this tree's package."""
    place = tmp_path_factory.mktemp("unpacked")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(place)
    environ = os.environ | {
        "PYTHONPATH": str(place),
        "AEEXPLAIN_CACHE": str(place / "cache"),
        "AEEXPLAIN_OFFLINE": "1",
        "PATH": "",
    }

    def run(folder, *words):
        return subprocess.run(
            [sys.executable, "-c", RUN, *words], cwd=folder, env=environ, capture_output=True, text=True
        )

    run.cache = place / "cache"
    return run


def test_a_site_is_begun_and_found_without_the_checkout(command, tmp_path):
    done = command(tmp_path, "new", "site", "my-site")
    assert (done.returncode, done.stderr) == (0, "")
    assert "cd my-site && aeexplain serve" in done.stdout
    site = tmp_path / "my-site"
    done = command(site / "articles" / "first-steps", "new", "article", "two")
    assert done.returncode == 0, done.stderr
    assert (site / "articles" / "two" / "article.md").exists()
    assert "aeexplain new demo NAME" in (site / "articles" / "two" / "article.md").read_text()
    assert command(site, "models").returncode == 0


def test_outside_of_a_site_the_command_says_what_to_do(command, tmp_path):
    done = command(tmp_path, "models")
    assert done.returncode == 1
    assert (
        "is a site (a folder with site.toml); go to one, give --root DIR, or run: aeexplain new site"
        in done.stderr
    )
    assert "build.py" not in command(tmp_path, "build", "--help").stdout


def test_what_the_wheel_has_of_others_comes_with_their_licenses(wheel):
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        packages = {name.partition("/package.json")[0] for name in names if name.endswith("/package.json")}
        carried = {name for name in packages if "/node_modules/" in name}
        assert len(carried) >= 4
        assert {f"{name}/LICENSE" for name in carried} <= set(names)
        (notices,) = (name for name in names if name.endswith("licenses/templates/assets/licenses.txt"))
        told = archive.read(notices).decode()
    assert all(name in told for name in ("Pyodide 3", "Mozilla Public License", "NumPy 2", "STIX Two Math"))


def test_a_first_build_needs_no_npm_no_network_and_no_path(command, tmp_path):
    command(tmp_path, "new", "site", "my-site")
    site = tmp_path / "my-site"
    with (site / "articles" / "first-steps" / "article.md").open("a") as article:
        article.write("\nAnd $e^{i\\pi} = -1$.\n")
    done = command(site, "build")
    assert (done.returncode, done.stderr) == (0, "")
    assert not [*command.cache.glob("npm-*"), *command.cache.glob("numpy-*")]
    (engine,) = (site / "dist" / "assets").glob("engine-*")
    ours = make_engine(numpy_wheel(), Project(PACKAGE.parents[1])).files
    here = {
        path.relative_to(engine).as_posix(): path.read_bytes() for path in engine.rglob("*") if path.is_file()
    }
    assert here.keys() == ours.keys()
    again_packed = (
        "modules.json",
        *(name for name in ours if name.endswith(".gz.bin") or name.startswith("tables/")),
    )
    assert not [name for name in ours if here[name] != ours[name] and name not in again_packed]
    for name in again_packed[1:]:
        assert gzip.decompress(here[name]) == gzip.decompress(ours[name])


def test_what_the_wheel_lacks_comes_into_the_users_cache_when_it_is_wanted(command, tmp_path):
    command(tmp_path, "new", "site", "my-site")
    site = tmp_path / "my-site"
    (site / "languages").mkdir()
    (site / "languages" / "en.toml").write_text('[browser]\ncopy = "Take"\n')
    done = command(site, "build")
    assert done.returncode == 1
    assert done.stderr == (
        "error: installing the browser packages: needs the network, and AEEXPLAIN_OFFLINE is set; unset it and run again\n"
    )


@pytest.mark.usefixtures("thorough")
def test_an_empty_environment_builds_and_checks_a_new_site(wheel, tmp_path):
    subprocess.run([sys.executable, "-m", "venv", str(tmp_path / "venv")], check=True)
    scripts = tmp_path / "venv" / ("Scripts" if os.name == "nt" else "bin")
    subprocess.run([scripts / "python", "-m", "pip", "install", "-q", str(wheel)], check=True)
    environ = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "VIRTUAL_ENV")}

    def run(folder, *words):
        done = subprocess.run(
            [scripts / "aeexplain", *words], cwd=folder, env=environ, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    run(tmp_path, "new", "site", "my-site")
    site = tmp_path / "my-site"
    run(site, "new", "article", "second")
    run(site, "new", "demo", "two-waves", "--article", "second")
    with (site / "articles" / "second" / "article.md").open("a") as article:
        article.write("\n::demo two-waves Slide **Shift**.\n")
    assert "Built" in run(site, "build")
    assert "Nothing is wrong." in run(site / "articles", "check", "--strict")
