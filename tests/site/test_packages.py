"""Packages of a site's figures: locked by hash, imported at build, sent with the articles that use them, refused clearly."""

import hashlib
import json
import zipfile

import pytest

from aeexplain.errors import ExplainError
from aeexplain.project import Project
from aeexplain.setup import packages as setup_packages
from aeexplain.site.build.builder import build
from aeexplain.site.core.config import read_config
from aeexplain.site.core.error_list import ErrorList
from aeexplain.site.figures.demo_code import page_code

SITE = 'title = "T"\nsummary = "S."\nlanguage = "en"\n\n[packages]\nbrowser = {0}\n'
FRONT = '+++\ntitle = "{0}"\nsummary = "S."\ndate = 2026-01-31\n+++\n\n## A heading\n\n::demo waves Look.\n'
DEMO = '''"""Waves."""

{0}
from aeexplain.demo import Demo, View, readout


def compute():
    return {{"height": readout({1}, ".0f")}}


def describe(height):
    return f"The height is {{height}}."


DEMO = Demo(compute, describe, {{}}, {{"height": View("Height of the waves")}})
'''


def wheel(folder, name, members, file=None):
    """Write a wheel; return what pip's report says of it."""
    path = folder / (file or f"{name}-1.0-py3-none-any.whl")
    with zipfile.ZipFile(path, "w") as archive:
        for member, text in members.items():
            archive.writestr(member, text)
        archive.writestr(f"{name}-1.0.dist-info/licenses/LICENSE", f"The license of {name}.")
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    download = {"url": path.as_uri(), "archive_info": {"hashes": {"sha256": sha256}}}
    return {"metadata": {"name": name, "version": "1.0"}, "download_info": download}


def locked(root, *entries):
    """Lock wheels in a site, as a build that asked pip would have."""
    found = [setup_packages._locked(entry, "site.toml:6") for entry in entries]
    names = sorted(f"{each.name}=={each.version}" for each in found[:1])
    text = {"browser": names, "packages": [vars(each) for each in found]}
    (root / "packages.lock").write_text(json.dumps(text), encoding="utf-8")


@pytest.fixture
def site(tmp_path, monkeypatch):
    """A site with two articles, of which one's figure imports a package that takes from another."""
    wheels = tmp_path / "cache"
    wheels.mkdir()
    monkeypatch.setenv("AEEXPLAIN_CACHE", str(wheels))
    root = tmp_path / "site"
    imports = {"first": "import tides_of_test", "second": "import math"}
    for slug, line in imports.items():
        folder = root / "articles" / slug
        (folder / "demos").mkdir(parents=True)
        (folder / "article.md").write_text(FRONT.format(slug))
        number = "tides_of_test.height()" if slug == "first" else "3"
        (folder / "demos" / "waves.py").write_text(DEMO.format(line, number))
    (root / "site.toml").write_text(SITE.format('["tides-of-test==1.0"]'))
    height = "from moon_of_test import PULL\n\ndef height():\n    return PULL + 1\n"
    files = {"tides_of_test/__init__.py": height, "tides_of_test/table.bin": b"\xff\x00"}
    own = wheel(wheels, "tides-of-test", files)
    under = wheel(wheels, "moon-of-test", {"moon_of_test.py": "PULL = 41\n", "unused_of_test.py": ""})
    locked(root, own, under)
    yield root
    Project(Project.package.parents[1]).activate()


def test_a_figure_imports_a_locked_package_and_its_page_brings_that_alone(site):
    build(site, site / "dist")
    assert "The height is 42." in (site / "dist" / "first" / "index.html").read_text()
    code = json.loads(page_code(Project(site), ["first.waves"]))
    assert {"tides_of_test/__init__.py", "moon_of_test.py"} <= code.keys()
    assert code["tides_of_test/table.bin"] == ["/wA="]
    assert "unused_of_test.py" not in code
    assert not [name for name in code if ".dist-info" in name]
    assert not [name for name in json.loads(page_code(Project(site), ["second.waves"])) if "of_test" in name]


