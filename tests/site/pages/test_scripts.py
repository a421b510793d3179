import base64
import gzip
import json
import re

import pytest

from aeexplain.cache import Cache
from aeexplain.check.budgets import EDITOR
from aeexplain.errors import ExplainError
from aeexplain.languages.tables import SHIPPED, words_of
from aeexplain.site.pages import scripts
from aeexplain.site.pages.scripts import BROWSER, BUNDLES, Entry, bundles, style

WORDS = words_of("en", SHIPPED)
IMPORTED = re.compile(r"""\b(?:import|from)\s*\(?["']\.{1,2}/""")


@pytest.fixture
def cache(tmp_path):
    return Cache(tmp_path / "cache")


@pytest.fixture
def modules(tmp_path, monkeypatch):
    """A folder of modules in the place of ours, of which one bundle begins with main.js."""
    folder = tmp_path / "browser"
    folder.mkdir()
    monkeypatch.setattr(scripts, "BROWSER", folder)
    monkeypatch.setattr(scripts, "BUNDLES", {"script": Entry("main.js", "esm")})
    return folder


def test_every_bundle_is_whole_and_asks_for_no_other_script(cache):
    made = bundles(cache, WORDS)
    assert made.keys() == BUNDLES.keys()
    assert [name for name, content in made.items() if IMPORTED.search(content.decode())] == []


def test_what_is_published_has_no_comments_and_a_draft_has_its_sources(cache):
    assert not any(
        b"sourceMappingURL" in content or b"@param" in content for content in bundles(cache, WORDS).values()
    )
    for name, content in bundles(cache, WORDS, draft=True).items():
        text = content.decode()
        packed = re.search(r"sourceMappingURL=data:application/json;base64,(\S+)", text)[1]
        sources = json.loads(base64.b64decode(packed))["sources"]
        assert BUNDLES[name].module in sources
        assert all((BROWSER / source).is_file() for source in sources)


def test_bundles_follow_from_the_modules_and_not_from_the_folder(cache, modules):
    (modules / "main.js").write_text('import { a } from "./a.js";\nconsole.log(a);\n')
    (modules / "a.js").write_text("export const a = 1;\n")
    before = bundles(cache, WORDS)
    assert b"console.log(1)" in before["script"] or b"=1" in before["script"]
    (modules / "a.js").write_text("export const a = 2;\n")
    assert bundles(cache, WORDS) != before
    (modules / "a.js").write_text("export const a = 1;\n")
    assert bundles(cache, WORDS) == before


def test_a_module_that_is_not_there_is_told(cache, modules):
    (modules / "main.js").write_text('import "./nowhere.js";\n')
    with pytest.raises(ExplainError, match=r"nowhere\.js"):
        bundles(cache, WORDS)


def test_a_style_sheet_loses_its_comments_and_no_rule():
    assert (
        style(b"/* Many\n   lines. */\n\na {\n  /* one */\n  b: c; /* beside */\n}\n")
        == b"a {\n  b: c; /* beside */\n}\n"
    )


def test_the_editor_is_within_its_budget(cache):
    assert len(gzip.compress(bundles(cache, WORDS)["code_editor"])) <= EDITOR


def test_a_languages_bundles_have_its_words_and_no_others(cache):
    english, german = bundles(cache, WORDS), bundles(cache, words_of("de", SHIPPED))
    for name, said, other in (
        ("reading", "Den Code kopieren", "Copy the code"),
        ("script", "Noch einmal versuchen", "Try again"),
    ):
        assert said in german[name].decode()
        assert said not in english[name].decode()
        assert other in english[name].decode()
        assert other not in german[name].decode()
    assert english["theme"] == german["theme"]
