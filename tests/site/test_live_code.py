"""Fences whose code runs: what comes of it stands in the page, and what is wrong with it has its line in the article."""

import re

import pytest

from aeexplain.cache import Cache
from aeexplain.errors import ExplainError, ExplainErrors
from aeexplain.site.build_context import BuildContext
from aeexplain.site.content.articles import read_article_source
from aeexplain.site.core.error_list import ErrorList
from aeexplain.site.live_code import run
from aeexplain.site.live_code.result import may_run
from aeexplain.site.pages.article_html import article_html_key, render_article

HEAD = '+++\ntitle = "T"\nsummary = "S"\ndate = 2026-01-31\n+++\n'  # five lines
EXERCISE = """```python exercise
def double(x):
    return ...
# hint: Add it
# to itself.
# solution:
def double(x):
    return x + x
# check:
assert double(2) == 4, "twice 2 is 4"
```
"""


@pytest.fixture
def context(house, tmp_path):
    with BuildContext(house, Cache(tmp_path / "kept")) as context:
        yield context


def source_of(text, context):
    folder = context.root / "content" / "first"
    (folder / "article.md").write_text(HEAD + text, encoding="utf-8")
    return read_article_source(folder, context.root)


def rendered(text, context):
    """Return the HTML of an article; what is wrong with it is raised."""
    source, errors = source_of(text, context), ErrorList()
    article = render_article(source, {}, context, errors, run.run_code(source, context))
    errors.raise_if_any()
    return article.body


def outputs(text, context):
    return re.findall(
        r"<div class=\"cell-output\" data-output>(.*?)</div>\n</div>", rendered(text, context), re.DOTALL
    )


def faults(text, context):
    with pytest.raises(ExplainError) as raised:
        rendered(text, context)
    errors = raised.value.errors if isinstance(raised.value, ExplainErrors) else (raised.value,)
    return [str(error) for error in errors]


def fence(code, info="python live"):
    return f"```{info}\n{code}\n```\n"


def test_what_code_prints_and_ends_with_stands_below_it(context):
    (output,) = outputs(fence("print('a < b')\n1 + 1"), context)
    assert re.findall(r"<pre[^>]*>(.*?)</pre>", output) == ["a &lt; b", "2"]


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("x = 1", ""),
        ("None", ""),
        ("from aeexplain.demo import Words\nWords('so it is')", ">so it is</pre>"),
        (
            "from aeexplain.demo import Table\nTable(['a', 'b'], [['x', 1]], 'Numbers')",
            '<th scope="row">x</th><td>1</td>',
        ),
        (
            "from aeexplain.draw import drawing\ndrawing(9, 9, says='nothing')",
            '<div data-kind="drawing"><svg',
        ),
        ("import numpy as np\nfrom aeexplain.draw import ink\nink(np.ones((2, 2)), 'ink')", 'alt="ink"'),
    ],
)
def test_a_value_is_shown_as_what_it_is(context, code, shown):
    (output,) = outputs(fence(code), context)
    assert shown in output if shown else output == ""


def test_names_are_one_articles_in_their_order(context):
    text = fence("x = 2\ndef f(): return x + y") + fence("y = 3\nf()")
    assert ">5</pre>" in outputs(text, context)[1]
    assert "NameError: name 'y' is not defined" in faults(fence("def f(): return y\nf()"), context)[0]


def test_a_class_can_be_declared_a_dataclass(context):
    code = "from dataclasses import dataclass\n@dataclass\nclass P:\n    x: 'int'\nP(3)"
    assert "P(x=3)" in outputs(fence(code), context)[0]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (fence("a = 1\n1 / 0"), "content/first/article.md:8: ZeroDivisionError: division by zero; in 1 / 0"),
        (fence("a = 1\nb = ("), "content/first/article.md:8: no Python: '(' was never closed"),
        (
            fence("x = 1") + "\n> " + fence("f()").replace("\n", "\n> "),
            "content/first/article.md:11: NameError",
        ),
        (fence("import scipy.signal"), "content/first/article.md:7: the page's Python has no 'scipy.signal'"),
        (fence("from aeexplain.site import build"), "content/first/article.md:7: the page's Python has no"),
        (fence("open('x.csv')"), "content/first/article.md:7: opens 'x.csv'; the page has no files"),
        (fence("import subprocess\nsubprocess.run('ls')"), "content/first/article.md:8: reaches beyond"),
        (fence("import os\nos._exit(1)"), "content/first/article.md:8: ends Python; code in the text"),
        (fence("raise SystemExit(2)"), "content/first/article.md:7: ends Python"),
        (
            fence("import numpy as np\nnp.random.default_rng().normal()"),
            "article.md:6:1: what comes of this code is another",
        ),
        (fence("object()"), "article.md:6:1: prints an object by its address"),
        (fence("print('\\x00')"), "article.md:6:1: prints a character that no page can show"),
        (fence("'x' * 30_000"), "article.md:6:1: Its value has 30,002 characters, at most 20,000"),
        (fence("print('x' * 30_000)"), "article.md:7: : It prints more than"),
        (
            fence("from aeexplain.draw import drawing\ndrawing(9, 9, says='')"),
            "article.md:6:1: The Drawing that it ends with",
        ),
        (fence(""), "article.md:6:1: a fence that runs holds no code"),
        (
            fence("x = 1", "julia live"),
            "article.md:6:1: code in julia does not run in the page; only Python is live",
        ),
        (
            fence("x = 1", "python lvie"),
            "article.md:6:1: a fence of Python that is 'lvie'; did you mean 'live'?",
        ),
        (fence("x = 1", "python live exercise"), "article.md:6:1: a fence is 'live and exercise'"),
        (fence("x = 1", "python exercise"), "article.md:6:1: an exercise without a solution"),
        (EXERCISE.replace("assert", "#"), "article.md:15: a check that asserts nothing"),
        (EXERCISE.replace("# check:", "# solution:"), "article.md:14: an exercise with a second solution"),
        (EXERCISE.replace("x + x", "x + 1"), "article.md:15: the solution does not hold: twice 2 is 4"),
        (EXERCISE.replace("x + x", "x +"), "article.md:13: no Python: invalid syntax"),
        (
            EXERCISE.replace("return ...", "return 2 * x"),
            "article.md:6:1: an exercise whose check holds before",
        ),
    ],
)
def test_what_is_wrong_is_told_at_its_line(context, text, fault):
    (found,) = faults(text, context)
    assert fault.replace(": : ", ": ") in found.replace(": : ", ": ")