def test_the_packages_licenses_go_with_the_site(site):
    build(site, site / "dist")
    told = (site / "dist" / "licenses.txt").read_text()
    assert "tides-of-test 1.0" in told
    assert "The license of moon-of-test." in told


def test_another_site_finds_the_packages_of_no_other(site, tmp_path):
    build(site, site / "dist")
    (tmp_path / "other").mkdir()
    Project(tmp_path / "other").activate()
    with pytest.raises(ModuleNotFoundError):
        __import__("tides_of_test")


def test_a_wheel_of_another_hash_is_refused_and_the_site_stays(site, monkeypatch):
    build(site, site / "dist")
    text = json.loads((site / "packages.lock").read_text())
    text["packages"][0]["sha256"] = "0" * 64
    (site / "packages.lock").write_text(json.dumps(text))
    monkeypatch.setattr(
        "aeexplain.setup.fetch.run", lambda command: (_ for _ in ()).throw(OSError("no network"))
    )
    with pytest.raises(ExplainError, match=r"packages.lock: tides-of-test 1.0: could not be had") as refused:
        build(site, site / "dist")
    assert "delete the lock file" in refused.value.hint
    assert (site / "dist" / "first" / "index.html").exists()


def test_a_spoilt_lock_file_is_one_line(site):
    (site / "packages.lock").write_text("{")
    with pytest.raises(ExplainError, match=r"^packages.lock: cannot be read as a lock file; delete it"):
        build(site, site / "dist")


def test_a_compiled_package_is_refused_with_what_to_do(tmp_path):
    entry = wheel(tmp_path, "scipy", {}, "scipy-1.0-cp312-cp312-manylinux_x86_64.whl")
    with pytest.raises(ExplainError) as refused:
        setup_packages._locked(entry, "site.toml:6")
    assert str(refused.value).startswith("site.toml:6: scipy 1.0 is compiled for this machine")
    assert refused.value.hint


def test_a_package_that_brings_a_module_of_pythons_own_is_refused(tmp_path):
    entry = wheel(tmp_path, "random-of-test", {"random.py": ""})
    package = setup_packages._locked(entry, "site.toml:6")
    path = tmp_path / package.file
    with pytest.raises(ExplainError, match="brings 'random', which is another's name"):
        setup_packages._unpack([(package, path)], tmp_path / "site" / "x", "site.toml:6")


@pytest.mark.parametrize(
    ("browser", "told"),
    [
        ('["einops"]', "site.toml:6: 'einops' names no one version of a package"),
        ('["einops>=0.8"]', "names no one version"),
        ('["numpy==2.4.3"]', "site.toml:6: numpy is there without asking"),
        ('"einops==0.8.1"', "site.toml:6: 'browser' wants a list of packages"),
        (
            '["einops==0.8.1"]\nbrowsr = []',
            "site.toml:7: unknown key 'browsr' of 'packages'; did you mean 'browser'?",
        ),
    ],
)
def test_what_names_no_package_is_told_with_its_line(tmp_path, browser, told):
    (tmp_path / "articles").mkdir()
    (tmp_path / "site.toml").write_text(SITE.format(browser))
    errors = ErrorList()
    assert read_config(tmp_path, errors) is None
    assert told in str(errors.error())


def test_what_is_not_locked_yet_needs_the_network(tmp_path, monkeypatch):
    monkeypatch.setenv("AEEXPLAIN_OFFLINE", "1")
    with pytest.raises(ExplainError, match="not locked yet, and AEEXPLAIN_OFFLINE is set"):
        setup_packages.ensure_packages(
            ["einops==0.8.1"], tmp_path / "packages.lock", "site.toml:6", lambda: tmp_path, print
        )


def test_where_pip_is_not_it_is_told_how_to_have_it(tmp_path, monkeypatch):
    monkeypatch.delenv("AEEXPLAIN_OFFLINE", raising=False)
    monkeypatch.setattr(setup_packages, "find_spec", lambda name: None)
    with pytest.raises(ExplainError, match="-m ensurepip"):
        setup_packages.ensure_packages(
            ["einops==0.8.1"], tmp_path / "packages.lock", "site.toml:6", lambda: tmp_path, print
        )
