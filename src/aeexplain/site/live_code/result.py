"""Whether an article has code that runs, and what came of it; the fences as they stand in the page."""

from dataclasses import dataclass
from html import escape

from aeexplain.errors import ExplainError
from aeexplain.site.build_context import BuildContext
from aeexplain.site.content.articles import ArticleSource
from aeexplain.site.markup.listings import listing
from aeexplain.site.markup.live_fences import MAY_RUN
from aeexplain.site.markup.nodes import CodeBlock, Exercise, LiveCode
from aeexplain.word_places import word_place


@dataclass(frozen=True)
class CodeResult:
    """What came of an article's code, HTML for each fence in the order of the text; or what is wrong with it."""

    outputs: tuple[str, ...] = ()
    errors: tuple[ExplainError, ...] = ()


def may_run(article_source: ArticleSource) -> bool:
    """Tell whether an article may have code that runs; perhaps it only talks about it."""
    return any(MAY_RUN.search(each) for each in article_source.texts)


def run_digest(article_source: ArticleSource, context: BuildContext) -> str:
    """Return a digest of what runs an article's code; "" for one that has none."""
    return context.sources.rooms if may_run(article_source) else ""


def fence_html(fence: LiveCode, output: str) -> str:
    """Return a fence as the page has it before any script runs: the code, and what came of it."""
    exercise = fence.exercise
    kind = "exercise" if exercise else "live"
    more = _exercise_html(exercise) if exercise else ""
    said = f'<div class="cell-output" data-output>{output}</div>'
    code = _listing(fence.text)
    return f'<div class="code-cell" data-code-cell="{kind}">\n{code}\n{more}{said}\n</div>'


def _exercise_html(exercise: Exercise) -> str:
    """Return what an exercise keeps back until it is asked for."""
    hint = f"<p>{escape(exercise.hint, quote=False)}</p>" if exercise.hint else ""
    parts = {
        "hint": (word_place("exercise_hint"), hint),
        "check": (word_place("exercise_check"), _listing(exercise.check.text)),
        "solution": (word_place("exercise_solution"), _listing(exercise.solution.text)),
    }
    return "".join(
        f'<details data-part="{name}"><summary>{title}</summary>{held}</details>\n'
        for name, (title, held) in parts.items()
        if held
    )


def _listing(code: str) -> str:
    return listing(CodeBlock(code, "python"))