def test_an_articles_other_faults_are_told_beside_those_of_its_code(context):
    found = faults(fence("1 / 0") + "\nSee @fig:none.\n", context)
    assert len(found) == 2


def test_an_exercise_keeps_its_solution_back_and_later_code_has_it(context):
    html = rendered(EXERCISE + fence("double(4)"), context)
    first, rest = html.split("<details", 1)
    assert "x + x" not in first
    assert "<summary>Hint</summary><p>Add it to itself.</p>" in rest
    assert "<summary>Solution</summary>" in rest
    assert ">8</pre>" in rest


def test_code_runs_again_where_it_or_what_runs_it_changed_and_only_there(context, monkeypatch):
    text = fence("print('once')")
    rendered(text, context)
    monkeypatch.setattr(run, "_run_all", lambda *_: pytest.fail("ran again"))
    assert "once" in rendered("Other words.\n\n" + text, context)
    with pytest.raises(BaseException, match="ran again"):
        rendered(text.replace("once", "twice"), context)


def test_what_code_changes_in_modules_is_gone_afterwards(context):
    import numpy as np

    exp = np.exp
    rendered(fence("import numpy as np\nnp.exp = abs\nnp.set_printoptions(precision=1)\nnp.exp(-2)"), context)
    assert np.exp is exp
    assert np.get_printoptions()["precision"] == 8


def test_what_an_article_is_kept_under_follows_from_the_rooms_only_where_its_code_runs(context, monkeypatch):
    def key(text):
        source = source_of(text, context)
        return may_run(source), article_html_key(source, {}, context)

    texts = ("Words live.\n", fence("x = 1", "python"), fence("x = 1"), EXERCISE)
    before = [key(text) for text in texts]
    monkeypatch.setattr(context.sources, "rooms", "others")
    after = [key(text) for text in texts]
    assert [runs for runs, _ in before] == [False, False, True, True]
    assert [one == other for one, other in zip(before, after, strict=True)] == [True, True, False, False]


@pytest.mark.parametrize(
    "info", ["{.python .live}", "{#own .python .live}", "{python live}", "py live title='not live'"]
)
def test_other_ways_to_write_a_fence_are_read_too(context, info):
    assert outputs(fence("1", info), context)


@pytest.mark.parametrize(
    "info", ["python", 'python title="a live one"', "python {1}", "python title=live", "text"]
)
def test_any_other_fence_is_a_listing_and_no_more(context, info):
    assert "code-cell" not in rendered(fence("1", info), context)


@pytest.mark.parametrize(
    "text", ["- item\n\n  {}", "> {}", "::: deeper More {{#more}}\n\n{}\n:::", "~~~python live\n1 + 1\n~~~"]
)
def test_code_runs_wherever_a_fence_may_stand(context, text):
    indent = {"-": "\n  ", ">": "\n> "}.get(text[0], "\n")
    html = rendered(text.format(fence("1 + 1").rstrip().replace("\n", indent)) + "\n", context)
    assert ">2</pre>" in html


def test_code_in_a_text_that_the_article_includes_runs_in_its_place_and_errs_at_its_own_line(context):
    part = context.root / "content" / "first" / "part.md"
    part.write_text("Before.\n\n```python live\nx + 1\n```\n", encoding="utf-8")
    call = '```python live\nx = 4\n```\n\n{% include "part.md" %}\n'
    assert "<pre" not in outputs(call, context)[0]
    assert ">5</pre>" in outputs(call, context)[1]
    part.write_text("Before.\n\n```python live\nx + 1\ny\n```\n", encoding="utf-8")
    (fault,) = faults(call, context)
    assert fault.startswith("content/first/part.md:5: NameError: name 'y' is not defined")
    only = '{% include "part.md" %}\n'
    part.write_text("```python live\n2 * 3\n```\n", encoding="utf-8")
    assert may_run(source_of(only, context))
    assert ">6</pre>" in outputs(only, context)[0]
