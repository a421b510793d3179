"""What the handbook lists is what the code has: by name, with its arguments, its help, its values."""

import ast
import inspect
import re

import click
import pytest

from aeexplain import demo, draw
from aeexplain.cli.command_line import COMMANDS
from aeexplain.errors import ExplainErrors
from aeexplain.site.content.articles import read_article, read_article_source
from aeexplain.site.content.front_matter.fields import FIELDS
from aeexplain.site.core import config
from aeexplain.site.core.error_list import ErrorList
from aeexplain.site.core.security_headers import page_headers

HEADING = re.compile(r"^#{2,3} `?(\w+)`?$", re.MULTILINE)
ELSEWHERE = {"Demo", "RUN", "Check", "Shown", "Control", "Frame"}


def first_cells(text):
    return re.findall(r"^\| `([^`]+)`", text, re.MULTILINE)


def test_every_drawing_function_has_a_heading_and_its_arguments(listed):
    text = listed("drawing")
    assert set(HEADING.findall(text)) - {"Drawings", "Marks", "Images"} == set(draw.__all__)
    for name in draw.__all__:
        code = re.search(rf"^### `{name}`\n\n```python\n(.*?)```", text, re.DOTALL | re.MULTILINE)[1]
        wanted = inspect.signature(getattr(draw, name)).parameters
        [made] = ast.parse(f"def {code.strip()}: ...").body
        given = made.args
        shown = [*given.args, given.vararg, *given.kwonlyargs, given.kwarg]
        assert [each.arg for each in shown if each] == list(wanted)
        defaults = [ast.literal_eval(each) for each in (*given.defaults, *filter(None, given.kw_defaults))]
        assert defaults == [each.default for each in wanted.values() if each.default is not each.empty]


def test_controls_and_views_together_are_the_vocabulary(listed):
    found = HEADING.findall(listed("controls")) + HEADING.findall(listed("views"))
    assert len(found) == len(set(found))
    assert set(found) | ELSEWHERE == set(demo.__all__)


def test_every_command_has_its_options_and_its_examples(listed):
    text = listed("commands")
    assert HEADING.findall(text) == [command.name for command in COMMANDS]
    for command in COMMANDS:
        part = re.search(rf"^## {command.name}\n(.*?)(?=^## |\Z)", text, re.DOTALL | re.MULTILINE)[1]
        options = [
            option for each in command.params if isinstance(each, click.Option) for option in each.opts
        ]
        assert [option for option in options if f"{option}" not in part] == []
        assert all(example in part for example in command.examples)


def test_every_key_of_site_toml_and_of_front_matter_is_told(listed):
    assert first_cells(listed("site-keys")) == list(config.FIELDS)
    assert first_cells(listed("front-matter")) == list(FIELDS)


def test_every_token_of_the_style_sheet_is_told_once_with_its_value(listed, root):
    css = (root / "templates" / "assets" / "site.css").read_text("utf-8")
    sheet = css.partition(":root {")[2].partition("\n}")[0]
    tokens = re.findall(r"^  --([\w-]+):", sheet, re.MULTILINE)
    assert sorted(first_cells(listed("colours"))) == sorted(f"--{name}" for name in tokens)
    assert "| `#fdfcf9` | `#15171b` |" in listed("colours")


def test_every_template_is_told_with_its_blocks(listed, root):
    text = listed("templates")
    assert first_cells(text) == sorted(path.name for path in (root / "templates").glob("*.*"))
    assert "`navigation`" in text


def test_the_policy_is_the_one_that_pages_have(listed):
    text = listed("policy")
    for name, value in page_headers().items():
        assert name == "Content-Security-Policy" or f"| `{name}` | `{value}` |" in text
    assert "default-src 'none';\n" in text


def test_errors_are_told_with_their_remedies(listed):
    rows = [row.split(" | ") for row in listed("errors").splitlines() if row.startswith("| ")]
    told = {what.removeprefix("| "): remedy.removesuffix(" |") for what, remedy in rows}
    assert len(told) > 250
    assert told["a fold without a title"] == "write &#58;&#58;&#58; deeper TITLE"
    assert told["no demo named …"] == "take the nearest name, which it tells"
    assert "a highlight" in told


@pytest.mark.parametrize(
    "name", ["drawing", "controls", "views", "commands", "errors", "colours", "templates"]
)
def test_what_is_listed_is_markdown_that_the_dialect_takes(name, listed, tmp_path):
    folder = tmp_path / "articles" / "a"
    folder.mkdir(parents=True)
    front = '+++\ntitle = "T"\nsummary = "S."\ndate = 2026-01-01\n+++\n\n## A\n\n'
    (folder / "article.md").write_text(front + listed(name), encoding="utf-8")
    errors = ErrorList()
    assert read_article(read_article_source(folder, tmp_path), errors)
    try:
        errors.raise_if_any()
    except ExplainErrors as error:
        pytest.fail(str(error))


def test_every_page_stands_in_the_list_of_pages_and_no_other(handbook):
    listed = (handbook.theme / "templates" / "archive.html").read_text("utf-8")
    slugs = re.findall(r'"([a-z-]+)"', listed.partition("set parts")[2].partition("%}")[0])
    assert sorted(slugs) == sorted(path.stem for path in handbook.pages.glob("*.md"))
