import gzip
import json
import re

from aeexplain.check.budgets import EDITOR as EDITOR_BUDGET
from aeexplain.files.digests import integrity_of
from aeexplain.site.pages.scripts import EDITOR, modules, style


def test_documentation_stays_at_home_and_code_does_not(tmp_path):
    lines = [
        "/** One line. */",
        "/**",
        " * Many",
        " */",
        "// Why it is one",
        "export const a = /** @type {number} */ (1); // why",
        'f("/** kept */");',
    ]
    (tmp_path / "a.js").write_text("\n".join(lines) + "\n")
    assert modules(tmp_path)["a.js"].decode().splitlines() == lines[5:]


def test_a_style_sheet_loses_its_comments_and_no_rule():
    assert (
        style(b"/* Many\n   lines. */\n\na {\n  /* one */\n  b: c; /* beside */\n}\n")
        == b"a {\n  b: c; /* beside */\n}\n"
    )


def test_every_module_of_ours_keeps_its_code(root):
    folder = root / "src" / "aeexplain" / "browser"
    shipped_modules = modules(folder)
    digests = json.loads(shipped_modules.pop("modules.json"))
    assert digests == {name: integrity_of(shipped) for name, shipped in shipped_modules.items()}
    shipped_modules.pop(EDITOR)
    for name, shipped in shipped_modules.items():
        code = [
            line
            for line in (folder / name).read_text(encoding="utf-8").splitlines()
            if not line.lstrip().startswith(("/**", "*", "//"))
        ]
        kept = shipped.decode().splitlines()
        assert [line for line in code if line.strip()] == [
            line for line in kept if line.strip() and not line.lstrip().startswith("//")
        ], name


def test_the_editor_has_all_that_it_imports_in_one_file_within_its_budget(root):
    bundle = modules(root / "src" / "aeexplain" / "browser")[EDITOR]
    assert re.findall(rb"""\bfrom\s*["']|\bimport\s*[("']""", bundle) == []
    assert b"as CodeEditor" in bundle
    assert len(gzip.compress(bundle)) <= EDITOR_BUDGET
